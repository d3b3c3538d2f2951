export interface Part {
  /** Null when the part says only filename*=, which the platform does not read. */
  fileName: string | null
  contentType: string | null
  bytes: Buffer
}

/** The named part of a multipart/form-data body; null when there is none. */
export const readPart = (body: Buffer, contentType: string, name: string): Part | null => {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  if (!/^multipart\/form-data/i.test(contentType) || !boundary) return null
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  for (let at = body.indexOf(mark); at !== -1; ) {
    const next = body.indexOf(mark, at + mark.length)
    if (next === -1) return null
    const part = readOne(body.subarray(at + mark.length + 2, next - 2), name)
    if (part) return part
    at = next
  }
  return null
}

const readOne = (raw: Buffer, name: string): Part | null => {
  const end = raw.indexOf('\r\n\r\n')
  if (end === -1) return null
  const headers = raw.subarray(0, end).toString()
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(headers)?.[1] ?? ''
  if (!new RegExp(`;\\s*name="${name}"`, 'i').test(disposition)) return null
  return {
    fileName: /;\s*filename="([^"]*)"/i.exec(disposition)?.[1] ?? null,
    contentType: /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim() ?? null,
    bytes: raw.subarray(end + 4),
  }
}
