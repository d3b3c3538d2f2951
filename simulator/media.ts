import { Readable } from 'node:stream'
import { type Answer, ControlError, isRefusal, type Refusal, refuse } from './errors.ts'
import { readParts } from './multipart.ts'
import { protest } from './strict.ts'
import { filled } from './text.ts'
import type { World } from './world.ts'

export const MEDIA_TYPES = ['image', 'voice', 'video', 'file'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

export interface Media {
  media_id: string
  type: MediaType
  name: string
  contentType: string
  size: number
  /** Absent for a planted file, whose bytes are made while they are read. */
  bytes?: Buffer
  createdAt: number
  /** Planted to misbehave: no size rule of the platform holds for it. */
  asIs: boolean
}

/** Alive media named by a message. */
export const mediaOf = (world: World, mediaId: unknown): Media | Refusal => {
  const media = filled(mediaId) ? world.media.get(mediaId) : undefined
  if (!media) return refuse(40007)
  return world.clock.now() - media.createdAt > world.limits.mediaMs ? refuse(40145) : media
}

const keep = (world: World, media: Omit<Media, 'media_id' | 'createdAt'>): Media => {
  const kept = { ...media, media_id: world.ids.unique('', 44), createdAt: world.clock.now() }
  world.media.set(kept.media_id, kept)
  return kept
}

/** §5 media/upload. */
export const upload = (world: World, type: string | undefined, contentType: string, body: Buffer): Answer => {
  if (!isMediaType(type)) return refuse(40004, 'type')
  const parts = readParts(body, contentType)
  const part = parts.find(({ name }) => name === 'media')
  if (!part) return refuse(41005)
  const foreign = world.switches.strict ? parts.find(({ name }) => name !== 'media') : undefined
  if (foreign) return protest(world, '/cgi-bin/media/upload', `undocumented part "${foreign.name}"`)
  if (part.fileName === null) return refuse(44001, 'filename missing')
  const fault = mediaFault(world, type, part.bytes)
  if (fault) return fault
  const media = keepUpload(world, type, part.fileName, part.bytes, part.contentType)
  const created_at = String(Math.floor(media.createdAt / 1000))
  return { errcode: 0, errmsg: '', type, media_id: media.media_id, created_at }
}

/** What the platform refuses of a file that came whole. */
export const mediaFault = (world: World, type: MediaType, bytes: Buffer): Refusal | null =>
  sizeFault(world, type, bytes.length) ?? kindFault(world, type, bytes)

export const keepUpload = (
  world: World,
  type: MediaType,
  name: string,
  bytes: Buffer,
  contentType: string | null = null,
): Media =>
  keep(world, {
    type,
    name,
    contentType: contentType ?? contentTypeOf(type, bytes),
    size: bytes.length,
    bytes,
    asIs: false,
  })

export const isMediaType = (type: unknown): type is MediaType => MEDIA_TYPES.some((each) => each === type)

export const sizeFault = (world: World, type: MediaType, size: number): Refusal | null => {
  const { limits } = world
  if (size === 0) return refuse(44001)
  if (size <= limits.mediaMinBytes) return refuse(40006)
  if (type === 'image' && size > limits.imageBytes) return refuse(40009)
  if (type === 'video' && size > limits.videoBytes) return refuse(40011)
  const most = type === 'voice' ? limits.voiceBytes : limits.fileBytes
  return size > most ? refuse(45001) : null
}

const JPG = [0xff, 0xd8, 0xff]
const PNG = [0x89, 0x50, 0x4e, 0x47]
const AMR = '#!AMR\n'
const startsWith = (bytes: Buffer, head: number[]) => head.every((byte, i) => bytes[i] === byte)

export const sniffImage = (bytes: Buffer): boolean => startsWith(bytes, JPG) || startsWith(bytes, PNG)

const kindFault = (world: World, type: MediaType, bytes: Buffer): Refusal | null => {
  if (type === 'image' && !sniffImage(bytes)) return refuse(40005, 'JPG or PNG only')
  if (type === 'video' && bytes.subarray(4, 8).toString() !== 'ftyp') return refuse(40005, 'MP4 only')
  if (type !== 'voice') return null
  if (!bytes.subarray(0, 6).toString().startsWith(AMR)) return refuse(40005, 'AMR only')
  return amrSeconds(bytes) > world.limits.voiceSeconds ? refuse(45007) : null
}

/** AMR narrow band: each frame is 20 ms, its length given by the mode in its first byte (RFC 4867). */
const AMR_FRAME = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1]
const amrSeconds = (bytes: Buffer): number => {
  let frames = 0
  for (let at = AMR.length; at < bytes.length; frames += 1) at += AMR_FRAME[((bytes[at] ?? 0) >> 3) & 15] ?? 1
  return frames / 50
}

export const contentTypeOf = (type: MediaType, bytes?: Buffer): string => {
  if (type === 'image') return bytes && startsWith(bytes, PNG) ? 'image/png' : 'image/jpeg'
  return { voice: 'audio/amr', video: 'video/mp4', file: 'application/octet-stream' }[type]
}

export interface Planted {
  type: string
  name?: string | undefined
  content_type?: string | undefined
}

/** What a phone has in its album: any bytes, as WeChat does not judge them. */
export const plantMedia = (world: World, given: Planted, bytes: Buffer): Media => {
  const type = given.type
  if (!isMediaType(type)) throw new ControlError(400, `type must be one of ${MEDIA_TYPES.join(', ')}`)
  const contentType = given.content_type ?? contentTypeOf(type, bytes)
  return keep(world, { type, name: given.name ?? type, contentType, size: bytes.length, bytes, asIs: false })
}

/** A file of any size, made while it is read. Unless `as_is` is false the platform's own size rules let it pass. */
export const plantGenerated = (
  world: World,
  given: Planted & { generate_bytes: number; as_is?: boolean | undefined },
): Media => {
  const type = given.type
  if (!isMediaType(type)) throw new ControlError(400, `type must be one of ${MEDIA_TYPES.join(', ')}`)
  const contentType = given.content_type ?? contentTypeOf(type)
  return keep(world, {
    type,
    name: given.name ?? type,
    contentType,
    size: given.generate_bytes,
    asIs: given.as_is ?? true,
  })
}

export interface Download {
  status: number
  headers: Record<string, string>
  body: Buffer | Readable
}

/** §5 media/get: a failure is JSON with HTTP 200. */
export const download = (world: World, mediaId: unknown, range: string | undefined): Download | Refusal => {
  const media = mediaOf(world, mediaId)
  if (isRefusal(media)) return media
  const headers = {
    'content-type': media.contentType,
    'content-disposition': `attachment; filename="${encodeURIComponent(media.name)}"`,
  }
  if (range === undefined) {
    if (media.size > world.limits.rangeNeededBytes && !media.asIs) return refuse(830002)
    return {
      status: 200,
      headers: { ...headers, 'content-length': String(media.size) },
      body: read(media, 0, media.size),
    }
  }
  const wanted = /^bytes=(\d+)-(\d*)$/.exec(range)
  const from = Number(wanted?.[1])
  const to = Math.min(wanted?.[2] ? Number(wanted[2]) : media.size - 1, media.size - 1)
  if (!wanted || from > to) return refuse(40146)
  const partial = { 'content-range': `bytes ${from}-${to}/${media.size}`, 'content-length': String(to - from + 1) }
  return { status: 206, headers: { ...headers, ...partial }, body: read(media, from, to + 1) }
}

const read = (media: Media, from: number, to: number): Buffer | Readable =>
  media.bytes ? media.bytes.subarray(from, to) : Readable.from(generate(media.type, from, to))

/** A file as a whole. */
export const bytesOf = (media: Media): Buffer => media.bytes ?? Buffer.concat([...generate(media.type, 0, media.size)])

/** Starts like what it says it is, so that only its size is wrong. */
function* generate(type: MediaType, from: number, to: number): Generator<Buffer> {
  const heads = {
    image: Buffer.from(JPG),
    voice: Buffer.from(AMR),
    video: Buffer.from('\0\0\0\x18ftypmp42'),
    file: Buffer.alloc(0),
  }
  const head = heads[type].subarray(from, to)
  if (head.length > 0) yield head
  for (let left = to - from - head.length; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536), 0x20)
}

/** How a screen shows it; the address is the simulator's own and needs no token. */
export const screenMedia = (media: Media) => ({
  media_id: media.media_id,
  url: `/sim/media/${media.media_id}`,
  name: media.name,
  size: media.size,
  content_type: media.contentType,
  ...(media.type === 'voice' && media.bytes ? { seconds: Math.ceil(amrSeconds(media.bytes)) } : {}),
})

export type ScreenMedia = ReturnType<typeof screenMedia>
