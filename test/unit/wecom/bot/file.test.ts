import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { fetchBotFile } from '../../../../src/wecom/index.ts'

// Vector C8 of the fact sheet.
const KEY = 'iE9e3lxpQEjI9hIKt+V4XUi6trnd7y+1rzQMH4UOoT8='
const SEALED = Buffer.from('kcJaoEt81V0w0J4+8eyX4PRxa0pmfxkzJ5yGpdQdeck=', 'base64')

async function get(answer: RequestListener, maxBytes = 1000) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/f`
  try {
    return await fetchBotFile({ url, aesKey: KEY }, { maxBytes })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('a file that came to the robot', () => {
  it('is opened with its key and has its name', async () => {
    const got = await get((_, response) =>
      response.writeHead(200, { 'content-disposition': 'attachment; filename="%E7%8E%B0%E5%9C%BA.jpg"' }).end(SEALED),
    )
    expect(got).toMatchObject({ ok: true, value: { fileName: '现场.jpg' } })
    expect(got.ok && Buffer.from(got.value.bytes).toString()).toBe('hello wecom media')
  })

  it('has no path in its name, however it was written', async () => {
    const got = await get((_, response) =>
      response.writeHead(200, { 'content-disposition': 'attachment; filename="..%2F..%2Fpasswd"' }).end(SEALED),
    )
    expect(got).toMatchObject({ ok: true, value: { fileName: 'passwd' } })
  })

  it('is gone when its five minutes are over', async () => {
    const got = await get((_, response) => response.writeHead(403).end('expired'))
    expect(got).toMatchObject({ ok: false, error: { kind: 'gone' } })
  })

  it('is read no further than allowed', async () => {
    const got = await get((_, response) => response.writeHead(200).end(Buffer.alloc(4096)), 1000)
    expect(got).toMatchObject({ ok: false, error: { kind: 'too_big' } })
  })

  it.each([
    ['cut off', SEALED.subarray(0, 20)],
    ['sealed with another key', Buffer.alloc(32, 1)],
  ])('is asked for again when it was %s', async (_, bytes) => {
    const got = await get((_request, response) => response.writeHead(200).end(bytes))
    expect(got).toMatchObject({ ok: false, error: { kind: 'busy' } })
  })

  it('is asked for again when nobody answers', async () => {
    expect(await fetchBotFile({ url: 'http://127.0.0.1:1/f', aesKey: KEY }, { maxBytes: 10 })).toMatchObject({
      ok: false,
      error: { kind: 'busy' },
    })
  })
})
