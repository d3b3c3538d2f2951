/** D1–D12 of the master deadline table of the regulation (petition.md §1.2). */
export const CLOCK_IDS = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10', 'D11', 'D12'] as const
export type ClockId = (typeof CLOCK_IDS)[number]

export type DayKind = 'calendar' | 'working'

/**
 * What can start, stop or reopen a clock. `told.x` = the citizen was told of step x. No step gives `suggestion_sent` and
 * `suggestion_answered` yet: their rule is listed and never starts.
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
  'told.directed',
  'told.refused',
  'escalated',
  'objected',
  'directed',
  'refused',
  'withdrawn',
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
  /** The duty in the words of staff. */
  what: string
  /** The instrument with its article, as a notice writes it; `article` is the short form. */
  cite: string
  article: string
  /** What staff must know beside the figure. */
  note: string | null
  /** Words for the event whose day is not counted. */
  countedFrom: string
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
  /** `confirmed: false`: the law gives no such figure; the value is configuration. */
  confirmed: boolean
  rulesVersion: string
}

export const STEPS = ['extend', 'object', 'request_review', 'request_rereview', 'hear'] as const
export type StepName = (typeof STEPS)[number]

/** A step that the law allows under conditions. */
export interface StepRule {
  cite: string
  article: string
  /** The clock in whose time it is to be asked. */
  within: ClockId
  /** After that time: an organ's own step is refused; of a citizen's request a person decides. */
  late: 'refuse' | 'person'
  /** How often in one matter; null: as often as needed. */
  times: number | null
  /** What must be given with it. */
  needs: readonly string[]
  /** Whose consent makes it effective. */
  consent: 'sender' | null
  /** The clock it starts. */
  gives: ClockId | null
}

export interface KindRule {
  name: string
  article: string
  cite: string
  /** Has its own readers; never told to whom it complains of. */
  sealed: boolean
}

/** A statutory limit that a petition may not stop. */
export interface Limit {
  what: string
  length: string
  from: string
  cite: string
}

export interface WayRule {
  name: string
  article: string
  cite: string
  to: string
  limits: readonly Limit[]
}

export interface EndOfRoad {
  cite: string
  article: string
  /** The event after which the same facts and reasons are not accepted again. */
  after: ClockEvent
  aid: readonly { name: string; to: string; cite: string }[]
}

/** One version of one profile: what a matter is pinned to. */
export interface Profile {
  name: string
  /** As its file declares it: `2026.1`. */
  declared: string
  /** Declared version and the first 12 hex digits of the content's SHA-256: `2026.1+3f9a…`. */
  version: string
  source: string
  clocks: { readonly [id in ClockId]?: ClockRule }
  /** Clocks that this profile does not have, with the reason. */
  absent: { readonly [id in ClockId]?: string }
  triggers: EventTriggers
  kinds: { readonly [kind: string]: KindRule }
  ways: { readonly [way: string]: WayRule }
  steps: { readonly [step in StepName]?: StepRule }
  endOfRoad: EndOfRoad | null
}

export interface Calendar {
  year: number
  source: string
  /**
   * Date → name of the festival, for every day off that the notice lists (weekends inside a festival too). New Year's notice
   * may reach into the December before: that of 2019 made 2018-12-29 a working Saturday and 2018-12-31 a day off.
   */
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

/** When somebody looks at a matter that stands still; days of the calendar. */
export interface Supervision {
  yellowDays: number
  silenceDays: number
  /** From the day that rules/supervision.yaml names for each. */
  checkpoints: Readonly<
    Record<
      | ('receipt' | 'receipt_on_paper' | 'execution' | 'dispute' | 'leader_wanted')
      | ('meet_leader' | 'meet_unit' | 'meet_author' | 'visit_promise' | 'follow_up'),
      number
    >
  >
  /** So many say that nobody wants the matter. */
  handOvers: number
  /** Words of a promise to give up. */
  pledges: readonly string[]
  /** How long a person who is called has before the next one is. */
  pageMinutes: number
}

export interface Rules {
  /** The one in force: of new matters, or the one a matter is pinned to. */
  profile: Profile
  /** Every profile by name, its versions from oldest to newest. */
  profiles: ReadonlyMap<string, readonly Profile[]>
  calendars: Calendars
  hotlines: Hotlines
  supervision: Supervision
}

export interface RulesFault {
  file: string
  /** Where in the file, as keys joined by dots; empty for the whole file. */
  path: string
  message: string
}
