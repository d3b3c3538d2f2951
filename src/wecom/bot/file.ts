import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { decryptMedia } from '../callback/crypto.ts'
import { overTheWire, refusedByStatus } from '../client/answer.ts'
import { fileNameIn, type MediaFile, readAtMost } from '../client/media.ts'
import { busy, type WecomFault } from '../fault.ts'

/** As the official client waits (§7.3). */
const TIMEOUT_MS = 10_000
/** The padding: up to one block (vector C8). */
const PADDING_BYTES = 32

/** A file that came to the robot: an address good for five minutes, sealed with a key of its own (§7.4). */
export async function fetchBotFile(
  file: { url: string; aesKey: string },
  options: { maxBytes: number },
): Promise<Result<MediaFile, WecomFault>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const got = await overTheWire(() => fetch(file.url, { signal }))
  if (!got.ok) return got
  const response = got.value
  const refused = await refusedByStatus(response)
  if (refused !== null) return err(refused)
  if (response.status !== 200) {
    await overTheWire(async () => response.body?.cancel())
    return err({ kind: 'gone', errcode: null, errmsg: `file: HTTP ${response.status}` })
  }
  const sealed = await readAtMost(response, options.maxBytes + PADDING_BYTES)
  if (!sealed.ok) return sealed
  const opened = decryptMedia(file.aesKey, sealed.value)
  // Cut off on the way, or another key than it was sealed with: asked for again while the address lasts.
  if (!opened.ok) return err(busy('file: cannot be opened with its key'))
  return ok({
    bytes: new Uint8Array(opened.value),
    contentType: null,
    fileName: percentDecoded(fileNameIn(response.headers.get('content-disposition'))),
  })
}

/** The platform writes the plain `filename` percent-encoded, as the official client expects. */
function percentDecoded(name: string | null): string | null {
  try {
    return name === null ? null : fileNameIn(`filename="${decodeURIComponent(name).replaceAll('"', '')}"`, 'utf8')
  } catch {
    return name
  }
}
