import { mediaOf } from '../../case/intake/index.ts'
import { filePath } from '../contract/index.ts'
import { fileRows } from '../store/index.ts'
import { type Desk, ticketOf } from './desk.ts'
import { blobMissing } from './errors.ts'
import { sendProblem } from './problem.ts'

/** Types that were read from the bytes and that a browser shows without running anything. */
const SHOWN = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4', 'audio/mpeg', 'audio/mp4']
/** Kept for what opens them; a browser's PDF viewer does not start inside a sandbox, and none plays AMR. */
const NAMED = [
  'audio/amr',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]

export function addFiles({ server, deps }: Desk): void {
  server.get('/api/tickets/:id/files/:mediaId', { schema: { params: filePath } }, async (request, reply) => {
    const rows = await fileRows(deps.db, await mediaOf(deps.db, ticketOf(request).complaint_id))
    const row = rows.find(({ id }) => id === request.params.mediaId)
    if (row === undefined) return sendProblem(reply, 'not_found')
    if (row.state !== 'stored') return sendProblem(reply, row.state === 'pending' ? 'file_not_ready' : 'file_lost')
    const bytes = row.blob_key === null ? null : await deps.blobs.get(row.blob_key)
    if (bytes === null) throw blobMissing(row.id)
    const type = [...SHOWN, ...NAMED].find((known) => known === row.content_type) ?? 'application/octet-stream'
    const shown = SHOWN.includes(type)
    return reply
      .header('content-security-policy', "sandbox; default-src 'none'; img-src 'self'; media-src 'self'")
      .header('content-disposition', disposition(shown, row.file_name ?? row.id))
      .type(type)
      .send(Buffer.from(bytes))
  })
}

/** RFC 6266 with the extended form only: a name somebody else chose stays inside its quotes. */
export function disposition(shown: boolean, name: string): string {
  const safe = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${safe}`
}
