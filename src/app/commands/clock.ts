import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  CLOCK_IDS,
  type ClockId,
  type Deadline,
  type DeadlineRefusal,
  deadline,
  type Pause,
  type Profile,
  type Question,
  type Rules,
} from '../../case/rules/index.ts'
import { AppError, err, ok, type Result, unreachable } from '../../platform/kernel/index.ts'
import { readWording, type Wording } from '../../talk/dialogue/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { exactSentence, plainSentence } from '../date-words.ts'
import { readRules } from '../read-rules.ts'
import { ROOT } from '../root.ts'

const USAGE = `usage: clock --rule ${CLOCK_IDS[0]}…${CLOCK_IDS.at(-1)} --from ISO [--due ISO] [--pause ISO/ISO]… [--profile NAME[@VERSION]] [--json]
  --from     the start event: for D6 the acceptance, for it runs on from the end of D5
  --due      the date that the sender set: D11 only
  --pause    a hearing, its first day and the first day that counts again: D10 only
ISO is a date, or a time with Z or an offset; the legal day is the one in Shanghai.`

const OPTIONS = {
  rule: { type: 'string' },
  from: { type: 'string' },
  due: { type: 'string' },
  pause: { type: 'string', multiple: true },
  profile: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** `npm run clock`: the legal date a rule gives, with its sentence. What cannot be answered is said, with code 2. */
export function clock(args: string[], root = ROOT): { code: 0 | 2; text: string } {
  const asked = read(args)
  if (!asked.ok) return { code: 2, text: asked.error }
  const { rules, wording } = open(root)
  const { question, json } = asked.value
  const profile = profileNamed(rules, asked.value.profile)
  if (!profile.ok) return { code: 2, text: profile.error }
  const found = deadline(profile.value, question, rules.calendars)
  if (!found.ok) return { code: 2, text: refusalInWords(found.error, question) }
  return { code: 0, text: json ? JSON.stringify(asJson(found.value, wording)) : asLines(found.value, wording) }
}

interface Asked {
  question: Question
  profile: string | undefined
  json: boolean
}

function read(args: string[]): Result<Asked, string> {
  const parsed = parse(args)
  if (!parsed.ok) return err(`${parsed.error}\n${USAGE}`)
  const { rule, from, due, pause = [], profile, json } = parsed.value
  if (rule === undefined || from === undefined) return err(`--rule and --from are needed\n${USAGE}`)
  const id = CLOCK_IDS.find((one) => one === rule.toUpperCase())
  if (id === undefined) return err(`there is no rule ${rule}: ${CLOCK_IDS.join(', ')}`)
  const pauses = pause.map(pauseOf)
  const wrong = pauses.indexOf(undefined)
  if (wrong !== -1) return err(`--pause ${pause[wrong]}: two dates or times with / between them`)
  const question = {
    rule: id,
    from,
    ...(due === undefined ? {} : { due }),
    pauses: pauses.filter((one) => one !== undefined),
  }
  return ok({ question, profile, json })
}

function parse(args: string[]) {
  try {
    return ok(parseArgs({ args, options: OPTIONS, strict: true }).values)
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}

function pauseOf(text: string): Pause | undefined {
  const [from, to, ...more] = text.split('/')
  return from && to && more.length === 0 ? { from, to } : undefined
}

function open(root: string): { rules: Rules; wording: Wording } {
  const rules = readRules(root)
  const wording = readWording(join(root, 'flows'), ACT_NAMES)
  if (!wording.ok) throw new AppError({ code: 'flows_invalid', message: 'flows/ has faults: npm run check lists them' })
  return { rules, wording: wording.value }
}

function profileNamed(rules: Rules, name: string | undefined): Result<Profile, string> {
  if (name === undefined) return ok(rules.profile)
  const [profile = '', version] = name.split('@')
  const versions = rules.profiles.get(profile) ?? []
  const found = version === undefined ? versions.at(-1) : versions.find(({ declared }) => declared === version)
  if (found !== undefined) return ok(found)
  const known = [...rules.profiles.values()].flat().map((one) => `${one.name}@${one.declared}`)
  return err(`there is no profile ${name}: ${known.join(', ')}`)
}

function refusalInWords(refusal: DeadlineRefusal, question: Question): string {
  switch (refusal.code) {
    case 'no_such_clock':
      return `${refusal.profile} has no ${refusal.rule}: ${refusal.why}`
    case 'not_an_instant':
      return `--${refusal.what} ${refusal.text}: a date that exists (2026-03-02) or a time with Z or an offset is needed`
    case 'out_of_range':
      return `--${refusal.what} ${refusal.text}: the years from ${refusal.first} to ${refusal.last} are known`
    case 'due_needed':
      return `${refusal.rule} needs --due: the sender sets its date (article ${refusal.article})`
    case 'due_not_taken':
      return `${refusal.rule} takes no --due: article ${refusal.article} gives its length`
    case 'due_before_start':
      return `--due ${question.due} is before --from ${question.from}`
    case 'pause_not_taken':
      return `${refusal.rule} takes no --pause: article ${refusal.article} lets nothing stand still${onlyIn(refusal.pausing)}`
    case 'pause_is_empty':
      return `--pause ${refusal.pause.from}/${refusal.pause.to}: ends before it begins, or when it begins`
    case 'days_not_allowed':
      return `${refusal.days} days are not allowed: ${refusal.most ?? 'no length'} at most`
    default:
      return unreachable(refusal)
  }
}

const onlyIn = (pausing: readonly { id: ClockId; article: string }[]) =>
  pausing.map(({ id, article }) => `; a hearing is cut out of ${id} only (article ${article})`).join('')

function asJson(date: Deadline, wording: Wording) {
  return {
    rule: date.rule.id,
    due: date.due,
    sentence: exactSentence(wording, date),
    sentence_plain: plainSentence(wording, date),
    article: date.rule.article,
    day_kind: date.rule.dayKind,
    days: date.days,
    start: date.startDate,
    unrolled: date.unrolled,
    rolled: date.rolled,
    paused: date.pausedDays,
    holidays_used: date.holidaysUsed.map((day) => day.date),
    make_up_days_used: date.makeUpDaysUsed,
    provisional: date.provisional,
    unknown_years: date.unknownYears,
    confirmed: date.rule.confirmed,
    profile: date.profile,
    rules_version: date.rule.rulesVersion,
  }
}

const asLines = (date: Deadline, wording: Wording): string =>
  [
    `${date.due}${date.provisional ? ' (provisional)' : ''}`,
    plainSentence(wording, date),
    exactSentence(wording, date),
  ].join('\n')

if (import.meta.main) {
  const { code, text } = clock(process.argv.slice(2))
  process[code === 0 ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = code
}
