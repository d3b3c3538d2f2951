export interface Part {
  name: string | null
  /** Null when the part says only filename*=, which the platform does not read. */
  fileName: string | null
  contentType: string | null
  bytes: Buffer
}

/** The parts of a multipart/form-data body; none where it is something else. */
export const readParts = (body: Buffer, contentType: string): Part[] => {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  if (!/^multipart\/form-data/i.test(contentType) || !boundary) return []
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  const parts: Part[] = []
  for (let at = body.indexOf(mark); at !== -1; ) {
    const next = body.indexOf(mark, at + mark.length)
    if (next === -1) break
    const part = readOne(body.subarray(at + mark.length + 2, next - 2))
    if (part) parts.push(part)
    at = next
  }
  return parts
}

const readOne = (raw: Buffer): Part | null => {
  const end = raw.indexOf('\r\n\r\n')
  if (end === -1) return null
  const headers = raw.subarray(0, end).toString()
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(headers)?.[1] ?? ''
  return {
    name: /;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? null,
    fileName: /;\s*filename="([^"]*)"/i.exec(disposition)?.[1] ?? null,
    contentType: /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim() ?? null,
    bytes: raw.subarray(end + 4),
  }
}
