import type { ClockId, ClockTrigger, Profile, StepName } from '../rules/index.ts'
import type { ActName, Actor, Channel, Day, Instant, Matter, MatterKind, State, Way } from './states.ts'
import type { OutOfOrder } from './table.ts'

/** Why the matter goes to that office: what the router found, or a person's decision with a note. */
export interface ForwardBasis {
  how: 'category+place' | 'category' | 'place' | 'superior' | 'fallback' | 'by_hand' | 'designated'
  article: string
  note?: string
}

/** Article 32: every demand gets one of three, with facts and basis. */
export interface Disposition {
  demandId: string
  outcome: DispositionOutcome
  facts: string
  basis: string
}
export const DISPOSITIONS = ['supported', 'explained', 'not_supported'] as const
export type DispositionOutcome = (typeof DISPOSITIONS)[number]

/** Article 27: what is reasonable is solved, what is not is explained, hardship is helped, what is unlawful goes the way of the law. */
export const CLOSINGS = ['solved', 'explained', 'aided', 'by_law'] as const
export type Closing = (typeof CLOSINGS)[number]

/** Why a matter is told another way (petition.md §1.5): another body's remit, or a procedure of its own. */
export const DIRECTIONS = ['other_body', 'own_procedure'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** The closed list of not, or no longer, accepted (petition.md §1.5): NA-1, NA-2, NA-5, NA-7. */
export const REFUSED_FOR = ['in_process', 'after_rereview', 'window_missed', 'hotline_excluded'] as const
export type RefusedFor = (typeof REFUSED_FOR)[number]

/** 维持、撤销、变更、责令重办; `not_accepted`: what article 35 or 36 does not open (NA-6), with the reason. */
export const REVIEW_OUTCOMES = ['upheld', 'revoked', 'changed', 'redo', 'not_accepted'] as const
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number]

/** How a document came into the citizen's hands: a tap, its link, or a receipt on paper. Accepting a message is none of them. */
export const DELIVERIES = ['tapped', 'opened', 'receipt'] as const
export type Delivery = (typeof DELIVERIES)[number]
/** Steps whose document a citizen receives. */
export const DELIVERED = ['directed', 'refused', 'answered', 'reviewed', 'rereviewed'] as const
export type Delivered = (typeof DELIVERED)[number]

export type ToldBy = 'phone' | 'paper'
export type Means = 'message' | ToldBy

interface ActOf<T extends ActName> {
  type: T
  actor: Actor
}

export interface RegisterAct extends ActOf<'register'> {
  matter: {
    id: string
    kind: MatterKind
    way: Way | null
    channel: Channel
    receivedAt: Instant
    petitionOffice: string
  }
}

/** `due`: the matter is assigned (交办), and its closing report is wanted by that day (article 22(3)). */
export interface ForwardAct extends ActOf<'forward'> {
  toOffice: string
  basis: ForwardBasis
  due?: Day
  /** Offices that help the one that leads (article 24). */
  helping?: readonly string[]
}

/** To the Party committee and government, for what is important and urgent (articles 22(1), 25). A person reports. */
export interface EscalateAct extends ActOf<'escalate'> {
  reportedTo: string
  reason: string
}

/** "Not ours", within five working days, by a clause (article 23 ¶3). */
export interface ObjectAct extends ActOf<'object'> {
  clause: string
  reason: string
}
export interface AgreeAct extends ActOf<'agree'> {
  note?: string
}
export interface InsistAct extends ActOf<'insist'> {
  reason: string
}
export interface DesignateAct extends ActOf<'designate'> {
  toOffice: string
  reason: string
}

/** Whoever accepts may settle which kind and way it is; without them those of the matter stay. */
export interface AcceptAct extends ActOf<'accept'> {
  kind?: MatterKind
  way?: Way
}

/** Another body, or a procedure of its own: named, with where to go and until when (articles 23 ¶1, 28, 31). */
export interface DirectAct extends ActOf<'direct'> {
  why: Direction
  body: string
  contact: string
  basis: string
  way?: Way
  note?: string
}
export interface RefuseAct extends ActOf<'refuse'> {
  why: RefusedFor
  reason: string
  basis: string
}

export interface ExtendAct extends ActOf<'extend'> {
  days: number
  approver: string
  reason: string
}
export interface AnswerAct extends ActOf<'answer'> {
  text: string
  dispositions: readonly Disposition[]
}
/** By the citizen's tap, by the opened link, or by a receipt that staff recorded with a note. */
export interface DeliverAct extends ActOf<'deliver'> {
  of: Delivered
  means: Delivery
  note?: string
}
export interface ExecuteAct extends ActOf<'execute'> {
  demandId: string
  note: string
}
export interface ReportAct extends ActOf<'report'> {
  text: string
}
export interface DisputeAct extends ActOf<'dispute'> {
  reason?: string
}

export interface RequestReviewAct extends ActOf<'request_review' | 'request_rereview'> {
  request: string
}
/** `due` with `redo`: by when the organ that answered has to answer anew. */
export interface DecideReviewAct extends ActOf<'decide_review' | 'decide_rereview'> {
  outcome: ReviewOutcome
  text: string
  basis: string
  due?: Day
}
/** Days of a hearing are not counted (article 36). Half-open, as instants. */
export interface HearAct extends ActOf<'hear'> {
  from: Instant
  to: Instant
}

/** `toldBy` with a note records that a person told the citizen by phone or on paper (petition.md E7). */
export interface CloseAct extends ActOf<'close'> {
  closing: Closing
  toldBy?: ToldBy
  note?: string
}
/** By its author; staff only for whoever is not in the chat, with the paper that says so. */
export interface WithdrawAct extends ActOf<'withdraw'> {
  note?: string
}
/** An interest in the matter: from now on that person neither acts on it nor reads it (article 28). */
export interface RecuseAct extends ActOf<'recuse'> {
  officer: string
  reason: string
}

export type Act =
  | RegisterAct
  | ForwardAct
  | EscalateAct
  | ObjectAct
  | AgreeAct
  | InsistAct
  | DesignateAct
  | AcceptAct
  | DirectAct
  | RefuseAct
  | ExtendAct
  | AnswerAct
  | DeliverAct
  | ExecuteAct
  | ReportAct
  | DisputeAct
  | RequestReviewAct
  | DecideReviewAct
  | HearAct
  | CloseAct
  | WithdrawAct
  | RecuseAct

/** What the transition must be told beside the matter: read by the shell, never guessed. */
export interface Facts {
  /** The rules the matter is pinned to. */
  profile: Pick<Profile, 'name' | 'steps' | 'triggers' | 'clocks'>
  /** Dates that run, by rule. */
  dues: { readonly [clock in ClockId]?: Day }
  /** Steps that the citizen is known to have been told of, since they last happened. */
  told: readonly ToldStep[]
  /** Documents that are known to be in the citizen's hands, since their step last happened. */
  delivered: readonly Delivered[]
  /** Every demand of the matter. */
  demands: readonly string[]
  /** Of these, what the answer that stands supports and nobody has recorded as done. */
  toExecute: readonly string[]
  /** Offices complained of, with their subordinates (`barredOffices` of route.ts). Nothing is given to them. */
  barred: readonly string[]
  /** The office one level above the one that decided last, and not complained of; null where there is none. */
  superior: string | null
  /** Who decides between offices that both say "not ours" (article 24). */
  arbiter: string
}

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
  { channel: Channel; receivedAt: Instant; petitionOffice: string }
>
type Passed = { fromOffice: string; toOffice: string }
export type ForwardedEvent = MatterEventOf<
  'forwarded',
  Passed & { basis: ForwardBasis; correction: boolean; helping?: readonly string[] }
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
] as const satisfies readonly ActEvent['type'][]
export type ToldStep = (typeof TOLD_STEPS)[number]

/** That the citizen was told of a step is a fact of its own, recorded by the shell with `toldEvent`. */
export type ToldEvent = MatterEventOf<'told', { of: ToldStep; means: Means }>

/** Staff were reminded of a legal date: before it (yellow), or because it is over (red). */
export type WarnedEvent = MatterEventOf<
  'warned',
  { office: string; watching: string; rule: ClockId; due: Day; level: 'yellow' | 'red' }
>
/** Nothing happened for so long that the citizen is told who has the matter. */
export type SilentEvent = MatterEventOf<'silent', { office: string; since: Day }>

/** How it was made sure that the code goes to the person whose matter it is. */
export type Identified =
  | { how: 'in_person' /** What staff checked, in their words. */; checked: string }
  | { how: 'text_message' }
/** A new query code was given out. The code itself stands nowhere. */
export type ReissuedEvent = MatterEventOf<'code_reissued', Identified>

/** Everything that can stand in the history of a matter. */
export type MatterEvent = ActEvent | ToldEvent | RedatedEvent | WarnedEvent | SilentEvent | ReissuedEvent

/** Why an act was refused: a key for the wording, and the values it needs. */
export type Refusal =
  | { code: 'already_done'; act: ActName; at: Instant; by: Actor }
  | { code: OutOfOrder; state: State | 'none' }
  | {
      code:
        | 'text_required'
        | 'reason_required'
        | 'note_required'
        | 'answer_not_told'
        | 'report_due'
        | 'not_supported'
        | 'not_assigned'
        | 'dates_wrong'
        | 'same_officer'
        | 'not_reviewable'
        | 'no_superior'
        | 'due_required'
        | 'author_only'
        | 'recused'
        | 'was_designated'
    }
  | { code: 'not_theirs'; act: ActName }
  | { code: 'barred_office'; office: string }
  | { code: 'no_sender'; office: string }
  /** Demands without, or with half, an answer. */
  | { code: 'demands_open'; demands: readonly string[] }
  /** What the law asks for beside the act (rules: `needs`). */
  | { code: 'needs'; step: StepName; missing: readonly string[] }
  | { code: 'late'; due: Day }
  | { code: 'taken_before' | 'not_running'; step: StepName }
  /** The profile has no such step (a hotline has no review). */
  | { code: 'no_such_step'; step: StepName }
  | { code: 'days_not_allowed'; days: number; most: number }
  /** Since the actor looked, the matter went to another office. */
  | { code: 'moved_on'; office: string }

export type Outcome<E = ActEvent> = { ok: true; matter: Matter; events: readonly E[] } | { ok: false; refusal: Refusal }
