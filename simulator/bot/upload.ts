import { createHash } from 'node:crypto'
import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { isMediaType, keepUpload, type MediaType, mediaFault, sizeFault } from '../media.ts'
import { filled, type Json } from '../text.ts'
import type { World } from '../world.ts'
import type { Said } from './respond.ts'
import type { Robot, Upload } from './robot.ts'

/** §7.2: a file in pieces; the session lasts thirty minutes. */
export const uploadInit = (world: World, robot: Robot, { body }: Said): Answer => {
  const { botUploadsPerMinute, botUploadsPerHour } = world.limits
  const plan = planOf(world, body)
  if (isRefusal(plan)) return plan
  const may = world.frequency.take(`bot upload ${robot.id}`, world.clock.now(), botUploadsPerMinute, botUploadsPerHour)
  if (!may) return refuse(45009)
  const upload_id = world.ids.unique('up', 40)
  robot.uploads.set(upload_id, plan)
  return fine({ upload_id })
}

const whole = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0

const planOf = (world: World, body: Json): Upload | Refusal => {
  const { type, filename, total_size: size, total_chunks: chunks, md5 } = body
  const { botChunks, botChunkBytes, botUploadMs } = world.limits
  if (!isMediaType(type)) return refuse(846697, String(type))
  if (!filled(filename)) return refuse(40058, 'filename')
  if (!whole(size)) return refuse(40058, 'total_size')
  if (!whole(chunks) || chunks > botChunks || size > chunks * botChunkBytes) return refuse(40058, 'total_chunks')
  if (md5 !== undefined && !/^[0-9a-f]{32}$/i.test(String(md5))) return refuse(40058, 'md5')
  const fault = sizeFault(world, type as MediaType, size)
  if (fault) return fault
  const until = world.clock.now() + botUploadMs
  return { type, filename, size, chunks, md5: md5 === undefined ? null : String(md5), received: new Map(), until }
}

const sessionOf = (world: World, robot: Robot, body: Json): Upload | Refusal => {
  const upload = filled(body.upload_id) ? robot.uploads.get(body.upload_id) : undefined
  return upload && upload.until > world.clock.now() ? upload : refuse(846611)
}

/** In any order; a piece sent again is ignored. */
export const uploadChunk = (world: World, robot: Robot, { body }: Said): Answer => {
  const upload = sessionOf(world, robot, body)
  if (isRefusal(upload)) return upload
  const index = body.chunk_index
  const [first, last] = indexRange(world, upload.chunks)
  if (!Number.isInteger(index) || (index as number) < first || (index as number) > last) return refuse(846612)
  if (typeof body.base64_data !== 'string') return refuse(40058, 'base64_data')
  const bytes = Buffer.from(body.base64_data, 'base64')
  if (bytes.length > world.limits.botChunkBytes) return refuse(846613)
  if (!upload.received.has(index as number)) upload.received.set(index as number, bytes)
  return fine()
}

/** The SDK counts from 0, its comment and the documentation from 1: both are taken unless the switch says otherwise. */
const indexRange = (world: World, chunks: number): [number, number] => {
  const base = world.switches.bot_chunk_base
  if (base === 'either') return [0, chunks]
  return base === '0' ? [0, chunks - 1] : [1, chunks]
}

export const uploadFinish = (world: World, robot: Robot, { body }: Said): Answer => {
  const upload = sessionOf(world, robot, body)
  if (isRefusal(upload)) return upload
  const bytes = assemble(upload)
  if (!bytes) return refuse(846616)
  if (bytes.length !== upload.size) return refuse(40006, 'total_size')
  if (upload.md5 !== null && createHash('md5').update(bytes).digest('hex') !== upload.md5.toLowerCase())
    return refuse(40058, 'md5')
  const fault = mediaFault(world, upload.type, bytes)
  if (fault) return refuse(fault.errcode === 40005 ? 846697 : fault.errcode, fault.errmsg)
  robot.uploads.delete(String(body.upload_id))
  const media = keepUpload(world, upload.type, upload.filename, bytes)
  return fine({ type: media.type, media_id: media.media_id, created_at: String(Math.floor(media.createdAt / 1000)) })
}

const assemble = ({ received, chunks }: Upload): Buffer | null => {
  const first = received.has(0) ? 0 : 1
  const pieces = Array.from({ length: chunks }, (_, n) => received.get(first + n))
  return pieces.every((piece) => piece !== undefined) ? Buffer.concat(pieces) : null
}
