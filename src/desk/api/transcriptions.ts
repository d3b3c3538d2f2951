import { mediaOf } from '../../case/intake/index.ts'
import { storable } from '../../platform/kernel/index.ts'
import { problem, ticketPath, transcribed, transcriptionRequest } from '../contract/index.ts'
import { fileRows } from '../store/index.ts'
import { type Desk, ticketOf, viewerOf } from './desk.ts'
import { sendProblem } from './problem.ts'

/** Whoever may read the matter may write its voices down: the words become a supplement with their name. */
export function addTranscriptions({ server, deps }: Desk): void {
  const schema = { params: ticketPath, body: transcriptionRequest, response: { 200: transcribed, '4xx': problem } }
  server.post('/api/tickets/:id/transcriptions', { schema }, async (request, reply) => {
    const { mediaId, words } = request.body
    // The attachment is the permission: a voice of another matter is not found.
    const files = await fileRows(deps.db, await mediaOf(deps.db, ticketOf(request).complaint_id))
    if (!files.some(({ id }) => id === mediaId)) return sendProblem(reply, 'not_found')
    const by = viewerOf(request).userid
    const done = await deps.transcribe({ mediaId, words: storable(words), by })
    return done ? { mediaId } : sendProblem(reply, 'already_in_words')
  })
}
