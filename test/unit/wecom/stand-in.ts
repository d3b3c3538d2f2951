import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { manualClock } from '../../../src/platform/kernel/index.ts'
import { type CallRecord, type ClientOptions, createWecomClient, memoryTokenStore } from '../../../src/wecom/index.ts'

export interface Seen {
  path: string
  method: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
  json: unknown
}

/** What one call is answered with: a JSON body, or anything a server can do to a socket. */
export type Script = object | ((request: Seen, response: ServerResponse) => void)

/**
 * A server on loopback that answers each path from a list, in order; the last entry stays. `gettoken` hands out token-1, token-2, …
 * unless scripted. A path without a script answers 404, so that a wrong path fails the test.
 */
export async function standIn(scripts: Record<string, Script[]>) {
  const seen: Seen[] = []
  let tokens = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://stand-in')
      const path = url.pathname.replace('/cgi-bin/', '')
      const body = Buffer.concat(chunks)
      const isJson = request.headers['content-type'] === 'application/json'
      const call: Seen = {
        path,
        method: request.method ?? '',
        query: url.searchParams,
        headers: request.headers,
        body,
        json: isJson ? JSON.parse(body.toString()) : null,
      }
      seen.push(call)
      const list = scripts[path]
      const script = list !== undefined && list.length > 1 ? list.shift() : list?.[0]
      if (typeof script === 'function') return script(call, response)
      if (script !== undefined) return answer(response, script)
      if (path !== 'gettoken') return response.writeHead(404).end('not scripted')
      tokens += 1
      return answer(response, { errcode: 0, errmsg: 'ok', access_token: `token-${tokens}`, expires_in: 7200 })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    calls: (path: string) => seen.filter((call) => call.path === path),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body))
}

export const SECRET = 'the-app-secret-0123456789'
export const NOW = new Date('2026-03-02T01:00:00Z')

export function clientOf(apiBase: string, more: Partial<ClientOptions> = {}) {
  const clock = manualClock(NOW)
  const records: CallRecord[] = []
  const paused: number[] = []
  const client = createWecomClient({
    apiBase,
    corpId: 'ww0123456789abcdef',
    secret: SECRET,
    tokens: memoryTokenStore(clock),
    clock,
    delay: async (ms) => paused.push(ms),
    onCall: (record) => records.push(record),
    ...more,
  })
  return { client, clock, records, paused }
}

export const refused = (errcode: number, errmsg = `errcode ${errcode}`) => ({ errcode, errmsg })
export const OK = { errcode: 0, errmsg: 'ok' }
