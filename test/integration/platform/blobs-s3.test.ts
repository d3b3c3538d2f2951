import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { s3Blobs } from '../../../src/platform/blobs/index.ts'

const KEYS = { accessKey: 'AKIDEXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', region: 'cn-north-1' }

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** AWS Signature Version 4, from its published description: what a store does with a request before it looks at it. */
function signedRight(request: IncomingMessage, body: Buffer): boolean {
  const authorization = request.headers.authorization ?? ''
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    authorization,
  )
  if (!parts) return false
  const [, accessKey, scope = '', signedHeaders = '', signature] = parts
  const [day = '', region = '', service = ''] = scope.split('/')
  const instant = String(request.headers['x-amz-date'])
  const content = String(request.headers['x-amz-content-sha256'])
  if (content !== 'UNSIGNED-PAYLOAD' && content !== sha256(body)) return false
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
  const canonical = [request.method, path, query, headers.join(''), signedHeaders, content].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', instant, scope, sha256(canonical)].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${KEYS.secretKey}`)
  return (
    accessKey === KEYS.accessKey &&
    region === KEYS.region &&
    service === 's3' &&
    instant.startsWith(day) &&
    signedHeaders.split(';').includes('host') &&
    hmac(key, toSign).toString('hex') === signature
  )
}

describe('files in an S3 bucket', () => {
  const stored = new Map<string, { body: Buffer; type: string | undefined }>()
  let failures: number[] = []
  let server: Server
  let endpoint: string

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = Buffer.concat(chunks)
      const status = failures.shift()
      if (status) return response.writeHead(status).end('<Error/>')
      if (!signedRight(request, body))
        return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      const path = request.url ?? ''
      if (request.method === 'PUT') {
        stored.set(path, { body, type: request.headers['content-type'] })
        return response.writeHead(200).end()
      }
      const found = stored.get(path)
      return found
        ? response.writeHead(200).end(found.body)
        : response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  beforeEach(() => {
    stored.clear()
    failures = []
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const blobs = (keys = KEYS) => s3Blobs({ ...keys, endpoint, bucket: 'matters' })
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 253)

  it('are stored under the bucket with a right signature and their type, and come back byte for byte', async () => {
    await blobs().put('media/A1', bytes, 'image/jpeg')
    expect([...stored]).toMatchObject([['/matters/media/A1', { type: 'image/jpeg' }]])
    expect(Buffer.compare((await blobs().get('media/A1')) ?? Buffer.alloc(0), bytes)).toBe(0)
  })

  it('are absent as null', async () => {
    expect(await blobs().get('media/none')).toBeNull()
  })

  it('are not stored with a wrong secret, and that is an error that may be tried again', async () => {
    const wrong = blobs({ ...KEYS, secretKey: 'other' })
    await expect(wrong.put('media/A1', bytes, 'image/jpeg')).rejects.toMatchObject({
      code: 'blob_store_failed',
      retryable: true,
    })
    await expect(wrong.get('media/A1')).rejects.toMatchObject({ code: 'blob_store_failed' })
    expect(stored.size).toBe(0)
  })

  it('are stored in spite of one 503', async () => {
    failures = [503]
    await blobs().put('media/A1', bytes, 'image/jpeg')
    expect(stored.get('/matters/media/A1')?.body.length).toBe(bytes.length)
  })

  it('that cannot be stored are an error, not silence', async () => {
    failures = [500, 500, 500, 500]
    await expect(blobs().put('media/A1', bytes, 'image/jpeg')).rejects.toMatchObject({ code: 'blob_store_failed' })
  })
})
