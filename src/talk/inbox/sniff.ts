const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

const UNKNOWN = 'application/octet-stream'

/** The types people send, by their bytes; everything else is kept as a download and never shown. */
export function sniff(bytes: Uint8Array): string {
  const head = ascii(bytes, 0, 16)
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp'
  if (head.slice(4, 8) === 'ftyp') return ofBrand(head.slice(8, 12))
  if (head.startsWith('#!AMR\n')) return 'audio/amr'
  if (head.startsWith('ID3') || isMp3Frame(bytes)) return 'audio/mpeg'
  if (head.startsWith('%PDF-')) return 'application/pdf'
  if (head.startsWith('PK\x03\x04')) return ofZip(bytes)
  // Word, Excel and PowerPoint before 2007 share one container; only its directory tells them apart.
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'application/x-ole-storage'
  return UNKNOWN
}

export const isAudio = (contentType: string): boolean => contentType.startsWith('audio/')

/** ISO 14496-12: what stands after "ftyp". A picture of a telephone (HEIC) has the same container as a film. */
function ofBrand(brand: string): string {
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4'
  if (/^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|3gp[4-9])$/.test(brand)) return 'video/mp4'
  if (/^(heic|heix|hevc|mif1|msf1)$/.test(brand)) return 'image/heic'
  return brand === 'qt  ' ? 'video/quicktime' : UNKNOWN
}

/** An MPEG audio frame: eleven bits set, layer III, a bit rate and a sampling rate that exist. */
function isMp3Frame(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes
  const layerThree = first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08
  return layerThree && third >> 4 !== 0x0f && third >> 4 !== 0 && (third & 0x0c) !== 0x0c
}

const OFFICE = {
  'word/': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'ppt/': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
} as const

/** An office document is a zip whose list of parts names it. The names of a zip stand at its end. */
function ofZip(bytes: Uint8Array): string {
  const list = ascii(bytes, Math.max(0, bytes.length - 64 * 1024), bytes.length)
  if (!list.includes('[Content_Types].xml')) return 'application/zip'
  const part = Object.keys(OFFICE).find((name) => list.includes(name)) as keyof typeof OFFICE | undefined
  return part ? OFFICE[part] : 'application/zip'
}
