import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { onTestFinished } from 'vitest'
import { manualClock, type Simulator, type SimulatorOptions, startSimulator } from '../index.ts'

export const CORP = 'ww0123456789abcdef'
export const KF = 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q'
export const KEYS = {
  kf: { secret: 'kfsecret', token: 'kftoken', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' },
  app: { secret: 'appsecret', token: 'apptoken', aesKey: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ' },
}
export const AGENT = 1000002
export const BOT = { id: 'aibBOT', secret: 'botsecret', name: '民情助手' }
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** One delivery as an outside client reads it. */
export interface Delivery {
  method: string
  path: string
  query: URLSearchParams
  body: string
  signed: boolean
  receiveId: string
  plain: string
}

export interface Receiver {
  url: string
  deliveries: Delivery[]
  /** What to answer from now on. */
  answer: (delivery: Delivery) => { status?: number; body?: string; delayMs?: number; headers?: Record<string, string> }
}

const readBody = async (request: IncomingMessage) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

export const startReceiver = async (): Promise<Receiver> => {
  const receiver: Receiver = { url: '', deliveries: [], answer: () => ({}) }
  const server = createServer(async (request, response) => {
    const delivery = readDelivery(request.method ?? '', request.url ?? '', await readBody(request))
    receiver.deliveries.push(delivery)
    const { status = 200, body = '', delayMs = 0, headers = {} } = receiver.answer(delivery)
    setTimeout(() => response.writeHead(status, headers).end(body), delayMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return receiver
}

const readDelivery = (method: string, url: string, body: string): Delivery => {
  const { pathname, searchParams: query } = new URL(url, 'http://x')
  const keys = pathname.includes('kf') ? KEYS.kf : KEYS.app
  const encrypt = query.get('echostr') ?? nodeOf(body, 'Encrypt')
  // Somebody opens a page of the service: nothing of the platform's to read.
  if (encrypt === '') return { method, path: pathname, query, body, signed: false, receiveId: '', plain: '' }
  const signature = getSignature(keys.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypt)
  const { message, id } = decrypt(keys.aesKey, encrypt)
  const signed = signature === query.get('msg_signature')
  return { method, path: pathname, query, body, signed, receiveId: id, plain: message }
}

/** A passive reply of the staff app, sealed and signed by the official package (§2.5). */
export const passiveReply = (inner: string, token = KEYS.app.token): string => {
  const sealed = encrypt(KEYS.app.aesKey, `<xml>${inner}</xml>`, CORP)
  const signature = getSignature(token, '1409659813', '1372623149', sealed)
  return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1409659813</TimeStamp><Nonce><![CDATA[1372623149]]></Nonce></xml>`
}

export const nodeOf = (xml: string, name: string): string =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, 's').exec(xml)?.[1] ?? ''

/** The fields of the platform's answers that the tests look at. */
export interface Reply {
  errcode: number
  errmsg: string
  access_token: string
  expires_in: number
  next_cursor: string
  has_more: number
  msg_list: Message[]
  msgid: string
  msg_code: string
  service_state: number
  servicer_userid?: string
  media_id: string
  created_at: string
  invaliduser?: string | string[]
  response_code?: string
  userid?: string
  openid?: string
  user_ticket?: string
  url: string
  ticket: string
  [other: string]: unknown
}

export interface Message {
  msgid: string
  open_kfid?: string
  external_userid?: string
  send_time: number
  origin: number
  servicer_userid?: string
  msgtype: string
  text?: { content: string; menu_id?: string }
  event?: Record<string, unknown>
  [other: string]: unknown
}

export interface World {
  sim: Simulator
  receiver: Receiver
  /** Moves the simulated clock. */
  pass(ms: number): void
  /** A call with the kf app's token in the query. */
  kf(path: string, body?: unknown): Promise<Reply>
  /** The same with the staff app's token. */
  app(path: string, body?: unknown): Promise<Reply>
  /** A call exactly as given. */
  raw(path: string, init?: RequestInit): Promise<Response>
  /** The control API over HTTP. */
  control<T = Record<string, unknown>>(path: string, body?: unknown): Promise<T>
}

export const startWorld = async (more: Partial<SimulatorOptions> = {}): Promise<World> => {
  const receiver = await startReceiver()
  const clock = manualClock(new Date('2026-03-02T09:00:00+08:00'))
  const sim = await startSimulator({
    corpId: CORP,
    kf: { ...KEYS.kf, callbackUrl: `${receiver.url}/wecom/kf` },
    app: { ...KEYS.app, agentId: AGENT, callbackUrl: `${receiver.url}/wecom/app` },
    accounts: [{ open_kfid: KF, name: '民情热线' }],
    bot: BOT,
    members: [
      { userid: 'ZhangSan', name: '张三', department: '信访局' },
      { userid: 'lisi', name: '李四', department: '城管局' },
    ],
    clock,
    seed: 7,
    warn: () => undefined,
    ...more,
    limits: { doorbellCoalesceMs: 1, callbackSpacingMs: 1, ...more.limits },
  })
  onTestFinished(() => sim.close())
  const raw = (path: string, init?: RequestInit) => fetch(sim.url + path, { redirect: 'manual', ...init })
  const withToken = (secret: string) => async (path: string, body?: unknown) => {
    const token = await raw(`/cgi-bin/gettoken?corpid=${CORP}&corpsecret=${secret}`)
    const { access_token } = (await token.json()) as Reply
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await raw(`/cgi-bin${path}${path.includes('?') ? '&' : '?'}access_token=${access_token}`, init)
    return (await answer.json()) as Reply
  }
  return {
    sim,
    receiver,
    raw,
    kf: withToken(KEYS.kf.secret),
    app: withToken(KEYS.app.secret),
    pass: (ms) => sim.clock.move({ advance_ms: ms }),
    control: async <T>(path: string, body?: unknown) => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
      return (await raw(`/sim${path}`, init)).json() as Promise<T>
    },
  }
}

/** A customer who has just written, so that the account may answer. */
export const customer = (world: World, text = '你好'): string => {
  const { external_userid } = world.sim.phones.create()
  world.sim.phones.say(external_userid, text)
  return external_userid
}

/** Everything retained, page by page as a client must. */
export const pull = async (world: World, more: Record<string, unknown> = {}): Promise<Message[]> => {
  const messages: Message[] = []
  let cursor = ''
  for (let page: Reply | null = null; page?.has_more !== 0; ) {
    page = await world.kf('/kf/sync_msg', { open_kfid: KF, cursor, ...more })
    if (page.errcode !== 0) throw new Error(page.errmsg)
    messages.push(...page.msg_list)
    cursor = page.next_cursor
  }
  return messages
}

export const textTo = (touser: string, content: string, msgid?: string) => ({
  touser,
  open_kfid: KF,
  ...(msgid === undefined ? {} : { msgid }),
  msgtype: 'text',
  text: { content },
})

export const screen = async (world: World, phone: string, after = 0) =>
  (await world.sim.phones.screen(phone, { after })).items
