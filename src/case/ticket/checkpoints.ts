import { shanghaiDay } from '../../platform/kernel/index.ts'
import { addDays, type Supervision } from '../rules/index.ts'
import { DELIVERED, type Delivered, type Means } from './acts.ts'
import type { MatterEvent } from './events.ts'
import { since } from './outcome.ts'
import type { Day, Instant } from './states.ts'

/** What somebody owes a matter beside its legal clocks: days of ours (rules/supervision.yaml) or of whoever ordered or promised it. */
export const CHECKPOINTS = [
  'receipt',
  'execution',
  'dispute',
  'order',
  'promise',
  'lead',
  'leader_wanted',
  'conference',
  'meet_leader',
  'meet_unit',
  'meet_author',
  'visit_promise',
  'follow_up',
] as const
export type CheckpointKind = (typeof CHECKPOINTS)[number]

export interface Checkpoint {
  /** Kind and the place in the history of the event that set it: `order/7`. */
  id: string
  kind: CheckpointKind
  since: Day
  due: Day
  /** Absent while it is open. */
  metAt?: Instant
  /** Whoever works on the matter, or the petition office. */
  owedBy: 'holder' | 'petition'
  /** The office that set it. */
  by?: string
}

/**
 * Where a check-point begins, what meets it, and what ends it unmet: then it is no longer there. One that rests is not there either, until
 * the author opens what was over, and then with its old day.
 */
interface Spec {
  owedBy: Checkpoint['owedBy']
  starts(event: MatterEvent, given: Given): { since: Day; due: Day } | null
  meets(event: MatterEvent, started: Started): boolean
  ends?(event: MatterEvent, started: Started): boolean
  rests?(event: MatterEvent): boolean
}
interface Given {
  days: Supervision['checkpoints']
  /** Its author agreed to have documents in the chat (`registered`). */
  electronic: boolean
  /** What happened up to this event. */
  before: readonly MatterEvent[]
}
interface Started {
  id: string
  event: MatterEvent
  /** What happened up to it. */
  before: readonly MatterEvent[]
  /** What happened since, and is not this event. */
  between: readonly MatterEvent[]
}

const dayAt = (at: Instant): Day => shanghaiDay(new Date(at))
const after = (at: Instant, days: number) => ({ since: dayAt(at), due: addDays(dayAt(at), days) })
const until = (at: Instant, due: Day) => ({ since: dayAt(at), due })
const isOneOf =
  (...types: MatterEvent['type'][]) =>
  ({ type }: MatterEvent): boolean =>
    types.includes(type)

/** Nobody owes anything any more. */
const GONE = isOneOf('withdrawn', 'merged')
/** The office's part is over, unless its author says otherwise. */
const OVER = isOneOf('closed', 'directed', 'refused')
const SAYS_OTHERWISE = isOneOf('disputed', 'review_requested', 'rereview_requested')
/** What was decided is no longer what stands. */
const ANEW = ({ type, data }: MatterEvent): boolean =>
  (type === 'reviewed' || type === 'rereviewed') && ['redo', 'revoked', 'changed'].includes(data.outcome)

const meetingOf = (kind: 'meet_leader' | 'meet_unit' | 'meet_author', who: 'leader' | 'unit' | 'author'): Spec => ({
  owedBy: 'petition',
  starts: (event, { days }) =>
    event.type === 'registered' && event.data.channel === 'letter' ? after(event.data.receivedAt, days[kind]) : null,
  meets: (event) => event.type === 'met' && event.data.with === who,
  ends: OVER,
})

const SPECS: { readonly [kind in CheckpointKind]: Spec } = {
  // Told is not received. Whoever was told in the chat says 收到 or opens the document; else somebody calls or brings paper (送达回执).
  receipt: {
    owedBy: 'holder',
    starts: (event, { days, electronic, before }) => {
      const telling = tellingOf(event, before)
      if (telling === null || !isAwaited(telling.of, before)) return null
      return after(event.at, electronic && telling.means === 'message' ? days.receipt : days.receipt_on_paper)
    },
    meets: (event, { event: told, before }) =>
      event.type === 'delivered' && event.data.of === tellingOf(told, before)?.of,
    // The same step happened once more: what it says now is what has to be received.
    ends: (event, { event: told, before }) => event.type === tellingOf(told, before)?.of || ANEW(event),
  },
  // Article 32 ¶3: what was supported is carried out.
  execution: {
    owedBy: 'holder',
    starts: (event, { days }) =>
      event.type === 'answered' && supportedIn(event).length > 0 ? after(event.at, days.execution) : null,
    meets: (event, { event: answered, between }) => {
      const done = [...between, event].flatMap((one) => (one.type === 'executed' ? [one.data.demandId] : []))
      return event.type === 'executed' && supportedIn(answered).every((id) => done.includes(id))
    },
    ends: (event) => event.type === 'answered' || ANEW(event),
  },
  // Whoever does not accept an answer waits for the word of another officer.
  dispute: {
    owedBy: 'holder',
    starts: (event, { days }) => (event.type === 'disputed' ? after(event.at, days.dispute) : null),
    meets: isOneOf('answered', 'closed'),
    ends: isOneOf('review_requested'),
  },
  order: {
    owedBy: 'holder',
    starts: (event) => (event.type === 'supervised' ? until(event.at, event.data.due) : null),
    meets: (event, { id }) => event.type === 'replied' && event.data.of === id,
  },
  promise: {
    owedBy: 'holder',
    starts: (event) => (event.type === 'promised' ? until(event.at, event.data.due) : null),
    meets: (event, { id }) => event.type === 'kept' && event.data.of === id,
  },
  lead: {
    owedBy: 'holder',
    starts: (event) => (event.type === 'led' ? until(event.at, event.data.due) : null),
    meets: isOneOf('closed'),
    ends: isOneOf('led', 'directed', 'refused'),
  },
  // S53: what has been open so long is a leader's; what was closed and is not accepted is as long open as before.
  leader_wanted: {
    owedBy: 'petition',
    starts: (event, { days }) =>
      event.type === 'registered' ? after(event.data.receivedAt, days.leader_wanted) : null,
    meets: isOneOf('led'),
    rests: OVER,
  },
  conference: {
    owedBy: 'petition',
    starts: (event) => (event.type === 'convened' ? until(event.at, event.data.on) : null),
    // One that took place before was another.
    meets: (event, { event: convened }) =>
      event.type === 'met' && event.data.with === 'conference' && event.data.on >= dayAt(convened.at),
    ends: OVER,
  },
  meet_leader: meetingOf('meet_leader', 'leader'),
  meet_unit: meetingOf('meet_unit', 'unit'),
  meet_author: meetingOf('meet_author', 'author'),
  // S49: a visit does not end without who, how and when.
  visit_promise: {
    owedBy: 'holder',
    starts: (event, { days }) =>
      event.type === 'registered' && event.data.channel === 'visit'
        ? after(event.data.receivedAt, days.visit_promise)
        : null,
    meets: isOneOf('promised'),
    ends: OVER,
  },
  // S35: what was settled is looked at again.
  follow_up: {
    owedBy: 'petition',
    starts: (event, { days }) => (event.type === 'closed' ? after(event.at, days.follow_up) : null),
    // Whoever was not reached has not been asked.
    meets: (event) => event.type === 'followed_up' && event.data.settled !== 'not_reached',
    ends: isOneOf('disputed', 'review_requested', 'rereview_requested'),
  },
}

/** The document that was told of, and how; somebody may tell it as they close. */
function tellingOf(event: MatterEvent, before: readonly MatterEvent[]): { of: Delivered; means: Means } | null {
  if (event.type !== 'told' && event.type !== 'closed') return null
  const told = event.type === 'told' ? event.data.of : before.findLast(({ type }) => isDocument(type))?.type
  const of = DELIVERED.find((step) => step === told)
  return of === undefined ? null : { of, means: event.type === 'told' ? event.data.means : event.data.told }
}

const isDocument = (type: MatterEvent['type']): boolean => DELIVERED.some((step) => step === type)

/**
 * Not in hand yet (a link may be opened before the platform says that it took the message), not told before, and not a review that sends
 * the matter back: from its receipt nothing runs.
 */
function isAwaited(of: Delivered, before: readonly MatterEvent[]): boolean {
  const [made, ...later] = since(of, before)
  if (made !== undefined && 'outcome' in made.data && made.data.outcome === 'redo') return false
  // Nothing is closed untold.
  return !later.some(
    (one) => one.type === 'closed' || ((one.type === 'told' || one.type === 'delivered') && one.data.of === of),
  )
}

const supportedIn = (event: MatterEvent): string[] =>
  event.type === 'answered'
    ? event.data.dispositions.filter(({ outcome }) => outcome === 'supported').map(({ demandId }) => demandId)
    : []

/** Every check-point of a matter, from its events alone; one that ended unmet, or rests, is not there. */
export function checkpointsOf(
  events: readonly MatterEvent[],
  { checkpoints: days }: Pick<Supervision, 'checkpoints'>,
): Checkpoint[] {
  const [first] = events
  const electronic = first?.type === 'registered' && first.data.electronic === true
  return events.flatMap((event, index) =>
    CHECKPOINTS.flatMap((kind) => {
      const before = events.slice(0, index)
      // What is told after its end (a notice that waited) leaves nothing to be done.
      if (before.some(GONE)) return []
      const dates = SPECS[kind].starts(event, { days, electronic, before })
      return dates === null
        ? []
        : followed(kind, { id: `${kind}/${index + 1}`, event, before, ...dates }, events.slice(index + 1))
    }),
  )
}

function followed(
  kind: CheckpointKind,
  { since, due, ...set }: Omit<Started, 'between'> & { since: Day; due: Day },
  later: readonly MatterEvent[],
): Checkpoint[] {
  const spec = SPECS[kind]
  const { office } = set.event.actor
  const open = { id: set.id, kind, since, due, owedBy: spec.owedBy, ...(office === undefined ? {} : { by: office }) }
  let resting = false
  for (const [at, next] of later.entries()) {
    const started = { ...set, between: later.slice(0, at) }
    if (spec.meets(next, started)) return [{ ...open, metAt: next.at }]
    if (GONE(next) || spec.ends?.(next, started)) return []
    resting = spec.rests?.(next) || (resting && !SAYS_OTHERWISE(next))
  }
  return resting ? [] : [open]
}

/** The kind in the rule of a timer; null: it is a legal clock. */
export const checkpointKind = (rule: string): CheckpointKind | null =>
  CHECKPOINTS.find((kind) => rule.startsWith(`${kind}/`)) ?? null
