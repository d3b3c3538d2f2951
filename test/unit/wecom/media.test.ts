import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { answer, clientOf, OK, refused, type Script, standIn } from './stand-in.ts'

const file =
  (bytes: Buffer | string, headers: Record<string, string> = {}): Script =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg', ...headers }).end(bytes)
  }
const latin = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

async function get(script: Script, maxBytes = 1000) {
  await using server = await standIn({ 'media/get': [script] })
  const { client } = clientOf(server.url)
  const got = await client.media.get('MEDIA', { maxBytes })
  return { got, calls: server.calls('media/get') }
}

describe('media.get', () => {
  it('brings bytes, type and name', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0, 1, 2])
    const { got, calls } = await get(file(bytes, { 'content-disposition': 'attachment; filename="photo.jpg"' }))
    expect(calls[0]?.query.get('media_id')).toBe('MEDIA')
    expect(got).toEqual({
      ok: true,
      value: { bytes: new Uint8Array(bytes), contentType: 'image/jpeg', fileName: 'photo.jpg' },
    })
  })

  it.each([
    [`attachment; filename="${latin('现场照片.jpg')}"`, '现场照片.jpg'],
    ["attachment; filename*=UTF-8''%E7%85%A7.jpg", '照.jpg'],
    ['attachment; filename=plain.amr', 'plain.amr'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\\\temp\\\\a.doc"', 'a.doc'],
    ['attachment; filename=""', null],
    ['attachment', null],
  ])('reads the name in %s', async (disposition, fileName) => {
    const { got } = await get(file('123456', { 'content-disposition': disposition }))
    expect(got).toMatchObject({ ok: true, value: { fileName } })
  })

  it.each([40007, 40145])('says gone when the platform answers %i as JSON with HTTP 200', async (errcode) => {
    const { got, calls } = await get(refused(errcode))
    expect(got).toMatchObject({ ok: false, error: { kind: 'gone', errcode } })
    expect(calls).toHaveLength(1)
  })

  it('knows a failure also under another content type', async () => {
    const { got } = await get(file(JSON.stringify(refused(40007)), { 'content-type': 'text/plain' }))
    expect(got).toMatchObject({ ok: false, error: { kind: 'gone' } })
  })

  it('takes a JSON file that a citizen sent for a file', async () => {
    const forged = JSON.stringify(refused(40014))
    const headers = { 'content-type': 'application/json', 'content-disposition': 'attachment; filename="a.json"' }
    const { got, calls } = await get(file(forged, headers))
    expect(got.ok && Buffer.from(got.value.bytes).toString()).toBe(forged)
    expect(calls).toHaveLength(1)
  })

  it('takes nothing for a file that is text without a name', async () => {
    const { got } = await get(file('<html>proxy</html>', { 'content-type': 'text/html' }))
    expect(got).toMatchObject({ ok: false, error: { kind: 'busy' } })
  })

  it('takes exactly as much as allowed', async () => {
    expect((await get(file(Buffer.alloc(1000)))).got.ok).toBe(true)
    expect((await get(file(Buffer.alloc(1001)))).got).toMatchObject({ ok: false, error: { kind: 'too_big' } })
  })

  it.each([
    ['announced', { 'content-length': '52428800' }],
    ['not announced', {}],
  ])('hangs up on a file that is too big, %s', async (_, headers) => {
    let written = 0
    let hungUp: Promise<unknown> = Promise.resolve()
    const endless: Script = (_call, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', ...headers })
      hungUp = once(response, 'close')
      const more = () => {
        while (!response.destroyed && written < 52_428_800) {
          written += 16_384
          if (!response.write(Buffer.alloc(16_384))) return
        }
      }
      response.on('drain', more)
      more()
    }
    const { got } = await get(endless, 100_000)
    await hungUp
    expect(got).toMatchObject({ ok: false, error: { kind: 'too_big' } })
    // Socket buffers on both sides take a few megabytes; the file has fifty.
    expect(written).toBeLessThan(20_000_000)
  })

  it('does not wait for a file that announces itself as too big', async () => {
    const silent: Script = (_, response) => {
      response.writeHead(200, { 'content-length': '52428800' }).flushHeaders()
    }
    await using server = await standIn({ 'media/get': [silent] })
    const { client } = clientOf(server.url, { mediaTimeoutMs: 500 })
    expect(await client.media.get('MEDIA', { maxBytes: 100 })).toMatchObject({ ok: false, error: { kind: 'too_big' } })
  })

  it('tries again when the connection breaks half way', async () => {
    const half: Script = (_, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('12345')
      setImmediate(() => response.destroy())
    }
    await using server = await standIn({
      'media/get': [half, file('1234567890', { 'content-disposition': 'attachment; filename="a"' })],
    })
    const got = await clientOf(server.url).client.media.get('MEDIA', { maxBytes: 100 })
    expect(got.ok && got.value.bytes.length).toBe(10)
  })

  it('renews the token like any other call', async () => {
    await using server = await standIn({
      'media/get': [refused(42001), file('123456', { 'content-disposition': 'attachment; filename="a"' })],
    })
    expect((await clientOf(server.url).client.media.get('MEDIA', { maxBytes: 100 })).ok).toBe(true)
  })
})

describe('media.upload', () => {
  const bytes = new Uint8Array(Buffer.from('hello!'))

  it('sends one part named media with a plain UTF-8 file name', async () => {
    let form = ''
    await using server = await standIn({
      'media/upload': [
        (call, response) => {
          form = call.body.toString('utf8')
          answer(response, { ...OK, errmsg: '', type: 'file', media_id: 'M', created_at: '1380000000' })
        },
      ],
    })
    const { client } = clientOf(server.url)
    const sent = await client.media.upload({ kind: 'file', bytes, fileName: '答复.docx' })
    expect(sent).toEqual({ ok: true, value: { mediaId: 'M' } })
    const [call] = server.calls('media/upload')
    expect(call?.query.get('type')).toBe('file')
    expect(call?.headers['content-length']).toBe(String(call?.body.length))
    expect(form).toMatch(/Content-Disposition: form-data; name="media"; filename="答复.docx"\r\n/i)
    expect(form).toContain('\r\n\r\nhello!\r\n')
  })

  it.each([
    ['voice', 2 * 1024 * 1024 + 1, 'too_big'],
    ['image', 10 * 1024 * 1024 + 1, 'too_big'],
    ['file', 5, 'ours'],
  ] as const)('does not send a %s of %i bytes', async (kind, size, fault) => {
    await using server = await standIn({})
    const { client } = clientOf(server.url)
    const big = new Uint8Array(size)
    big.set(Buffer.from('#!AMR').subarray(0, size))
    const sent = await client.media.upload({ kind, bytes: big, fileName: 'a' })
    expect(sent).toMatchObject({ ok: false, error: { kind: fault } })
    expect(server.seen).toEqual([])
  })

  it('sends as a voice what is AMR, and nothing else (trap 9.19)', async () => {
    await using server = await standIn({ 'media/upload': [{ ...OK, media_id: 'M' }] })
    const { client } = clientOf(server.url)
    const upload = (head: string) =>
      client.media.upload({ kind: 'voice', bytes: new Uint8Array(Buffer.from(head)), fileName: 'a' })
    expect(await upload('ID3\u0004 an mp3')).toMatchObject({ ok: false, error: { kind: 'ours' } })
    expect(server.seen).toEqual([])
    expect(await upload('#!AMR\n sound')).toMatchObject({ ok: true })
  })
})
