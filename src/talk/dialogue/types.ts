/** Shapes of the dialogue. Everything here is plain data: it is stored, compared in tests and read by later versions. */

/** What is known under one field of a flow. `text` is what a person reads back; a skipped field was asked and declined. */
export interface FieldValue {
  text: string
  skipped?: true
  id?: string
  phone?: string
  name?: string
  parts?: { seq: number; text: string }[]
  /** Several things given as one answer, shown one by one. */
  items?: string[]
  /** Days meant by the words of `text`. */
  at?: { from: string; to: string; precision: string }
  count?: number
  /** So many file together that representatives are wanted. */
  joint?: true
  people?: { name: string; phone?: string }[]
  media?: { seq: number; media: string; kind: MediaKind }[]
  latitude?: number
  longitude?: number
  /** Messages that gave this answer: taken back, they take it with them. */
  from?: number[]
  /** Who said so: the citizen, or words understood by us and not yet confirmed. */
  by?: 'citizen' | 'understood'
}

export type Fields = Record<string, FieldValue>
export type MediaKind = 'image' | 'voice' | 'video' | 'file'

export interface Option {
  id: string
  label: string
}

/** A dialogue under way. The next step follows from the fields, so a changed flow strands nobody (style.md habit 4). */
export interface Thread {
  flow: string
  version: number
  fields: Fields
  /** Fields in the order they were answered, for 返回. */
  trail: string[]
  /** Step whose question the citizen saw last. */
  asked: string | null
  wrong: number
  /** Options shown with that question, so that "2" means what the citizen saw. */
  shown: Option[]
  /** Options worth offering, read out of the citizen's words (`from` of a choice). */
  offers: Record<string, Option[]>
  /** What "which one do you want to change?" offered, while that question is open. */
  changing?: Option[] | null
  /** A field that is asked for only because it was to be changed. */
  correcting?: string | null
  /** What the summary last showed, and in which turn it first did. */
  summary?: { text: string; turn?: string }
  /** 重来 was said once; said again it throws the answers away. */
  restarting: boolean
  /** The questions as they stood when these answers were given: what has changed since is found by it. */
  under?: Edition
  /** Answers to questions that are no longer asked, or that no longer fit: kept with the draft. */
  putAside?: Fields
  /** Fields whose question came with a published change and has not been asked yet. */
  news?: string[]
  /** When the question that is open was first asked. */
  askedAt?: string
}

/** One state of a flow: a mark of all that decides what is asked, and the kind of question each field had. */
export interface Edition {
  mark: string
  kinds: Record<string, string>
}

export interface Filed {
  number: string
  at: string
  /** Registered from a draft that was never submitted: fields the citizen can still give. */
  lacks?: string[]
}

export interface Session {
  thread: Thread | null
  /** Dialogues interrupted by a side question, innermost last. */
  waiting: Thread[]
  /** Version of the privacy notice this person has been shown. */
  notice: string | null
  /** The matter filed last, for "is this about that one?". */
  filed: Filed | null
  /** 退出 was said, and the draft is parked: "keep or delete?", then "really?", is the question that is open. */
  leaving?: 'asked' | 'sure' | null
  /** What waits for the answer to that question: a text, and photos or a place (`held`, by field). */
  aside: { seq: number; text: string; understood: Understood; held?: Fields } | null
  /** The way of filing this person came for by an entry link; with the number it is done. */
  product?: string
}

export const emptySession: Session = { thread: null, waiting: [], notice: null, filed: null, aside: null }

export type CommandName =
  | 'complain'
  | 'status'
  | 'look_up'
  | 'mine'
  | 'person'
  | 'back'
  | 'restart'
  | 'leave'
  | 'help'
  | 'privacy'
  | 'change'
  | 'notify'
  | 'supplement'
  | 'law'
  | 'hotlines'
  | 'add'
  | 'received'
  | 'withdraw'
  | 'dispute'
  | 'review'
  | 'rate'

export type Input =
  | { type: 'answer'; seq: number; text: string; parts: { seq: number; text: string }[]; understood: Understood }
  | { type: 'tap'; seq: number; menuId: string; text: string }
  | { type: 'media'; seq: number; kind: MediaKind; media: string }
  | { type: 'location'; seq: number; latitude: number; longitude: number; text: string; understood: Understood }
  | { type: 'command'; seq: number; name: CommandName; arg: string; said?: string }
  | { type: 'entered'; seq: number; scene: string }
  | { type: 'recalled'; seq: number; recalledSeq: number }
  | { type: 'unreadable'; seq: number; kind: string }

/** Words, as they were said and as they were read. */
export type Answer = Extract<Input, { type: 'answer' }>

/** What the other side of the house reads out of a text: fields it can fill and options worth offering. */
export interface Understood {
  fields: Fields
  options: Record<string, Option[]>
}

export const nothingUnderstood: Understood = { fields: {}, options: {} }

export type Said =
  | { kind: 'text'; text: string }
  | { kind: 'menu'; head: string; options: { id: string; label: string }[]; tail: string }

export interface Act {
  name: string
  fields: Fields
  seq: number
}

/** What an act gave: which of the step's texts to say, values for them, fields to keep. */
export interface ActResult {
  say: string
  values: Record<string, string>
  fields?: Fields
  filed?: Filed
}
