import type { ClockId, ClockTrigger, EventTriggers } from '../rules/index.ts'
import type { ActName, Actor, Channel, Instant, Matter, MatterKind, State, Way } from './states.ts'

/** Why the matter goes to that office: what the router found, or a person's decision with a note. */
export interface ForwardBasis {
  how: 'category+place' | 'category' | 'place' | 'superior' | 'fallback' | 'by_hand'
  article: string
  note?: string
}

/** Article 32: every demand gets one of three, with facts and basis. */
export interface Disposition {
  demandId: string
  outcome: 'supported' | 'explained' | 'not_supported'
  facts: string
  basis: string
}

export interface RegisterAct {
  type: 'register'
  actor: Actor
  matter: {
    id: string
    kind: MatterKind
    way: Way | null
    channel: Channel
    receivedAt: Instant
    petitionOffice: string
  }
}

export interface ForwardAct {
  type: 'forward'
  actor: Actor
  toOffice: string
  basis: ForwardBasis
}

/** Whoever accepts may settle which kind and way it is; without them those of the matter stay. */
export interface AcceptAct {
  type: 'accept'
  actor: Actor
  kind?: MatterKind
  way?: Way
}

export interface AnswerAct {
  type: 'answer'
  actor: Actor
  text: string
  dispositions?: readonly Disposition[]
}

/** `toldBy` with a note records that a person told the citizen by phone or on paper (petition.md E7). */
export interface CloseAct {
  type: 'close'
  actor: Actor
  toldBy?: 'phone' | 'paper'
  note?: string
}

export interface ReturnAct {
  type: 'return'
  actor: Actor
  reason: string
}

export type Act = RegisterAct | ForwardAct | AcceptAct | AnswerAct | CloseAct | ReturnAct

/** What the transition must be told beside the matter: read by the shell, never guessed. */
export interface Facts {
  /** The answer is known to have reached the citizen. */
  answerTold: boolean
  /** Which clocks each event starts and stops: `rules.profile.triggers`. */
  triggers: EventTriggers
  /** Offices complained of, with their subordinates (`barredOffices` of route.ts). Nothing is forwarded to them. */
  barred?: readonly string[]
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

export type RegisteredEvent = EventOf<
  'registered',
  Nature & { channel: Channel; receivedAt: Instant; petitionOffice: string }
>
export type ForwardedEvent = EventOf<
  'forwarded',
  Nature & { fromOffice: string; toOffice: string; basis: ForwardBasis; correction: boolean }
>
export type AcceptedEvent = EventOf<'accepted', Nature & { office: string }>
export type AnsweredEvent = EventOf<
  'answered',
  Nature & { office: string; text: string; dispositions: readonly Disposition[] }
>
export type ClosedEvent = EventOf<
  'closed',
  Nature & { office: string; told: 'message' | 'phone' | 'paper'; note?: string }
>
export type ReturnedEvent = EventOf<'returned', Nature & { fromOffice: string; toOffice: string; reason: string }>

/** That the citizen was told of a step is a fact of its own, recorded by the shell with `toldEvent`. */
export type ToldEvent = EventOf<'told', Nature & { of: State; means: 'message' | 'phone' | 'paper' }>

/** A running date that the loading of a holiday notice made another, or certain. */
export interface Redating {
  rule: ClockId
  was: string
  due: string
  provisional: boolean
}
export type RedatedEvent = EventOf<'redated', Nature & { changes: readonly Redating[] }>

export type ActEvent = RegisteredEvent | ForwardedEvent | AcceptedEvent | AnsweredEvent | ClosedEvent | ReturnedEvent
export type MatterEvent = ActEvent | ToldEvent | RedatedEvent

/** Why an act was refused: a key for the wording, and the values it needs. */
export type Refusal =
  | { code: 'already_done'; act: ActName; at: Instant; by: Actor }
  | { code: OutOfOrder; state: State | 'none' }
  | { code: 'text_required' | 'reason_required' | 'note_required' | 'answer_not_told' }
  | { code: 'barred_office'; office: string }
  | { code: 'no_sender'; office: string }
  /** Since the actor looked, the matter went to another office. */
  | { code: 'moved_on'; office: string }

/** The refusals that follow from state and act alone; the table of transition.ts holds them. */
export type OutOfOrder =
  | 'not_registered'
  | 'not_forwarded'
  | 'not_accepted'
  | 'not_answered'
  | 'after_acceptance'
  | 'is_closed'

export type Outcome<E = ActEvent> = { ok: true; matter: Matter; events: readonly E[] } | { ok: false; refusal: Refusal }
