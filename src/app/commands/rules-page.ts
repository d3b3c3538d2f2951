import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLOCK_IDS, type ClockId, type ClockRule, type Profile, STEPS } from '../../case/rules/index.ts'
import { readRules } from '../read-rules.ts'
import { ROOT } from '../root.ts'

/** `npm run rules-page` writes it from rules/; a test says when it is out of date. */
export const RULES_PAGE = join(ROOT, 'docs', 'rules.md')

export function rulesPage(root = ROOT): string {
  const { profile, profiles, calendars } = readRules(root)
  const years = [...calendars.values()].map(({ year, source }) => `- ${year}: ${source}`)
  return [
    '# Legal clocks and steps\n',
    'Made from `rules/` by `npm run rules-page`. `rules/README.md` says how to change them, `npm run clock` gives one date with its sentence.',
    `New matters are under \`${profile.name}\`. The start day is not counted (Civil Code 201); where "rolls" says so, a last day that is a`,
    'rest day moves to the next working day (Civil Code 203, by analogy). A figure with * is not in the law but configuration.',
    '\nHoliday notices that are loaded; a date that rests on another year is provisional:\n',
    ...years,
    ...[...profiles.values()].flat().map(profileSection),
    '',
  ].join('\n')
}

function profileSection(profile: Profile): string {
  const clocks = CLOCK_IDS.flatMap((id) => profile.clocks[id] ?? [])
  const absent = CLOCK_IDS.filter((id) => profile.absent[id] !== undefined)
  const steps = STEPS.flatMap((name) =>
    profile.steps[name] === undefined ? [] : [[name, profile.steps[name]] as const],
  )
  return [
    `\n## ${profile.name} ${profile.declared}\n`,
    `${profile.source}\n`,
    '| Clock | What | Length | Counted from | Rolls | Ends with | Article |',
    '|---|---|---|---|---|---|---|',
    ...clocks.map((rule) => clockRow(rule, profile)),
    ...(absent.length === 0
      ? []
      : ['', 'Not in this profile:', '', ...absent.map((id) => `- ${id}: ${profile.absent[id]}`)]),
    '\n| Step | In the time of | Late | How often | Needs | Gives | Article |',
    '|---|---|---|---|---|---|---|',
    ...steps.map(([name, { within, late, times, needs, consent, gives, cite }]) => {
      const asked = [...needs, ...(consent === null ? [] : [`consent of the ${consent}`])].join(', ')
      const lateness = late === 'refuse' ? 'refused' : 'a person decides'
      return `| ${name} | ${within} | ${lateness} | ${times ?? 'as needed'} | ${asked} | ${gives ?? ''} | ${cite} |`
    }),
  ].join('\n')
}

function clockRow(rule: ClockRule, profile: Profile): string {
  const note = rule.note === null ? '' : `（${rule.note}）`
  const rolls = rule.roll ? 'yes' : 'no'
  const end = rule.stop.join(', ')
  return `| ${rule.id} | ${rule.what}${note} | ${length(rule, profile)} | ${rule.countedFrom} | ${rolls} | ${end} | ${rule.cite} |`
}

function length({ days, dayKind, confirmed, after, pause }: ClockRule, { clocks }: Profile): string {
  if (days === null) return 'set by the sender'
  const unit = `${dayKind === 'working' ? ' working' : ''} day${days === 1 ? '' : 's'}`
  const more = after === null ? '' : `, after ${endOf(after, clocks)}`
  return `${days}${unit}${confirmed ? '' : '*'}${more}${pause === null ? '' : `, ${pause} not counted`}`
}

const endOf = (id: ClockId, clocks: Profile['clocks']) => `the ${clocks[id]?.days ?? ''} of ${id}, not rolled`

if (import.meta.main) {
  writeFileSync(RULES_PAGE, rulesPage())
  process.stdout.write(`${RULES_PAGE}\n`)
}
