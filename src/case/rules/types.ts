/** D1–D12 of the master deadline table of the regulation (petition.md §1.2). */
export const CLOCK_IDS = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10', 'D11', 'D12'] as const
export type ClockId = (typeof CLOCK_IDS)[number]

export type DayKind = 'calendar' | 'working'

/**
 * What can start, stop or reopen a clock. `told.x` = the citizen was told of step x. Those from `extended` on belong to
 * steps that the transition does not have yet; their rules are listed and never start.
 */
export const CLOCK_EVENTS = [
  'registered',
  'forwarded',
  'accepted',
  'answered',
  'closed',
  'returned',
  'told.registered',
  'told.forwarded',
  'told.accepted',
  'told.answered',
  'told.closed',
  'told.returned',
  'extended',
  'answer_delivered',
  'review_requested',
  'review_decided',
  'review_delivered',
  'rereview_requested',
  'rereview_decided',
  'assigned',
  'assignment_reported',
  'suggestion_sent',
  'suggestion_answered',
] as const
export type ClockEvent = (typeof CLOCK_EVENTS)[number]

export interface ClockTrigger {
  start: readonly ClockId[]
  stop: readonly ClockId[]
  /** A stopped clock that runs again with its old date: a returned matter was never with the competent organ. */
  reopen: readonly ClockId[]
}
export type EventTriggers = { readonly [event in ClockEvent]: ClockTrigger }

export interface ClockRule {
  id: ClockId
  what: string
  article: string
  /** null: the date is set by the sender (D11). */
  days: number | null
  dayKind: DayKind
  start: ClockEvent
  stop: readonly ClockEvent[]
  reopen: readonly ClockEvent[]
  /** false: a second start changes nothing, the citizen's clock goes on. true: each office has its own. */
  restarts: boolean
  /** Whether a last day that is a rest day moves to the next working day. */
  roll: boolean
  /** A clock that runs on from the unrolled end of another (D6 after D5). */
  after: ClockId | null
  /** What may stand still within it; only a hearing does, and only in D10 (article 36). */
  pause: 'hearing' | null
  /** Natures to which the clock does not apply. */
  except: { kinds: readonly string[]; ways: readonly number[] }
  source: string
  /** `confirmed: false`: the law gives no such figure; the value is configuration. */
  confirmed: boolean
  rulesVersion: string
}

export interface Calendar {
  year: number
  source: string
  /** Date → name of the festival, for every day off that the notice lists (weekends inside a festival too). */
  holidays: ReadonlyMap<string, string>
  /** Saturdays and Sundays that the notice makes working days. */
  makeUpDays: ReadonlySet<string>
}
export type Calendars = ReadonlyMap<number, Calendar>

export interface Hotline {
  id: string
  number: string
  name: string
  for: string
  show: boolean
  common: boolean
  words: readonly string[]
  group: 'emergency' | 'help' | 'service' | 'report' | 'merged'
  note?: string
}

export interface Hotlines {
  lastVerified: string
  source: string
  lines: readonly Hotline[]
}

export interface Rules {
  /** Declared version and the first 12 hex digits of the content's SHA-256: `2026.1+3f9a…`. */
  version: string
  profile: string
  clocks: { readonly [id in ClockId]: ClockRule }
  triggers: EventTriggers
  calendars: Calendars
  hotlines: Hotlines
}

export interface RulesFault {
  file: string
  /** Where in the file, as keys joined by dots; empty for the whole file. */
  path: string
  message: string
}
