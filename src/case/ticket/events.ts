import type { ClockId, ClockTrigger } from '../rules/index.ts'
import type {
  Closing,
  Delivered,
  Delivery,
  Direction,
  Disposition,
  ForwardBasis,
  Means,
  RefusedFor,
  ReviewOutcome,
} from './acts.ts'
import type { Meeting, Settled, SupervisedFor } from './acts-beside.ts'
import type { Actor, Channel, Day, Instant, Lead, MatterKind, Way } from './states.ts'

interface EventOf<T extends string, D> {
  type: T
  at: Instant
  actor: Actor
  data: D
  /** Rule ids that this event starts, stops and reopens, as the rules in force at that time said. */
  clocks: ClockTrigger
}

/** The legal nature of a matter, carried by the events that set it: some clocks do not apply to some kinds. */
export interface Nature {
  kind: MatterKind
  way: Way | null
}
type MatterEventOf<T extends string, D> = EventOf<T, Nature & D>

export type RegisteredEvent = MatterEventOf<
  'registered',
  { channel: Channel; receivedAt: Instant; petitionOffice: string; electronic?: boolean }
>
type Passed = { fromOffice: string; toOffice: string }
export type ForwardedEvent = MatterEventOf<
  'forwarded',
  Passed & { basis: ForwardBasis; correction: boolean; helping?: readonly string[]; owner?: string }
>
/** With the forward that hands it over, or a review that sends it back. */
export type AssignedEvent = MatterEventOf<'assigned', { office: string; due: Day }>
export type EscalatedEvent = MatterEventOf<'escalated', { office: string; reportedTo: string; reason: string }>
export type ObjectedEvent = MatterEventOf<'objected', Passed & { clause: string; reason: string }>
/** Two offices say "not ours"; `objections` has both clauses side by side. */
export type ContestedEvent = MatterEventOf<
  'contested',
  Passed & { objections: readonly { office: string; clause: string; reason: string }[] }
>
export type ReturnedEvent = MatterEventOf<'returned', Passed & { reason: string; clause: string; note?: string }>
export type InsistedEvent = MatterEventOf<'insisted', { office: string; reason: string }>
export type AcceptedEvent = MatterEventOf<'accepted', { office: string }>
export type DirectedEvent = MatterEventOf<
  'directed',
  { office: string; why: Direction; body: string; contact: string; basis: string; note?: string }
>
export type RefusedEvent = MatterEventOf<'refused', { office: string; why: RefusedFor; reason: string; basis: string }>
export type ExtendedEvent = MatterEventOf<
  'extended',
  { office: string; days: number; approver: string; reason: string }
>
export type AnsweredEvent = MatterEventOf<
  'answered',
  { office: string; text: string; dispositions: readonly Disposition[] }
>
export type DeliveredEvent = MatterEventOf<'delivered', { of: Delivered; means: Delivery; note?: string }>
export type ExecutedEvent = MatterEventOf<'executed', { office: string; demandId: string; note: string }>
export type ReportedEvent = MatterEventOf<'reported', { office: string; text: string }>
export type DisputedEvent = MatterEventOf<'disputed', { office: string; reason?: string }>
/** `late`: asked after its time; whether it is heard all the same, a person decides. */
export type ReviewRequestedEvent = MatterEventOf<
  'review_requested' | 'rereview_requested',
  Passed & { request: string; late: boolean }
>
export type ReviewedEvent = MatterEventOf<
  'reviewed' | 'rereviewed',
  { office: string; toOffice: string; outcome: ReviewOutcome; text: string; basis: string }
>
export type HeardEvent = MatterEventOf<'heard', { office: string; from: Instant; to: Instant }>
export type ClosedEvent = MatterEventOf<'closed', { office: string; closing: Closing; told: Means; note?: string }>
export type WithdrawnEvent = MatterEventOf<'withdrawn', { office: string; note?: string }>
export type RecusedEvent = MatterEventOf<'recused', { officer: string; reason: string }>

export type OwnedEvent = MatterEventOf<'owned', { office: string; officer: string }>
export type LedEvent = MatterEventOf<'led', Lead & { office: string }>
/** `fromOffice`: who ordered or proposed, and gets the answer. */
export type SupervisedEvent = MatterEventOf<'supervised', Passed & { why: SupervisedFor; text: string; due: Day }>
export type RepliedEvent = MatterEventOf<'replied', Passed & { of: string; text: string }>
export type ProposedEvent = MatterEventOf<'proposed', Passed & { text: string; reason: string }>
export type RespondedEvent = MatterEventOf<'responded', Passed & { adopted: boolean; text: string }>
export type MetEvent = MatterEventOf<'met', { office: string; with: Meeting; on: Day; text: string }>
export type PromisedEvent = MatterEventOf<
  'promised',
  { office: string; who: string; what: string; how: string; due: Day; theirs?: string }
>
export type KeptEvent = MatterEventOf<'kept', { office: string; of: string; note: string }>
export type ConvenedEvent = MatterEventOf<
  'convened',
  { office: string; topic: string; offices: readonly string[]; on: Day }
>
export type MediatedEvent = MatterEventOf<
  'mediated',
  { office: string; agreed: boolean; mediator: string; text: string }
>
export type FollowedUpEvent = MatterEventOf<'followed_up', { office: string; settled: Settled; text: string }>
/** `number`: of the other matter. */
export type MergedEvent = MatterEventOf<'merged', { office: string; into: string; number: string; note: string }>
export type SplitEvent = MatterEventOf<
  'split',
  { office: string; demands: readonly string[]; number: string; note: string }
>

/** A running date that the loading of a holiday notice made another, or certain. */
export interface Redating {
  rule: ClockId
  was: string
  due: string
  provisional: boolean
}
export type RedatedEvent = MatterEventOf<'redated', { changes: readonly Redating[] }>

export type ActEvent =
  | RegisteredEvent
  | ForwardedEvent
  | AssignedEvent
  | EscalatedEvent
  | ObjectedEvent
  | ContestedEvent
  | ReturnedEvent
  | InsistedEvent
  | AcceptedEvent
  | DirectedEvent
  | RefusedEvent
  | ExtendedEvent
  | AnsweredEvent
  | DeliveredEvent
  | ExecutedEvent
  | ReportedEvent
  | DisputedEvent
  | ReviewRequestedEvent
  | ReviewedEvent
  | HeardEvent
  | ClosedEvent
  | WithdrawnEvent
  | RecusedEvent
  | OwnedEvent
  | LedEvent
  | SupervisedEvent
  | RepliedEvent
  | ProposedEvent
  | RespondedEvent
  | MetEvent
  | PromisedEvent
  | KeptEvent
  | ConvenedEvent
  | MediatedEvent
  | FollowedUpEvent
  | MergedEvent
  | SplitEvent

/** Steps a citizen is told of, each by a notice. */
export const TOLD_STEPS = [
  'registered',
  'forwarded',
  'returned',
  'contested',
  'accepted',
  'directed',
  'refused',
  'extended',
  'answered',
  'disputed',
  'review_requested',
  'reviewed',
  'rereview_requested',
  'rereviewed',
  'closed',
  'withdrawn',
  'promised',
  'merged',
  'split',
] as const satisfies readonly ActEvent['type'][]
export type ToldStep = (typeof TOLD_STEPS)[number]

/** That the citizen was told of a step is a fact of its own, recorded by the shell with `toldEvent`. */
export type ToldEvent = MatterEventOf<'told', { of: ToldStep; means: Means }>

/** Staff were reminded of a legal date or a check-point (`rule`, its id): before it (yellow), or because it is over (red). */
export type WarnedEvent = MatterEventOf<
  'warned',
  { office: string; watching: string; rule: string; due: Day; level: 'yellow' | 'red' }
>
/** A repeat of the same author goes on here. */
export type AbsorbedEvent = MatterEventOf<'absorbed', { office: string; number: string }>
/** Nothing happened for so long that the citizen is told who has the matter. */
export type SilentEvent = MatterEventOf<'silent', { office: string; since: Day }>

/** Somebody has to come at once: these persons were called. `office`: the one that has the matter. */
export type PagedEvent = MatterEventOf<'paged', { office: string; to: readonly string[]; step: number }>
export type AcknowledgedEvent = MatterEventOf<'acknowledged', { office: string; officer: string }>

/** How it was made sure that the code goes to the person whose matter it is. */
export type Identified =
  | { how: 'in_person' /** What staff checked, in their words. */; checked: string }
  | { how: 'text_message' }
/** A new query code was given out. The code itself stands nowhere. */
export type ReissuedEvent = MatterEventOf<'code_reissued', Identified>

/** Everything that can stand in the history of a matter. */
export type MatterEvent =
  | ActEvent
  | ToldEvent
  | RedatedEvent
  | WarnedEvent
  | SilentEvent
  | ReissuedEvent
  | AbsorbedEvent
  | PagedEvent
  | AcknowledgedEvent
