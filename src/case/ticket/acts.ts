import type { BesideAct } from './acts-beside.ts'
import type { ActName, Actor, Channel, Day, Instant, MatterKind, Way } from './states.ts'

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

export interface ActOf<T extends ActName> {
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
    /** Its author agreed to have documents in the chat; else they are delivered on paper as well. */
    electronic: boolean
  }
}

/** `due`: the matter is assigned (交办), and its closing report is wanted by that day (article 22(3)). */
export interface ForwardAct extends ActOf<'forward'> {
  toOffice: string
  basis: ForwardBasis
  /** Who of that office answers for such matters (首办责任人). */
  owner?: string
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
  | BesideAct
