import AiBot, { type WsFrame } from '@wecom/aibot-node-sdk'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { BOT, type World } from './support.ts'

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export type Client = InstanceType<typeof AiBot.WSClient>

/** The official SDK, as a developer's program uses it. */
export const sdk = (world: World, more: { secret?: string; heartbeatInterval?: number } = {}): Client => {
  const client = new AiBot.WSClient({
    botId: BOT.id,
    secret: BOT.secret,
    wsUrl: world.sim.botUrl,
    reconnectInterval: 20,
    maxAuthFailureAttempts: 1,
    logger: silent,
    ...more,
  })
  onTestFinished(() => client.disconnect())
  return client
}

/** The next event of that name; rejects when the client reports an error first. */
export const once = <T = WsFrame>(client: Client, name: Parameters<Client['once']>[0]): Promise<T> =>
  new Promise((resolve, reject) => {
    client.once(name, ((value: unknown) => resolve(value as T)) as never)
    if (name !== 'error') client.once('error', reject)
  })

export const connect = async (world: World, more: Parameters<typeof sdk>[1] = {}): Promise<Client> => {
  const client = sdk(world, more)
  const ready = once(client, 'authenticated')
  client.connect()
  await ready
  return client
}

export interface Frame {
  cmd?: string
  headers: { req_id: string }
  body?: Record<string, unknown>
  errcode?: number
  errmsg?: string
}

export interface Raw {
  ask(cmd: string, body?: unknown, reqId?: string): Promise<Frame>
  /** What was pushed so far. */
  pushed: Frame[]
  closed: Promise<unknown>
  send(text: string | Buffer): void
  next(): Promise<Frame>
}

/** A program that speaks the wire itself, for what the SDK never does. */
export const raw = async (world: World, subscribed = true): Promise<Raw> => {
  const ws = new WebSocket(world.sim.botUrl)
  onTestFinished(() => ws.terminate())
  const waiting: ((frame: Frame) => void)[] = []
  const arrived: Frame[] = []
  const pushed: Frame[] = []
  ws.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame
    if (frame.cmd !== undefined) pushed.push(frame)
    const taker = waiting.shift()
    if (taker) taker(frame)
    else arrived.push(frame)
  })
  const closed = new Promise((resolve) => ws.once('close', resolve))
  await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject))
  const next = () => {
    const held = arrived.shift()
    return held ? Promise.resolve(held) : new Promise<Frame>((resolve) => waiting.push(resolve))
  }
  let count = 0
  const ask = (cmd: string, body?: unknown, reqId?: string) => {
    count += 1
    const headers = { req_id: reqId ?? `${cmd}_${count}` }
    ws.send(JSON.stringify({ cmd, headers, ...(body === undefined ? {} : { body }) }))
    return next()
  }
  if (subscribed) await ask('aibot_subscribe', { bot_id: BOT.id, secret: BOT.secret })
  return { ask, pushed, closed, next, send: (text) => ws.send(text) }
}
