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

/** How staff made sure who asks for a new query code. */
export const reissueRequest = z.strictObject({ checked: reason })
/** Printed in groups; nothing can show the code again. */
export const queryCodeReissued = z.strictObject({ number: z.string(), queryCode: z.string() })

/** Longer than anybody speaks in the minute that a voice has. */
const VOICE_SIGNS = 2_000
export const transcriptionRequest = z.strictObject({ mediaId: id, words: z.string().trim().min(1).max(VOICE_SIGNS) })
export const transcribed = z.strictObject({ mediaId: id })

export type TranscriptionRequest = z.infer<typeof transcriptionRequest>
export type TicketPath = z.infer<typeof ticketPath>
export type FilePath = z.infer<typeof filePath>
export type TicketsQuery = z.infer<typeof ticketsQuery>
export type ActRequest = z.infer<typeof actRequest>
export type ActDone = z.infer<typeof actDone>

/** Of the page that is to be signed, as the browser shows it. */
export const jsSdkQuery = z.object({ url: z.url({ protocol: /^https?$/ }).max(2048) })
