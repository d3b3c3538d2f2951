import type { documentsOf, Form, FormDocument, Missing, Values } from '../../case/documents/index.ts'
import type { Org } from '../../case/org/index.ts'
import type { Rules } from '../../case/rules/index.ts'
import type { Act, Actor, MergeAct, Outcome, TicketRow } from '../../case/ticket/index.ts'
import type {
  Classified,
  LegalAdvice,
  PathSuggestion,
  TaxonomyNode,
  Understanding,
} from '../../case/understand/index.ts'
import type { Blobs } from '../../platform/blobs/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Clock, Ids, Result } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { Seal } from '../../platform/seal/index.ts'
import type { JsSdkSignatures, Registered, Registration } from '../contract/index.ts'

/** WeCom's login: OAuth inside its client, a QR page elsewhere (wecom.md §6.1, §6.2). */
export interface Login {
  authorizeUrl(redirectUri: string, state: string, inside: boolean): string
  /** `outsider`: the platform knows the person, but not as a member (§6.3). */
  identify(code: string): Promise<Result<{ userid: string } | 'outsider', { kind: string }>>
}

export interface JsSdk {
  /** null: WeCom gives no ticket now. */
  sign(url: string): Promise<JsSdkSignatures | null>
}

/** A date of a matter as it is held, with the rules that the matter is under. */
export interface HeldDate {
  rule: string
  started_at: Date
  due: string
  profile: string
  rules_version: string
}

/** What the model said when the matter was filed, and the entries that its words speak for now. */
export interface Proposed {
  said: Classified
  entries: PathSuggestion[]
}

/** For which office a document is issued, and by whom. */
export interface Issuer {
  office: string
  userid: string
  name: string
}

export type Issued =
  | { kind: 'issued'; id: string; title: string; number: string }
  | { kind: 'missing'; missing: Missing[] }
  /** Since the officer looked, the matter went to another office. */
  | { kind: 'moved_on'; office: string }
  | { kind: 'form_not_possible' | 'corrected_before' }

/** Demands that are to go on by themselves; `place` as it was written. */
export interface PartWanted {
  actor: Actor
  demands: readonly string[]
  note: string
  category: string | null
  place: string | null
}

/** `queryCode`: for whoever is not in the chat; null: the chat needs none. */
export interface Part {
  ok: true
  id: string
  number: string
  queryCode: string | null
}

/** Papers of a matter. Who may issue for which office has been asked before. */
export interface DocumentDesk {
  forms(): readonly Form[]
  /** The forms that the matter has come to. */
  offered(ticket: TicketRow): Promise<Form[]>
  /** What the matter and the issuing say; the rest is asked of staff. */
  known(ticket: TicketRow, issuer: Issuer): Promise<Values>
  issued(ticketId: string): ReturnType<typeof documentsOf>
  hasPdf(): Promise<boolean>
  /** null: the matter has not come to this form. */
  preview(ticket: TicketRow, form: Form, issuer: Issuer, given: Values): Promise<Result<FormDocument, Missing[]> | null>
  issue(
    ticketId: string,
    form: Form,
    issuer: Issuer,
    wanted: { given: Values; corrects: string | null; holder: string },
  ): Promise<Issued>
  file(
    ticketId: string,
    id: string,
    format: 'docx' | 'pdf',
  ): Promise<{ bytes: Uint8Array; type: string; name: string } | 'pdf_off' | null>
}

export interface DeskDeps {
  db: Db
  clock: Clock
  ids: Ids
  log: Logger
  seal: Seal
  blobs: Blobs
  /** With every version a matter may be under. */
  rules: Rules
  /** The organisation as it stands now. */
  org(): Org
  sessionKey: Buffer
  publicUrl: string
  /** null: the app part is off, and nobody can log in. */
  login: Login | null
  /** null: the app part is off. */
  jssdk: JsSdk | null
  /**
   * One act on one matter in its own transaction, with notices and card updates planned; refused where `holder` no longer has
   * the matter. null: no such matter.
   */
  act(ticketId: string, act: Act, holder: string): Promise<{ outcome: Outcome } | null>
  /** A repeat goes on under an older number; refused as `act` is. null: one of them is not there. */
  merge(ticketId: string, act: MergeAct, holder: string): Promise<{ outcome: Outcome } | null>
  /** Some demands as a matter of their own. null: no such matter. */
  split(ticketId: string, wanted: PartWanted, holder: string): Promise<Part | Extract<Outcome, { ok: false }> | null>
  /** Of the numbers of matters here. */
  numberPrefix: string
  /** Somebody told the citizen what the chat could not. False: nothing was left to tell. */
  tell(ticketId: string, told: { actor: Actor; means: 'phone' | 'paper'; note: string }): Promise<boolean>
  /** A new query code in place of the old one, after staff checked who asks. null: no such matter. */
  reissueCode(ticketId: string, by: { actor: Actor; checked: string }): Promise<string | null>
  /** Words for a voice of this complaint, as a supplement that says who wrote it down. False: it is in words already. */
  transcribe(given: { mediaId: string; words: string; by: string }): Promise<boolean>
  documents: DocumentDesk
  /** What a matter is compared by with others. */
  imprint: Understanding['imprint']
  /** A letter, call, fax or visit is registered like what comes by chat. */
  register(given: Registration, by: Actor): Promise<Registered>
  /** The categories that may be chosen today. */
  categories(): { version: string; roots: TaxonomyNode[] }
  /** Kind of matter and ways of article 31 that its words speak for; staff decide. */
  legal(text: string): LegalAdvice
  /** False: suggestions are turned off, and staff decide without. */
  suggesting(): boolean
  /** null: nothing was said about it when it was filed. */
  proposed(matter: { complaintId: string; words: string[]; category: string | null }): Promise<Proposed | null>
  /** A person's decision about the category, for the office that still has the matter. */
  decideCategory(
    ticketId: string,
    decision: { path: string[]; by: string; office: string; holder: string },
  ): Promise<'done' | 'unknown_category' | 'moved_on'>
  /** The grounds of a date in one sentence for staff; null where they are not known. */
  grounds(held: HeldDate): string | null
  /** Chinese words by key, from flows/: every state, and every refusal code with {placeholders}. */
  states: Record<string, string>
  refusals: Record<string, string>
  /** What a citizen may be asked for, as the dialogue calls it. */
  fields: Record<string, string>
}
