/** Signatures and offsets of the ZIP format (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16). */
const END = 0x06054b50
const ENTRY = { time: 12, name: 28, extra: 30, comment: 32, local: 42, length: 46 }
const LOCAL = { time: 10 }
const END_ENTRIES = { count: 10, start: 16, length: 22 }
/** 1 January 1980, the first moment that the format knows. */
const FIRST_MOMENT = 0x00210000

/** The archive without the times at which its parts were packed: the same parts give the same bytes. */
export function stillZip(archive: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(archive)
  const view = new DataView(bytes.buffer)
  let end = bytes.length - END_ENTRIES.length
  while (end > 0 && view.getUint32(end, true) !== END) end -= 1
  let at = view.getUint32(end + END_ENTRIES.start, true)
  for (let left = view.getUint16(end + END_ENTRIES.count, true); left > 0; left -= 1) {
    view.setUint32(at + ENTRY.time, FIRST_MOMENT, true)
    view.setUint32(view.getUint32(at + ENTRY.local, true) + LOCAL.time, FIRST_MOMENT, true)
    const more = [ENTRY.name, ENTRY.extra, ENTRY.comment].map((offset) => view.getUint16(at + offset, true))
    at += ENTRY.length + more.reduce((sum, length) => sum + length, 0)
  }
  return bytes
}
