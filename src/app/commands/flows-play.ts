import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { type Org, parseOrg } from '../../case/org/index.ts'
import type { Rules } from '../../case/rules/index.ts'
import { loadUnderstanding } from '../../case/understand/index.ts'
import { systemClock } from '../../platform/kernel/index.ts'
import { commandOf, createHost, loadWording, openPlayer, type Wording } from '../../talk/dialogue/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { numberReader } from '../numbers.ts'
import { readRules } from '../read-rules.ts'
import { reader, towns } from '../reading.ts'
import { ROOT } from '../root.ts'
import { hotlineList, hotlineValues, lawValues } from '../side-questions.ts'
import { draftValues, officeValues } from '../words.ts'
import type { Said } from './flows.ts'

const USAGE = 'usage: flows play FLOW [--org FILE]; then one message a line, /photo for a photo, /quit to stop'
const PREFIX = 'MQ'
const DRAFT_MS = 72 * 3_600_000
/** Has the shipped form and a right check digit; nobody was given it. */
const MADE_UP = 'MQ26-4821-0937-2'

/**
 * `npm run flows -- play complaint`: a flow in the terminal, with the real engine and the local understanding, without network
 * and database. What the flow does is played, and said so.
 */
export async function playCommand(args: string[]): Promise<Said> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { org: { type: 'string' } } })
  const wording = loadWording(join(ROOT, 'flows'), ACT_NAMES)
  const flow = positionals[0] ?? ''
  if (!wording.flows[flow]) return fail(`${USAGE}\nflows: ${Object.keys(wording.flows).join(' ')}`)
  const understanding = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
  const file = values.org ?? join(ROOT, 'simulator', 'county.yaml')
  const org = parseOrg(await readFile(file, 'utf8'), [...understanding.categories])
  if (!org.ok) return fail(org.error.map((fault) => `${file}, line ${fault.line}: ${fault.message}`).join('\n'))
  const player = openPlayer({
    ...playedBy(wording, org.value, readRules()),
    understand: reader(understanding, () => org.value, systemClock),
    offers: {
      town: towns(org.value),
      category: understanding.categories.slice(0, 9).map((label, index) => ({ id: `c${index}`, label })),
    },
    now: () => systemClock.now(),
  })
  show(await player.begin(flow))
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '/quit') break
    if (line.trim() !== '') show(await (line.trim() === '/photo' ? player.photo() : player.say(line)))
  }
  return { ok: true, text: '' }
}

function playedBy(wording: Wording, org: Org, rules: Rules) {
  const now = systemClock.now()
  const readNumber = numberReader(PREFIX)
  return {
    ...wording,
    host: createHost(() => wording.common, readNumber),
    isCommand: (text: string) => commandOf(text, wording.common, readNumber) !== null,
    values: {
      ...officeValues(org),
      ...hotlineValues(rules),
      ...draftValues(DRAFT_MS, now),
      notify_now: wording.common.texts.notify_all ?? '',
    },
    /** What every act gives here. */
    played: {
      ...lawValues(rules, now),
      ...hotlineList(rules, now),
      ...{ number: MADE_UP, query_code: 'ABCDE23456', routed: '', missing: '', list: `1. ${MADE_UP}` },
    },
  }
}

const show = (messages: string[]): void => {
  for (const message of messages) process.stdout.write(`${message}\n\n`)
}

const fail = (text: string): Said => ({ ok: false, text })
