import { z } from 'zod'
import { stateWord } from './views.ts'

const id = z.string().regex(/^[0-9A-Za-z]{1,32}$/)

/** Longer than any answer; a body is refused before it fills the database. Empty words are refused by the act itself. */
const ANSWER_SIGNS = 10_000
const REASON_SIGNS = 2_000
const reason = z.string().max(REASON_SIGNS)

export const ticketPath = z.strictObject({ id })
export const filePath = z.strictObject({ id, mediaId: id })
/** `before`: the last ticket of the page that was read; the next one begins after it. */
export const ticketsQuery = z.object({ before: id.optional() })

export const actRequest = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept') }),
  z.strictObject({ type: z.literal('answer'), text: z.string().max(ANSWER_SIGNS) }),
  z.strictObject({ type: z.literal('return'), reason }),
  z.strictObject({ type: z.literal('forward'), toOffice: z.string().min(1).max(100), note: reason.optional() }),
  z.strictObject({
    type: z.literal('close'),
    toldBy: z.enum(['phone', 'paper']).optional(),
    note: reason.optional(),
  }),
  /** Somebody told the citizen what the chat could not. */
  z.strictObject({ type: z.literal('told'), means: z.enum(['phone', 'paper']), note: reason }),
])
export const actDone = z.strictObject({ state: stateWord, stateText: z.string() })

/** Names from the first level down. */
export const categoryRequest = z.strictObject({ path: z.array(z.string().min(1).max(50)).min(1).max(3) })
export const categoryDecided = categoryRequest

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
export type TicketPath = z.infer<typeof ticketPath>
export type FilePath = z.infer<typeof filePath>
export type TicketsQuery = z.infer<typeof ticketsQuery>
export type ActRequest = z.infer<typeof actRequest>
export type ActDone = z.infer<typeof actDone>

/** Of the page that is to be signed, as the browser shows it. */
export const jsSdkQuery = z.object({ url: z.url({ protocol: /^https?$/ }).max(2048) })
