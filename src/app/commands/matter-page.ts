import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACTORS, ACTS, type ActName, REFUSALS, STATES, type State, TRANSITIONS } from '../../case/ticket/index.ts'
import { readWording } from '../../talk/dialogue/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { ROOT } from '../root.ts'

/** `npm run matter-page` writes it from the table of src/case/ticket/table.ts; a test says when it is out of date. */
export const MATTER_PAGE = join(ROOT, 'docs', 'matter.md')

const FROM = ['none', ...STATES] as const

export function matterPage(root = ROOT): string {
  const read = readWording(join(root, 'flows'), ACT_NAMES)
  if (!read.ok) throw new Error('flows/ cannot be used: npm run check says why')
  const words = read.value.cards.states
  const said = [...new Set(FROM.flatMap((state) => ACTS.flatMap((act) => refusalOf(state, act))))].sort()
  return [
    '# States and acts of a matter\n',
    'Made by `npm run matter-page` from `src/case/ticket/table.ts`, the one table that decides; `docs/glossary.md` has the legal terms.',
    'A cell names the state that follows, or the reason for which the act is refused there. What an act needs beside the right',
    'state (words, dates, clocks, who is complained of) is decided in `routing.ts`, `handling.ts`, `reviewing.ts`, `aside.ts`,',
    '`supervising.ts` and `merging.ts`.\n',
    'Three acts may lead elsewhere than the table says: a second objection, or one to a sender complained of, is the common superior’s (`contested`), a review with outcome',
    '`redo` sends the matter back (`accepted`), and an answer follows an answer only where the citizen disputes it.\n',
    '## States\n',
    '| State | 中文 | Acts that lead on |',
    '|---|---|---|',
    ...FROM.map((state) => `| ${state} | ${words[state] ?? ''} | ${leadingFrom(state)} |`),
    '\n## Acts\n',
    '| Act | By | From → to | Refused elsewhere with |',
    '|---|---|---|---|',
    ...ACTS.map((act) => `| ${act} | ${ACTORS[act].join(', ')} | ${movesOf(act)} | ${refusalsOf(act)} |`),
    '\n## Every state × act\n',
    `| State | ${ACTS.join(' | ')} |`,
    `|---${'|---'.repeat(ACTS.length)}|`,
    ...FROM.map((state) => `| **${state}** | ${ACTS.map((act) => cell(state, act)).join(' | ')} |`),
    '\n## Reasons\n',
    '| Code | Meaning |',
    '|---|---|',
    ...said.map((code) => `| \`${code}\` | ${REFUSALS[code]} |`),
    '',
  ].join('\n')
}

function cell(state: State | 'none', act: ActName): string {
  const found = TRANSITIONS[state][act]
  return 'to' in found ? `→ ${found.to}` : `\`${found.refuse}\``
}

function refusalOf(state: State | 'none', act: ActName) {
  const found = TRANSITIONS[state][act]
  return 'to' in found ? [] : [found.refuse]
}

function leadingFrom(state: State | 'none'): string {
  const acts = ACTS.filter((act) => 'to' in TRANSITIONS[state][act])
  return acts.length === 0 ? 'none: it ends here' : acts.join(', ')
}

function movesOf(act: ActName): string {
  const byState = new Map<State, string[]>()
  for (const state of FROM) {
    const found = TRANSITIONS[state][act]
    if ('to' in found) byState.set(found.to, [...(byState.get(found.to) ?? []), state])
  }
  return [...byState]
    .map(([to, from]) => (from.length === 1 && from[0] === to ? to : `${from.join(', ')} → ${to}`))
    .join('; ')
}

const refusalsOf = (act: ActName): string =>
  [...new Set(FROM.flatMap((state) => refusalOf(state, act)))].map((code) => `\`${code}\``).join(', ')

if (import.meta.main) writeFileSync(MATTER_PAGE, matterPage())
