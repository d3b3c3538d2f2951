import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import {
  type Limits,
  manualClock,
  randomConfig,
  type Simulator,
  type Switches,
  startSimulator,
} from '../../../simulator/index.ts'
import type { Result } from '../../../src/platform/kernel/index.ts'
import {
  type CallbackEvent,
  type CallbackFault,
  type CallbackQuery,
  type CallRecord,
  createCallbackCodec,
  createWecomClient,
  type KfInbound,
  memoryHoldStore,
  memoryTokenStore,
  parseEvent,
  type WecomClient,
  type WecomFault,
} from '../../../src/wecom/index.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const MEMBERS = [
  { userid: 'ZhangSan', name: '张三', department: '信访局' },
  { userid: 'lisi', name: '李四', department: '城管局' },
]

/** What the service's own callback codec made of a delivery. */
export type Delivered =
  | { event: CallbackEvent; plain: string }
  | { fault: CallbackFault['reason'] }
  | { verified: string }

export interface Pair {
  sim: Simulator
  kf: WecomClient
  app: WecomClient
  /** The staff app in another process, which shares nothing with the first. */
  another: WecomClient
  account: string
  agentId: number
  corpId: string
  delivered: Delivered[]
  records: CallRecord[]
  /** A call that no check of the client has seen, by the errcode it is answered with. */
  bare(family: 'kf' | 'app', api: string, body: object): Promise<number>
  /** Moves the clock of both. */
  pass(ms: number): void
  /** The next deliveries are answered with this status. */
  answerWith(status: number): void
}

/** The client and the simulator, face to face on loopback, with one clock; strict mode on. */
export async function pair(
  given: { limits?: Partial<Limits>; switches?: Partial<Switches>; trustedDomain?: string } = {},
): Promise<Pair> {
  const clock = manualClock(new Date('2026-03-02T01:00:00Z'))
  const receiver = await receive()
  const config = randomConfig({ callback: receiver.url, members: MEMBERS })
  const app = given.trustedDomain === undefined ? config.app : { ...config.app, trustedDomain: given.trustedDomain }
  const sim = await startSimulator({
    ...config,
    app,
    accounts: config.accounts.map((each) => ({ ...each, servicers: ['ZhangSan', 'lisi'] })),
    clock,
    seed: 7,
    warn: () => undefined,
    limits: { doorbellCoalesceMs: 1, callbackSpacingMs: 1, ...given.limits },
    ...(given.switches && { switches: given.switches }),
  })
  onTestFinished(() => sim.close())
  receiver.codecs.kf = createCallbackCodec({ ...config.kf, receiveId: config.corpId })
  receiver.codecs.app = createCallbackCodec({ ...config.app, receiveId: config.corpId })
  const records: CallRecord[] = []
  const clientOf = (secret: string) =>
    createWecomClient({
      apiBase: sim.url,
      corpId: config.corpId,
      secret,
      tokens: memoryTokenStore(clock),
      holds: memoryHoldStore(clock),
      clock,
      delay: async () => undefined,
      onCall: (record) => records.push(record),
    })
  return {
    sim,
    kf: clientOf(config.kf.secret),
    app: clientOf(config.app.secret),
    another: clientOf(config.app.secret),
    account: config.accounts[0]?.open_kfid ?? '',
    agentId: config.app.agentId,
    corpId: config.corpId,
    delivered: receiver.delivered,
    records,
    bare: async (family, api, body) => {
      const ask = { corpid: config.corpId, corpsecret: config[family].secret }
      const token = (await (await fetch(`${sim.url}/cgi-bin/gettoken?${new URLSearchParams(ask)}`)).json()) as Answer
      const url = `${sim.url}/cgi-bin/${api}?access_token=${token.access_token}`
      return ((await (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json()) as Answer).errcode
    },
    pass: (ms) => sim.clock.move({ advance_ms: ms }),
    answerWith: (status) => {
      receiver.status = status
    },
  }
}

interface Answer {
  errcode: number
  access_token?: string
}

type Codec = ReturnType<typeof createCallbackCodec>

async function receive() {
  const receiver = { url: '', status: 200, delivered: [] as Delivered[], codecs: {} as { kf?: Codec; app?: Codec } }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', 'http://service')
    const codec = url.pathname.endsWith('/kf') ? receiver.codecs.kf : receiver.codecs.app
    const query: CallbackQuery = Object.fromEntries(url.searchParams)
    if (request.method === 'GET') {
      const echo = codec?.verifyUrl(query)
      receiver.delivered.push(echo?.ok ? { verified: echo.value } : { fault: echo?.error.reason ?? 'missing' })
      return response.writeHead(echo?.ok ? 200 : 403).end(echo?.ok ? echo.value : '')
    }
    const opened = codec?.open(query, Buffer.concat(chunks).toString())
    receiver.delivered.push(
      opened?.ok
        ? { event: parseEvent(opened.value.fields), plain: opened.value.plain }
        : { fault: opened?.error.reason ?? 'missing' },
    )
    return response.writeHead(opened?.ok ? receiver.status : 403).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return receiver
}

/** A customer who has just written. */
export function customer({ sim }: Pair, text = '你好'): string {
  const { external_userid } = sim.phones.create()
  sim.phones.say(external_userid, text)
  return external_userid
}

/** Everything behind a cursor, page by page as the service reads it. */
export async function pull({ kf, account }: Pair, from?: string): Promise<{ messages: KfInbound[]; cursor: string }> {
  const messages: KfInbound[] = []
  for (let cursor = from; ; ) {
    const page = must(await kf.kf.syncMsg({ openKfid: account, ...(cursor === undefined ? {} : { cursor }) }))
    messages.push(...page.messages)
    cursor = page.nextCursor ?? cursor
    if (!page.hasMore) return { messages, cursor: cursor ?? '' }
  }
}

export function must<T>(answer: Result<T, WecomFault>): T {
  if (!answer.ok) throw new Error(`${answer.error.errcode} ${answer.error.errmsg}`)
  return answer.value
}

/** `ok`, or what the platform said and what the client makes of it. */
export const told = <T>(answer: Result<T, WecomFault>) =>
  answer.ok ? 'ok' : ([answer.error.errcode, answer.error.kind] as const)

export const shown = async ({ sim }: Pair, phone: string) =>
  (await sim.phones.screen(phone)).items.filter((item) => item.from === 'them')

export const calls = ({ records }: Pair, api: string) => records.filter((record) => record.api === api).length

export const eventsOf = ({ delivered }: Pair) => delivered.flatMap((each) => ('event' in each ? [each.event] : []))
