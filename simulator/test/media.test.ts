import { describe, expect, it } from 'vitest'
import { CORP, customer, DAY, KEYS, type Reply, startWorld, type World } from './support.ts'

const JPG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4])
const MP4 = Buffer.from('\0\0\0\x18ftypmp42....')
const AMR = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(14)])

const token = async (world: World) =>
  ((await (await world.raw(`/cgi-bin/gettoken?corpid=${CORP}&corpsecret=${KEYS.kf.secret}`)).json()) as Reply)
    .access_token

const upload = async (
  world: World,
  type: string,
  bytes: Buffer,
  name = '井盖.jpg',
  field = 'media',
): Promise<Reply> => {
  const form = new FormData()
  form.append(field, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), name)
  const path = `/cgi-bin/media/upload?access_token=${await token(world)}&type=${type}`
  return (await (await world.raw(path, { method: 'POST', body: form })).json()) as Reply
}

const get = async (world: World, mediaId: string, range?: string) =>
  world.raw(
    `/cgi-bin/media/get?access_token=${await token(world)}&media_id=${mediaId}`,
    range ? { headers: { range } } : {},
  )

describe('media/upload', () => {
  it('keeps what was sent, to the byte, under the name it was sent with', async () => {
    const world = await startWorld()
    const reply = await upload(world, 'image', JPG)
    expect(reply).toMatchObject({ errcode: 0, errmsg: '', type: 'image', created_at: '1772413200' })
    const answer = await get(world, reply.media_id)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(JPG)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${encodeURIComponent('井盖.jpg')}"`)
  })

  it('reads the official example of a part', async () => {
    const world = await startWorld()
    const body = [
      '--B',
      'Content-Disposition: form-data; name="media";filename="wework.txt"; filelength=6',
      'Content-Type: application/octet-stream',
      '',
      'mytext',
      '--B--',
      '',
    ].join('\r\n')
    const headers = { 'content-type': 'multipart/form-data; boundary=B' }
    const path = `/cgi-bin/media/upload?access_token=${await token(world)}&type=file`
    const reply = (await (await world.raw(path, { method: 'POST', body, headers })).json()) as Reply
    expect(await (await get(world, reply.media_id)).text()).toBe('mytext')
  })

  it.each([
    ['an unknown type', 'dance', JPG, 40004],
    ['an image that is neither JPG nor PNG', 'image', Buffer.from('GIF89a...'), 40005],
    ['a voice that is not AMR', 'voice', Buffer.from('ID3.......'), 40005],
    ['a video that is not MP4', 'video', JPG, 40005],
    ['nothing', 'file', Buffer.alloc(0), 44001],
    ['five bytes', 'file', Buffer.alloc(5), 40006],
    ['an image too big', 'image', Buffer.concat([JPG, Buffer.alloc(60)]), 40009],
    ['a video too big', 'video', Buffer.concat([MP4, Buffer.alloc(60)]), 40011],
    ['a file too big', 'file', Buffer.alloc(70), 45001],
    ['a voice too long', 'voice', Buffer.concat([AMR, Buffer.alloc(13 * 51)]), 45007],
  ])('refuses %s', async (_name, type, bytes, errcode) => {
    const small = { imageBytes: 50, videoBytes: 50, fileBytes: 60, voiceSeconds: 1 }
    const world = await startWorld({ limits: small })
    expect((await upload(world, type, bytes)).errcode).toBe(errcode)
  })

  it('takes a video and a voice, and misses a part under another name', async () => {
    const world = await startWorld()
    expect((await upload(world, 'video', MP4)).errcode).toBe(0)
    expect((await upload(world, 'voice', AMR)).errcode).toBe(0)
    expect((await upload(world, 'image', JPG, 'a.jpg', 'file')).errcode).toBe(41005)
  })
})

describe('media/get', () => {
  it('says a failure as JSON with HTTP 200, and forgets after three days', async () => {
    const world = await startWorld()
    const { media_id } = await upload(world, 'image', JPG)
    const unknown = await get(world, 'x')
    expect([unknown.status, ((await unknown.json()) as Reply).errcode]).toEqual([200, 40007])
    world.pass(3 * DAY)
    expect((await get(world, media_id)).headers.get('content-type')).toBe('image/jpeg')
    world.pass(1)
    expect(((await (await get(world, media_id)).json()) as Reply).errcode).toBe(40145)
  })

  it('gives a part for a Range', async () => {
    const world = await startWorld()
    const { media_id } = await upload(world, 'file', Buffer.from('0123456789'))
    const part = await get(world, media_id, 'bytes=2-4')
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
    expect(await (await get(world, media_id, 'bytes=7-')).text()).toBe('789')
    expect(((await (await get(world, media_id, 'bytes=20-')).json()) as Reply).errcode).toBe(40146)
  })

  it('wants a Range for a file over 20 MB', async () => {
    const world = await startWorld({ limits: { rangeNeededBytes: 50 } })
    const big = { type: 'file', generate_bytes: 51, as_is: false }
    const { media_id } = world.sim.media.generate(big)
    expect(((await (await get(world, media_id)).json()) as Reply).errcode).toBe(830002)
    expect((await get(world, media_id, 'bytes=0-50')).status).toBe(206)
  })
})

describe('a planted file', () => {
  it('is as big as ordered without having been sent, and passes the platform’s size rules', async () => {
    const world = await startWorld()
    const size = 50 * 1024 * 1024
    const planted = await world.control<Reply>('/media', { type: 'image', generate_bytes: size })
    world.sim.phones.send(customer(world), { msgtype: 'image', image: { media_id: planted.media_id } })
    const answer = await get(world, planted.media_id)
    expect(answer.headers.get('content-length')).toBe(String(size))
    let seen = 0
    let first: number[] = []
    for await (const chunk of answer.body ?? []) {
      if (seen === 0) first = [...chunk.slice(0, 3)]
      seen += chunk.length
    }
    expect(seen).toBe(size)
    expect(first).toEqual([0xff, 0xd8, 0xff])
  })

  it('can be uploaded by a phone as raw bytes and looked at without a token', async () => {
    const world = await startWorld()
    const answer = await world.raw('/sim/media?type=image&name=a.jpg', { method: 'POST', body: JPG })
    const { media_id } = (await answer.json()) as Reply
    expect(Buffer.from(await (await world.raw(`/sim/media/${media_id}`)).arrayBuffer())).toEqual(JPG)
    expect((await world.raw('/sim/media/x')).status).toBe(404)
  })
})
