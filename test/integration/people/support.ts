import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Citizen } from '../../support/citizen.ts'
import type { House } from '../../support/house.ts'

export interface Heard {
  authorization: string | undefined
  path: string
  body: string
}

/** A machine that hears on loopback: gives what is scripted, in order, and repeats the last. */
export async function startSpeech(script: { status?: number; text?: string }[]) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    heard.push({
      authorization: request.headers.authorization,
      path: request.url ?? '',
      body: await bodyOf(request),
    })
    const { status = 200, text } = script[Math.min(heard.length, script.length) - 1] ?? {}
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(text === undefined ? { error: 'no' } : { text }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () => new Promise((done) => server.close(done)),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('latin1')
}

const AMR = Buffer.from('#!AMR\nnot really a voice')

export function speaks(house: House, person: Citizen): string {
  const { media_id } = house.sim.media.plant({ type: 'voice', name: 'voice.amr' }, AMR)
  return person.sends({ msgtype: 'voice', voice: { media_id } })
}

/** A member who has logged in to the staff pages. */
export async function loggedIn(house: House, userid: string) {
  const jar = new Map<string, string>()
  const call = async (url: string, init: RequestInit = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), cookie }
    const response = await fetch(new URL(url, house.url), { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return response
  }
  const first = await call('/login?to=/', { headers: { 'user-agent': 'wxwork MicroMessenger' } })
  const oauth = first.headers.get('location') ?? ''
  const opened = await fetch(`${house.sim.url}/sim/members/${userid}/open?url=${encodeURIComponent(oauth)}`, {
    redirect: 'manual',
  })
  const member = opened.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const back = await fetch(opened.headers.get('location') ?? oauth, { redirect: 'manual', headers: { cookie: member } })
  await call(back.headers.get('location') ?? '')
  return {
    cookies: () => [...jar].map(([name, value]) => ({ name, value, url: house.url })),
    get: async (url: string) => (await call(url)).json(),
    async post(url: string, body: unknown) {
      const headers = { 'content-type': 'application/json', origin: house.url }
      const response = await call(url, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: response.status, body: await response.json() }
    },
  }
}
