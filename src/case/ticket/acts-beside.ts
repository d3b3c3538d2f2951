import type { ActOf } from './acts.ts'
import type { Day, Lead } from './states.ts'

// Supervision and what joins or parts matters (docs/adr/0013).

/** Who of the office works on it from now on (首办负责). */
export interface OwnAct extends ActOf<'own'> {
  officer: string
}
/** A leader takes charge (领导包案): one opinion, one standard for its end, one date (五个一). */
export interface LeadAct extends ActOf<'lead'>, Lead {}

/** What a matter is supervised for: article 40, with the finer list of petition.md §1.6. */
export const SUPERVISED_FOR = [
  ...(['overdue', 'not_told', 'procedure', 'shirking', 'not_executed', 'false_closing', 'not_received'] as const),
  ...(['clear_error', 'other'] as const),
] as const
export type SupervisedFor = (typeof SUPERVISED_FOR)[number]
/** An order (督办单) to the office that has it, to be answered by a day. */
export interface SuperviseAct extends ActOf<'supervise'> {
  why: SupervisedFor
  text: string
  due: Day
}
/** `of`: the check-point of the order. */
export interface ReplyAct extends ActOf<'reply'> {
  of: string
  text: string
}
/** How an office could do better, to be answered in writing (改进建议, article 40). */
export interface ProposeAct extends ActOf<'propose'> {
  text: string
  reason: string
}
export interface RespondAct extends ActOf<'respond'> {
  adopted: boolean
  text: string
}

/** Whom somebody met about the matter: a letter has three such meetings (来信三见面): its leader, the responsible unit, the writer. */
export const MEETINGS = ['leader', 'unit', 'author', 'site', 'conference'] as const
export type Meeting = (typeof MEETINGS)[number]
export interface MeetAct extends ActOf<'meet'> {
  with: Meeting
  on: Day
  text: string
}

/** What both sides promise at a visit (来访双向承诺): who does what, how and by when, and what its author brings. */
export interface PromiseAct extends ActOf<'promise'> {
  who: string
  what: string
  how: string
  due: Day
  theirs?: string
}
/** `of`: the check-point of the promise. */
export interface KeepAct extends ActOf<'keep'> {
  of: string
  note: string
}
/** A joint conference (联席会议) of several offices about it (articles 24, 25). */
export interface ConveneAct extends ActOf<'convene'> {
  topic: string
  offices: readonly string[]
  on: Day
}
/** With the consent of both sides (article 33). */
export interface MediateAct extends ActOf<'mediate'> {
  agreed: boolean
  bothConsent: boolean
  mediator: string
  text: string
}
/** Looked at again after closing (办结后回访). `not_reached`: somebody tried. */
export const SETTLED = ['yes', 'partly', 'no', 'not_reached'] as const
export type Settled = (typeof SETTLED)[number]
export interface FollowUpAct extends ActOf<'follow_up'> {
  settled: Settled
  text: string
}

/** The same author filed the same again (重复件): it goes on under the older number. */
export interface MergeAct extends ActOf<'merge'> {
  into: string
  note: string
}
/** Several matters came in one: these demands go on under a number of their own, which the shell has made. */
export interface SplitAct extends ActOf<'split'> {
  demands: readonly string[]
  number: string
  note: string
}

export type BesideAct =
  | OwnAct
  | LeadAct
  | SuperviseAct
  | ReplyAct
  | ProposeAct
  | RespondAct
  | MeetAct
  | PromiseAct
  | KeepAct
  | ConveneAct
  | MediateAct
  | FollowUpAct
  | MergeAct
  | SplitAct
