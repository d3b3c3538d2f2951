import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import {
  type CalendarFile,
  type ClocksFile,
  calendarFile,
  clocksFile,
  datesBetween,
  type HotlinesFile,
  hotlinesFile,
} from './schema.ts'
import {
  type Calendar,
  CLOCK_EVENTS,
  CLOCK_IDS,
  type ClockEvent,
  type ClockId,
  type ClockRule,
  type ClockTrigger,
  type EventTriggers,
  type Hotlines,
  type Rules,
  type RulesFault,
} from './types.ts'

/** Reads clocks.yaml, hotlines.yaml and calendars/*.yaml of a folder. Every fault of every file at once. */
export function loadRules(dir: string): Result<Rules, RulesFault[]> {
  const faults: RulesFault[] = []
  const contents = new Map<string, string>()
  const read = <T extends z.ZodType>(file: string, schema: T): z.output<T> | undefined => {
    const result = readYaml(join(dir, file), file, schema)
    contents.set(file, result.text)
    faults.push(...result.faults)
    return result.value
  }
  const clocks = read('clocks.yaml', clocksFile)
  const hotlines = read('hotlines.yaml', hotlinesFile)
  const calendars = calendarNames(dir, faults).map((name) => ({ name, file: read(`calendars/${name}`, calendarFile) }))
  for (const { name, file } of calendars) {
    if (file !== undefined && name !== `${file.year}.yaml`) {
      faults.push({
        file: `calendars/${name}`,
        path: 'year',
        message: `is ${file.year}, but the file is called ${name}`,
      })
    }
  }
  if (clocks !== undefined) faults.push(...clockFaults(clocks))
  if (faults.length > 0 || clocks === undefined || hotlines === undefined) return err(faults)
  const version = `${clocks.version}+${digest(contents)}`
  const byId = clockRules(clocks, version)
  const years = calendars.flatMap(({ file }) => (file === undefined ? [] : [[file.year, calendar(file)] as const]))
  return ok({
    ...{ version, profile: clocks.profile, clocks: byId, triggers: triggersOf(byId) },
    ...{ calendars: new Map(years), hotlines: hotlineTable(hotlines) },
  })
}

function calendarNames(dir: string, faults: RulesFault[]): string[] {
  try {
    const names = readdirSync(join(dir, 'calendars'))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
    if (names.length === 0) faults.push({ file: 'calendars', path: '', message: 'holds no notice of any year' })
    return names
  } catch (error) {
    faults.push({ file: 'calendars', path: '', message: `cannot be read: ${codeOf(error)}` })
    return []
  }
}

function readYaml<T extends z.ZodType>(path: string, file: string, schema: T) {
  type Reading = { text: string; value?: z.output<T>; faults: RulesFault[] }
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const fault = { file, path: '', message: `cannot be read: ${codeOf(error)}` }
    return { text: '', faults: [fault] } satisfies Reading as Reading
  }
  const document = parseDocument(text)
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message }) => ({ file, path: '', message }))
    return { text, faults } satisfies Reading as Reading
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { text, value: parsed.data, faults: [] } satisfies Reading as Reading
  const faults = parsed.error.issues.map((issue) => ({ file, path: issue.path.join('.'), message: issue.message }))
  return { text, faults } satisfies Reading as Reading
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

/** What one clock's shape cannot show by itself. */
function clockFaults(file: ClocksFile): RulesFault[] {
  return CLOCK_IDS.flatMap((id) => {
    const { days, day_kind, roll, after, pause } = file.clocks[id]
    const fault = (key: string, message: string) => ({ file: 'clocks.yaml', path: `clocks.${id}.${key}`, message })
    return [
      ...(days === null && id !== 'D11'
        ? [fault('days', 'only D11 has no length of its own: the sender sets its date')]
        : []),
      ...(pause !== null && id !== 'D10' ? [fault('pause', 'article 36 cuts a hearing out of D10 only')] : []),
      ...(after === id ? [fault('after', 'a clock cannot run on from itself')] : []),
      ...(day_kind === 'working' && roll ? [fault('roll', 'the last working day is never a rest day')] : []),
    ]
  })
}

function clockRules(file: ClocksFile, rulesVersion: string): Rules['clocks'] {
  const rule = (id: ClockId): ClockRule => {
    const { day_kind: dayKind, ...rest } = file.clocks[id]
    return { id, dayKind, ...rest, rulesVersion }
  }
  return Object.fromEntries(CLOCK_IDS.map((id) => [id, rule(id)])) as Rules['clocks']
}

function triggersOf(clocks: Rules['clocks']): EventTriggers {
  const rules = Object.values(clocks)
  const trigger = (event: ClockEvent): ClockTrigger => ({
    start: rules.filter((rule) => rule.start === event).map(({ id }) => id),
    stop: rules.filter((rule) => rule.stop.includes(event)).map(({ id }) => id),
    reopen: rules.filter((rule) => rule.reopen.includes(event)).map(({ id }) => id),
  })
  return Object.fromEntries(CLOCK_EVENTS.map((event) => [event, trigger(event)])) as EventTriggers
}

function calendar({ year, source, holidays }: CalendarFile): Calendar {
  const days = holidays.flatMap(({ name, from, to }) => datesBetween(from, to).map((date) => [date, name] as const))
  return { year, source, holidays: new Map(days), makeUpDays: new Set(holidays.flatMap(({ make_up }) => make_up)) }
}

function hotlineTable({ last_verified: lastVerified, source, lines }: HotlinesFile): Hotlines {
  return {
    lastVerified,
    source,
    lines: lines.map(({ note, ...line }) => ({ ...line, ...(note === undefined ? {} : { note }) })),
  }
}

/** Line ends are not content: a checkout on another system has the same version. */
function digest(contents: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256')
  for (const [file, text] of [...contents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${file}\n${text.replaceAll('\r\n', '\n')}\n`)
  }
  return hash.digest('hex').slice(0, 12)
}
