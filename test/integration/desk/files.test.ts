import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { get, openWorld, type World } from './world.ts'

let world: World
let cookie: string
let seq = 0
beforeAll(async () => {
  world = await openWorld()
  cookie = await world.login('officer')
  await world.db
    .insertInto('conversations')
    .values({
      ...{ id: 'C1', channel: 'kf', account: 'a', peer: 'p', created_at: world.clock.now() },
      ...{ session: null, last_inbound_at: null, service_state: null, leased_by: null, leased_until: null },
    })
    .execute()
})
afterAll(() => world.close())

interface Stored {
  contentType: string
  bytes?: Uint8Array
  name?: string | null
  state?: 'pending' | 'stored' | 'failed'
}

/** A file that arrived in the chat, as the inbox keeps it. */
async function media({ contentType, bytes = Buffer.from('bytes'), name = null, state = 'stored' }: Stored) {
  seq += 1
  const now = world.clock.now()
  const id = `M${seq}`
  const inbound = await world.db
    .insertInto('inbound')
    .values({
      ...{ channel: 'kf', account: 'a', platform_id: id, conversation_id: 'C1', author: 'customer', kind: 'image' },
      ...{ body: '{}', sent_at: now, received_at: now, state: 'handled', handled_at: now },
    })
    .returning('seq')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('media')
    .values({
      ...{
        id,
        inbound_seq: inbound.seq,
        conversation_id: 'C1',
        kind: 'image',
        platform_media: id,
        state,
        reason: null,
      },
      ...{ not_before: now, expires_at: now, blob_key: state === 'stored' ? `media/${id}` : null },
      ...{ content_type: contentType, bytes: bytes.length, sha256: null, file_name: name },
    })
    .execute()
  if (state === 'stored') await world.blobs.put(`media/${id}`, bytes, contentType)
  return id
}

const filed = async (file: Stored) => {
  const mediaId = await media(file)
  const { id } = await world.file({ media: [mediaId] })
  return { id, mediaId, url: `/api/tickets/${id}/files/${mediaId}` }
}

describe('a file of a matter', () => {
  it('is shown with the type read from its bytes, inside a sandbox', async () => {
    const { url } = await filed({ contentType: 'image/png', bytes: Buffer.from('\x89PNG…', 'latin1') })
    const response = await get(world.server, url, cookie)
    expect([response.statusCode, response.rawPayload]).toEqual([200, Buffer.from('\x89PNG…', 'latin1')])
    expect(response.headers).toMatchObject({
      ...{ 'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
      'content-security-policy': expect.stringMatching(/^sandbox;/),
      'content-disposition': expect.stringMatching(/^inline/),
    })
  })

  it.each([
    ['application/octet-stream', 'application/octet-stream'],
    ['text/html', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
    ['application/pdf', 'application/pdf'],
    ['audio/amr', 'audio/amr'],
  ])('of type %s is a download as %s', async (contentType, served) => {
    const { url } = await filed({ contentType, bytes: Buffer.from('<script>') })
    const { headers } = await get(world.server, url, cookie)
    expect([headers['content-type'], String(headers['content-disposition']).split(';')[0]]).toEqual([
      served,
      'attachment',
    ])
  })

  it('keeps a name that somebody chose inside its header', async () => {
    const { url } = await filed({ contentType: 'application/pdf', name: '合同"\r\nset-cookie: x=1\ud800\'(1).pdf' })
    const response = await get(world.server, url, cookie)
    expect(response.statusCode).toBe(200)
    expect(response.cookies).toEqual([])
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w%.~-]+$/)
  })

  it('opens only through its own matter, and each opening is recorded', async () => {
    const [mine, other] = [await filed({ contentType: 'image/png' }), await filed({ contentType: 'image/png' })]
    expect((await get(world.server, `/api/tickets/${mine.id}/files/${other.mediaId}`, cookie)).statusCode).toBe(404)
    expect((await get(world.server, mine.url, await world.login('water'))).statusCode).toBe(404)
    await get(world.server, mine.url, cookie)
    const reads = await world.db.selectFrom('reads').select('userid').where('ticket_id', '=', mine.id).execute()
    expect(reads).toEqual([{ userid: 'officer' }, { userid: 'officer' }])
  })

  it.each([
    ['pending', 'file_not_ready'],
    ['failed', 'file_lost'],
  ] as const)('that is %s says so', async (state, code) => {
    const { url, id, mediaId } = await filed({ contentType: 'image/png', state })
    const response = await get(world.server, url, cookie)
    expect([response.statusCode, response.json().code]).toEqual([404, code])
    const view = (await get(world.server, `/api/tickets/${id}`, cookie)).json()
    expect(view.files).toMatchObject([{ id: mediaId, state }])
  })

  it('whose bytes are gone is a fault of ours, told without detail', async () => {
    const { url, mediaId } = await filed({ contentType: 'image/png' })
    await world.db.updateTable('media').set({ blob_key: 'media/gone' }).where('id', '=', mediaId).execute()
    const response = await get(world.server, url, cookie)
    expect([response.statusCode, response.json().code]).toEqual([500, 'desk_blob_missing'])
    expect(response.json().message).not.toContain(mediaId)
  })
})
