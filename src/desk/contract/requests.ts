import { z } from 'zod'
import {
  closing,
  delivered,
  direction,
  dispositionOutcome,
  matterKind,
  meeting,
  refusedFor,
  reviewOutcome,
  settled,
  stateWord,
  supervisedFor,
  way,
} from './words.ts'

const id = z.string().regex(/^[0-9A-Za-z]{1,32}$/)

/** Longer than any answer; a body is refused before it fills the database. Empty words are refused by the act itself. */
const ANSWER_SIGNS = 10_000
const REASON_SIGNS = 2_000
const reason = z.string().max(REASON_SIGNS)

export const ticketPath = z.strictObject({ id })
export const filePath = z.strictObject({ id, mediaId: id })
/** `before`: the last ticket of the page that was read; the next one begins after it. */
export const ticketsQuery = z.object({ before: id.optional() })

const words = z.string().max(ANSWER_SIGNS)
const line = z.string().max(200)
const office = z.string().min(1).max(100)
const day = z.iso.date()
const instant = z.iso.datetime({ offset: true })
/** Of a check-point: kind and place in the history. */
const checkpoint = z.string().regex(/^[a-z_]{1,20}\/\d{1,6}$/)
const HELPING = 20
const DEMANDS = 100
const disposition = z.strictObject({
  ...{ demandId: z.string().max(20), outcome: dispositionOutcome, facts: reason, basis: reason },
})
const decision = { outcome: reviewOutcome, text: words, basis: reason, due: day.exactOptional() }

/** What staff may ask for, an object for each act of a matter. Whoever asks is the actor: nobody names one. */
export const actRequest = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept'), kind: matterKind.exactOptional(), way: way.exactOptional() }),
  z.strictObject({
    ...{ type: z.literal('forward'), toOffice: office, note: reason.exactOptional() },
    /** The matter is assigned, and its closing report is wanted by that day. */
    due: day.exactOptional(),
    helping: z.array(office).max(HELPING).exactOptional(),
  }),
  z.strictObject({ type: z.literal('escalate'), reportedTo: line, reason }),
  z.strictObject({ type: z.literal('object'), clause: line, reason }),
  z.strictObject({ type: z.literal('agree'), note: reason.exactOptional() }),
  z.strictObject({ type: z.literal('insist'), reason }),
  z.strictObject({ type: z.literal('designate'), toOffice: office, reason }),
  z.strictObject({
    ...{ type: z.literal('direct'), why: direction, body: line, contact: line, basis: reason },
    ...{ way: way.exactOptional(), note: reason.exactOptional() },
  }),
  z.strictObject({ type: z.literal('refuse'), why: refusedFor, reason, basis: reason }),
  z.strictObject({ type: z.literal('extend'), days: z.int(), approver: line, reason }),
  z.strictObject({ type: z.literal('answer'), text: words, dispositions: z.array(disposition).max(DEMANDS) }),
  /** A receipt on paper; what reached the citizen in the chat the service sees itself. */
  z.strictObject({ type: z.literal('deliver'), of: delivered, note: reason }),
  z.strictObject({ type: z.literal('execute'), demandId: z.string().max(20), note: reason }),
  z.strictObject({ type: z.literal('report'), text: words }),
  /** These four for whoever is not in the chat. */
  z.strictObject({ type: z.literal('dispute'), reason: reason.exactOptional() }),
  z.strictObject({ type: z.literal('request_review'), request: words }),
  z.strictObject({ type: z.literal('request_rereview'), request: words }),
  z.strictObject({ type: z.literal('withdraw'), note: reason }),
  z.strictObject({ type: z.literal('decide_review'), ...decision }),
  z.strictObject({ type: z.literal('decide_rereview'), ...decision }),
  z.strictObject({ type: z.literal('hear'), from: instant, to: instant }),
  z.strictObject({
    ...{ type: z.literal('close'), closing, note: reason.exactOptional() },
    toldBy: z.enum(['phone', 'paper']).exactOptional(),
  }),
  /** Without an officer: oneself. */
  z.strictObject({ type: z.literal('recuse'), officer: line.exactOptional(), reason }),
  /** Without an officer: oneself. */
  z.strictObject({ type: z.literal('own'), officer: line.exactOptional() }),
  z.strictObject({ type: z.literal('lead'), leader: line, opinion: reason, standard: reason, due: day }),
  z.strictObject({ type: z.literal('supervise'), why: supervisedFor, text: words, due: day }),
  z.strictObject({ type: z.literal('reply'), of: checkpoint, text: words }),
  z.strictObject({ type: z.literal('propose'), text: words, reason }),
  z.strictObject({ type: z.literal('respond'), adopted: z.boolean(), text: words }),
  z.strictObject({ type: z.literal('meet'), with: meeting, on: day, text: words }),
  z.strictObject({
    ...{ type: z.literal('promise'), who: line, what: reason, how: reason, due: day },
    theirs: reason.exactOptional(),
  }),
  z.strictObject({ type: z.literal('keep'), of: checkpoint, note: reason }),
  z.strictObject({ type: z.literal('convene'), topic: reason, offices: z.array(office).max(HELPING), on: day }),
  z.strictObject({
    ...{ type: z.literal('mediate'), agreed: z.boolean(), bothConsent: z.boolean(), mediator: line, text: words },
  }),
  z.strictObject({ type: z.literal('follow_up'), settled, text: words }),
  /** Somebody told the citizen what the chat could not. */
  z.strictObject({ type: z.literal('told'), means: z.enum(['phone', 'paper']), note: reason }),
])
export const actDone = z.strictObject({ state: stateWord, stateText: z.string() })

/** A citizen's own words may fill a letter. */
const LETTER_SIGNS = 20_000
const some = (most: number) => z.string().trim().min(1).max(most)
export const registrationRequest = z.strictObject({
  /** Made by the page: the same one sent twice registers once. */
  key: z.string().regex(/^[0-9A-Za-z-]{16,64}$/),
  channel: z.enum(['letter', 'phone', 'fax', 'visit']),
  receivedOn: z.iso.date(),
  /** Whoever passed it on, where it did not come from its author: a superior, a leader’s letter box, a hotline; and their number. */
  sourceName: some(100).optional(),
  sourceNumber: some(100).optional(),
  words: some(LETTER_SIGNS),
  demands: z.array(some(500)).max(20),
  place: some(200).optional(),
  party: some(200).optional(),
  name: some(50).optional(),
  phone: some(30).optional(),
  address: some(200).optional(),
  /** How many file together. */
  people: z.int().min(1).max(100_000).optional(),
  kind: z.enum(['claim', 'suggestion', 'report']).optional(),
  category: some(50).optional(),
  /** Asked and agreed: documents may reach the citizen electronically. */
  electronic: z.boolean().default(false),
  danger: z.boolean(),
})
/** `queryCode` is given this once; null: this registration was there already. */
export const registered = z.strictObject({ id: z.string(), number: z.string(), queryCode: z.string().nullable() })

/** `into`: the number of the older matter, as it is printed, or its id. */
export const mergeRequest = z.strictObject({ into: z.string().trim().min(1).max(40), note: reason })
/** Demands by id. Without category or place it is routed by those of the matter it comes from. */
export const splitRequest = z.strictObject({
  demands: z.array(z.string().max(20)).min(1).max(DEMANDS),
  note: reason,
  category: some(50).exactOptional(),
  place: some(200).exactOptional(),
})
/** The new matter. `queryCode` is given this once; null: its author is in the chat and needs none. */
export const splitDone = z.strictObject({ id: z.string(), number: z.string(), queryCode: z.string().nullable() })

/** Names from the first level down. */
export const categoryRequest = z.strictObject({ path: z.array(z.string().min(1).max(50)).min(1).max(3) })
export const categoryDecided = categoryRequest

/** How staff made sure who asks for a new query code. */
export const reissueRequest = z.strictObject({ checked: reason })
/** Printed in groups; nothing can show the code again. */
export const queryCodeReissued = z.strictObject({ number: z.string(), queryCode: z.string() })

/** Longer than anybody speaks in the minute that a voice has. */
const VOICE_SIGNS = 2_000
export const transcriptionRequest = z.strictObject({ mediaId: id, words: z.string().trim().min(1).max(VOICE_SIGNS) })
export const transcribed = z.strictObject({ mediaId: id })

const given = z.string().max(ANSWER_SIGNS)
/** Words by field of the form; of demands one entry each, in their order. */
export const documentRequest = z.strictObject({
  form: z.string().min(1).max(50),
  values: z.record(z.string().max(50), z.union([given, z.array(z.record(z.string().max(20), given)).max(50)])),
  /** The document that this one takes the place of. */
  corrects: id.nullable().default(null),
})
export const documentPath = z.strictObject({ id, document: id, format: z.enum(['docx', 'pdf']) })

export type DocumentRequest = z.infer<typeof documentRequest>
export type TranscriptionRequest = z.infer<typeof transcriptionRequest>
export type Registration = z.infer<typeof registrationRequest>
export type Registered = z.infer<typeof registered>
export type TicketPath = z.infer<typeof ticketPath>
export type FilePath = z.infer<typeof filePath>
export type TicketsQuery = z.infer<typeof ticketsQuery>
export type ActRequest = z.infer<typeof actRequest>
export type ActDone = z.infer<typeof actDone>

/** Of the page that is to be signed, as the browser shows it. */
export const jsSdkQuery = z.object({ url: z.url({ protocol: /^https?$/ }).max(2048) })
