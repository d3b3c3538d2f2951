import { describe, expect, it } from 'vitest'
import type { MediaKind } from '../../../src/wecom/index.ts'
import { calls, DAY, must, type Pair, pair, told } from './support.ts'

const MB = 1024 * 1024
const AMR = Buffer.from('#!AMR\n\x3c'.padEnd(40, '\0'))
const SAMPLES: Record<MediaKind, Buffer> = {
  image: Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4]),
  voice: AMR,
  video: Buffer.from('\0\0\0\x18ftypmp42'),
  file: Buffer.from('{"errcode":0,"names":["张三"]}'),
}
const upload = (world: Pair, kind: MediaKind, bytes: Buffer) =>
  world.app.media.upload({ kind, bytes: new Uint8Array(bytes), fileName: '现场 照片.bin' })

describe('media', () => {
  it.each(Object.keys(SAMPLES) as MediaKind[])(
    'of type %s goes up and comes down to the byte, by its name',
    async (kind) => {
      const world = await pair()
      const { mediaId } = must(await upload(world, kind, SAMPLES[kind]))
      // Shared by all apps of the corp.
      const file = must(await world.kf.media.get(mediaId, { maxBytes: MB }))
      expect(Buffer.from(file.bytes)).toEqual(SAMPLES[kind])
      expect(file.fileName).toBe('现场 照片.bin')
    },
  )

  it('that is unknown (40007) or older than three days (40145) is gone, though the platform says HTTP 200', async () => {
    const world = await pair()
    const { mediaId } = must(await upload(world, 'file', SAMPLES.file))
    expect(told(await world.kf.media.get('nobody', { maxBytes: MB }))).toEqual([40007, 'gone'])
    world.pass(3 * DAY + 1)
    expect(told(await world.kf.media.get(mediaId, { maxBytes: MB }))).toEqual([40145, 'gone'])
    expect(world.records.filter((each) => each.api === 'media/get').map((each) => each.httpStatus)).toEqual([200, 200])
  })

  it('that is too big is not read: by its announced size, or because the platform wants a Range (830002)', async () => {
    const world = await pair()
    const big = world.sim.media.generate({ type: 'file', generate_bytes: 50 * MB })
    expect(told(await world.kf.media.get(big.media_id, { maxBytes: 20 * MB }))).toEqual([null, 'too_big'])
    const ranged = world.sim.media.generate({ type: 'file', generate_bytes: 21 * MB, as_is: false })
    expect(told(await world.kf.media.get(ranged.media_id, { maxBytes: 20 * MB }))).toEqual([830002, 'too_big'])
  })

  it('is asked for again when the platform is busy, and once more with a new token', async () => {
    const world = await pair()
    const { media_id } = world.sim.media.plant({ type: 'image' }, SAMPLES.image)
    world.sim.faults.order({ path: '/cgi-bin/media/get', errcode: -1 })
    must(await world.kf.media.get(media_id, { maxBytes: MB }))
    world.sim.tokens.expire()
    must(await world.kf.media.get(media_id, { maxBytes: MB }))
    expect(calls(world, 'media/get')).toBe(4)
  })

  it.each<[string, MediaKind, Buffer, number]>([
    ['a picture that is none', 'image', Buffer.from('no picture'), 40005],
    ['a film that is none', 'video', Buffer.from('no film at all'), 40005],
    ['a voice of more than a minute', 'voice', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(13 * 3001)]), 45007],
  ])('%s is refused by the platform', async (_, kind, bytes, errcode) => {
    const world = await pair()
    const answer = await upload(world, kind, bytes)
    expect(answer).toMatchObject({ ok: false, error: { errcode } })
    expect(calls(world, 'media/upload')).toBe(1)
  })

  it.each<[MediaKind, number]>([
    ['file', 5],
    ['image', 10 * MB + 1],
    ['voice', 2 * MB + 1],
    ['file', 20 * MB + 1],
  ])('a %s of %i bytes never leaves', async (kind, size) => {
    const world = await pair()
    const answer = await upload(world, kind, Buffer.concat([SAMPLES[kind].subarray(0, 5), Buffer.alloc(size - 5)]))
    expect(answer.ok).toBe(false)
    expect(calls(world, 'media/upload')).toBe(0)
  })
})
