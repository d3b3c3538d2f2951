import { z } from 'zod'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { faultOf, ours, type WecomFault } from '../fault.ts'
import { jsonReader, overTheWire, parseEnvelope, type Reader, readJson, refusedByStatus } from './answer.ts'
import type { Caller } from './call.ts'

type Answer<T> = Promise<Result<T, WecomFault>>

export type MediaKind = 'image' | 'voice' | 'video' | 'file'

export interface MediaFile {
  bytes: Uint8Array<ArrayBuffer>
  contentType: string | null
  /** As named by the sender, without directories or control characters. */
  fileName: string | null
}

export interface MediaUpload {
  kind: MediaKind
  bytes: Uint8Array<ArrayBuffer>
  fileName: string
  contentType?: string
}

export interface MediaApi {
  /** GET media/get. Kinds 'gone' (no such media, or past its three days) and 'too_big' (more than maxBytes, not read further). */
  get(mediaId: string, options: { maxBytes: number }): Answer<MediaFile>
  /** POST media/upload. Good for three days, in every app of the corp. */
  upload(upload: MediaUpload): Answer<{ mediaId: string }>
}

const MB = 1024 * 1024
/** §5: what an upload may weigh, and the least it must. */
const UPLOAD_BYTES: Record<MediaKind, number> = { image: 10 * MB, voice: 2 * MB, video: 10 * MB, file: 20 * MB }
const MIN_UPLOAD_BYTES = 6
const AMR_HEAD = Buffer.from('#!AMR')

const uploaded = z.object({ media_id: z.string().min(1) }).transform((a) => ({ mediaId: a.media_id }))

export function mediaApi(caller: Caller): MediaApi {
  return {
    get: (mediaId, { maxBytes }) =>
      caller.call({
        api: 'media/get',
        query: { media_id: mediaId },
        repeatable: true,
        media: true,
        read: fileReader(maxBytes),
      }),
    async upload(upload) {
      const refusal = uploadRefusal(upload)
      if (refusal !== null) return err(refusal)
      const form = new FormData()
      form.set(
        'media',
        new Blob([upload.bytes], { type: upload.contentType ?? 'application/octet-stream' }),
        upload.fileName,
      )
      return caller.call({
        api: 'media/upload',
        query: { type: upload.kind },
        body: form,
        // A second copy nobody refers to does no harm.
        repeatable: true,
        media: true,
        read: jsonReader('media/upload', uploaded),
      })
    },
  }
}

function uploadRefusal({ kind, bytes }: MediaUpload): WecomFault | null {
  if (bytes.length < MIN_UPLOAD_BYTES) return ours(`not uploaded: ${bytes.length} bytes are too few`)
  // Converting is not ours: other sound goes out as a file (trap 9.19).
  if (kind === 'voice' && !Buffer.from(bytes.subarray(0, AMR_HEAD.length)).equals(AMR_HEAD))
    return ours('not uploaded: a voice must be AMR')
  if (bytes.length > UPLOAD_BYTES[kind]) return tooBig(`not uploaded: ${kind} over ${UPLOAD_BYTES[kind]} bytes`)
  return null
}

function fileReader(maxBytes: number): Reader<MediaFile> {
  return async (response) => {
    const refused = await refusedByStatus(response)
    if (refused !== null) return err(refused)
    const announced = Number(response.headers.get('content-length') ?? 0)
    const disposition = response.headers.get('content-disposition')
    if (announced > maxBytes) {
      await overTheWire(async () => response.body?.cancel())
      return err(tooBig(`media/get: ${announced} bytes announced, ${maxBytes} allowed`))
    }
    const bytes = await readAtMost(response, maxBytes)
    if (!bytes.ok) return bytes
    const contentType = response.headers.get('content-type')
    const failure = failureIn(response.status, disposition, contentType, bytes.value)
    return failure !== null ? err(failure) : ok({ bytes: bytes.value, contentType, fileName: fileNameIn(disposition) })
  }
}

export async function readAtMost(response: Response, maxBytes: number): Answer<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  while (reader !== undefined) {
    const chunk = await overTheWire(() => reader.read())
    if (!chunk.ok) return chunk
    if (chunk.value.done) break
    size += chunk.value.value.length
    if (size > maxBytes) {
      await overTheWire(() => reader.cancel())
      return err(tooBig(`media/get: more than ${maxBytes} bytes`))
    }
    chunks.push(chunk.value.value)
  }
  return ok(new Uint8Array(Buffer.concat(chunks)))
}

/**
 * A failure is JSON with HTTP 200 (§5), and a citizen may well send a JSON file: only a file has a Content-Disposition.
 */
function failureIn(
  status: number,
  disposition: string | null,
  contentType: string | null,
  bytes: Uint8Array,
): WecomFault | null {
  if (status === 200 && disposition !== null) return null
  const text = Buffer.from(bytes).toString('utf8')
  const envelope = parseEnvelope(text)
  if (envelope !== null && envelope.errcode !== 0) return faultOf(envelope.errcode, envelope.errmsg)
  if (status === 200 && !isText(contentType)) return null
  const answer = readJson('media/get', z.never(), status, text)
  return answer.ok ? null : answer.error
}

function isText(contentType: string | null): boolean {
  return contentType !== null && /^(application\/json|text\/)/i.test(contentType)
}

function tooBig(errmsg: string): WecomFault {
  return { kind: 'too_big', errcode: null, errmsg }
}

/**
 * `filename*` where given; a plain `filename` holds UTF-8 bytes, which fetch hands over one byte a character, or is percent-encoded
 * by somebody on the way.
 */
export function fileNameIn(disposition: string | null, encoding: 'latin1' | 'utf8' = 'latin1'): string | null {
  if (disposition === null) return null
  const extended = /filename\*=(?:UTF-8'')?([^;]+)/i.exec(disposition)?.[1]
  const plain = /filename="([^"]*)"/i.exec(disposition)?.[1] ?? /filename=([^;]+)/i.exec(disposition)?.[1] ?? ''
  const name = percentDecoded(extended ?? Buffer.from(plain, encoding).toString('utf8'))
  const safe = name
    .trim()
    .replace(/^.*[\\/]/, '')
    .replace(/\p{Cc}/gu, '')
  return safe === '' ? null : safe
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
