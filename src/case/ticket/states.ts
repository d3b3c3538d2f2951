/** The states of a matter, each named after the legal step that led to it (docs/glossary.md has the Chinese terms). */
export const STATES = [
  'registered',
  'forwarded',
  'objected',
  'contested',
  'returned',
  'accepted',
  'directed',
  'refused',
  'answered',
  'under_review',
  'reviewed',
  'under_rereview',
  'rereviewed',
  'closed',
  'withdrawn',
  'merged',
] as const
export type State = (typeof STATES)[number]

/** An instant as ISO 8601 with `Z` or an offset. Legal days are found from it in Asia/Shanghai. */
export type Instant = string
/** A day in Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = string

/** Who acts. `id` is an external user id for a citizen, a userid for staff, a job or rule name for the system. */
export interface Actor {
  kind: 'citizen' | 'staff' | 'system'
  id: string
  office?: string
}

/** Articles 29, 30, 31: suggestion 建议意见, report 检举控告, claim 申诉求决. A person confirms what is still unsorted. */
export const MATTER_KINDS = ['suggestion', 'report', 'claim', 'unsorted'] as const
export type MatterKind = (typeof MATTER_KINDS)[number]

/** The six ways of article 31; null while nobody has decided. Only way 6 has the 60-day clock (petition.md §12.6). */
export type Way = 1 | 2 | 3 | 4 | 5 | 6

/** The five channels of article 17. */
export const CHANNELS = ['online', 'letter', 'phone', 'fax', 'visit'] as const
export type Channel = (typeof CHANNELS)[number]

export interface Mark {
  at: Instant
  by: Actor
}

/** An office said that it is not competent, by which clause and why. */
export interface Objection {
  office: string
  clause: string
  reason: string
  at: Instant
}

/** What later steps need to know of earlier ones. */
export interface Course {
  /** All of them, oldest first: the second one is no longer the sender's to decide. */
  objections: readonly Objection[]
  /** Whoever was designated keeps the matter (article 24). */
  designated: boolean
  /** The date by which the closing report is wanted, where the matter was assigned (article 22(3)). */
  assigned: Day | null
  /** Offices that help the one that leads. */
  helping: readonly string[]
  /** Of the answer that stands. */
  answeredBy: { office: string; officer: string } | null
  /** The citizen does not accept the answer: the next word is another officer's. */
  disputed: boolean
  /** The office that decided the review; the re-review goes to the one above it. */
  reviewedBy: string | null
  /** Staff with an interest in it (article 28). */
  recused: readonly string[]
  /** Who of the office that has it works on it: the first one to take it up, or whom the office named (首办负责). */
  owner: string | null
  /** The leader in charge (领导包案), with what the case is to end in. */
  lead: Lead | null
}

/** Of the five ones (五个一) the one case is the matter itself; here are one leader, one opinion, one standard and one date. */
export interface Lead {
  leader: string
  opinion: string
  standard: string
  due: Day
}

export const NO_COURSE: Course = {
  ...{ objections: [], designated: false, assigned: null, helping: [], answeredBy: null, disputed: false },
  ...{ reviewedBy: null, recused: [], owner: null, lead: null },
}

/** What the transition needs to know of a matter; the row holds more. */
export interface Matter {
  id: string
  state: State
  kind: MatterKind
  way: Way | null
  channel: Channel
  receivedAt: Instant
  /** The office that registered it: the sender to whom a return goes. */
  petitionOffice: string
  /** The office that has it now. */
  holder: string
  /** The latest act of each kind, so that a repeated one can be answered with who and when. */
  marks: { readonly [act in ActName]?: Mark }
  /** How often it was given to an office; supervision looks at it. */
  handOvers: number
  course: Course
  /** Counts the acts that changed it; the store compares it before writing. */
  revision: number
}

export const ACTS = [
  'register',
  'forward',
  'escalate',
  'object',
  'agree',
  'insist',
  'designate',
  'accept',
  'direct',
  'refuse',
  'extend',
  'answer',
  'deliver',
  'execute',
  'report',
  'dispute',
  'request_review',
  'decide_review',
  'request_rereview',
  'hear',
  'decide_rereview',
  'close',
  'withdraw',
  'recuse',
  'own',
  'lead',
  'supervise',
  'reply',
  'propose',
  'respond',
  'meet',
  'promise',
  'keep',
  'convene',
  'mediate',
  'follow_up',
  'merge',
  'split',
] as const
export type ActName = (typeof ACTS)[number]
