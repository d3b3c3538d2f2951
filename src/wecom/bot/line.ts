import AiBot, { type WsFrame } from '@wecom/aibot-node-sdk'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { explainErrcode } from '../errcode.ts'
import { busy, faultOf, type WecomFault } from '../fault.ts'
import type { BotBody } from './body.ts'
import { type BotPush, isKick, parseBotPush } from './push.ts'

export interface BotLineOptions {
  botId: string
  secret: string
  url: string
  /** First wait before connecting again; it doubles up to 30 s. */
  reconnectMs?: number
}

/** Why a line ended by itself. `kicked`: another program has subscribed · `refused`: an operator has to change something. */
export type BotEnd = { why: 'kicked' } | { why: 'refused'; fault: WecomFault }

export interface BotHooks {
  onPush(push: BotPush): void
  /** Subscribed; again after each reconnection, when every req_id from before is dead. */
  onLive(): void
  onDown(reason: string): void
  /** Nothing comes after it. */
  onEnd(end: BotEnd): void
}

type Answer = Promise<Result<null, WecomFault>>

/** The long connection of one smart robot (wecom.md §7), over the platform's own client. */
export interface BotLine {
  isLive(): boolean
  respond(reqId: string, body: BotBody): Answer
  welcome(reqId: string, body: BotBody): Answer
  updateCard(reqId: string, body: BotBody): Answer
  /** To a member's own chat with the robot. */
  send(userid: string, body: BotBody): Answer
  /** Takes nothing more, waits for the answers to what is under way, and closes. */
  hangUp(): Promise<void>
  close(): void
}

type Client = InstanceType<typeof AiBot.WSClient>
type Sent = Parameters<Client['sendMessage']>[1]

const NOT_SUBSCRIBED = 846609
const RECONNECT_MS = 1_000
/** The client's logger is given the text of messages, so it gets no log of ours. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export function openBotLine(options: BotLineOptions, hooks: BotHooks): BotLine {
  let live = false
  let client: Client | null = null
  const underWay = new Set<Promise<unknown>>()

  const close = () => {
    live = false
    const old = client
    client = null
    old?.removeAllListeners()
    // A connection that is closed while it opens still reports an error.
    old?.on('error', () => {})
    old?.disconnect()
  }
  const end = (why: BotEnd) => {
    close()
    hooks.onEnd(why)
  }
  const down = (reason: string) => {
    if (!live) return
    live = false
    hooks.onDown(reason)
  }
  const open = () => {
    client = new AiBot.WSClient({
      botId: options.botId,
      secret: options.secret,
      wsUrl: options.url,
      reconnectInterval: options.reconnectMs ?? RECONNECT_MS,
      // What cannot mend itself ends below, by its code; all else is tried for as long as the line is wanted.
      maxReconnectAttempts: -1,
      maxAuthFailureAttempts: -1,
      logger: SILENT,
    })
    client.on('authenticated', () => {
      live = true
      hooks.onLive()
    })
    client.on('disconnected', down)
    client.on('error', (error) => {
      const fault = refusalIn(error)
      if (fault !== null) end({ why: 'refused', fault })
    })
    client.on('message', (frame) => take(frame))
    client.on('event', (frame) => (isKick(frame.body) ? end({ why: 'kicked' }) : take(frame)))
    client.connect()
  }
  const take = (frame: WsFrame<unknown>) => {
    const push = parseBotPush(frame.headers.req_id, frame.body)
    if (push !== null) hooks.onPush(push)
  }
  /** Nothing is sent before the platform has said yes to the subscription (trap 9.12). */
  const say = async (send: (client: Client) => Promise<WsFrame>): Answer => {
    if (!live || client === null) return err(busy('the robot is not connected'))
    const sent = send(client)
    underWay.add(sent)
    try {
      await sent
      return ok(null)
    } catch (refusal) {
      const fault = faultIn(refusal)
      if (fault.errcode !== NOT_SUBSCRIBED) return err(fault)
      down('not subscribed')
      close()
      open()
      return err(busy(fault.errmsg))
    } finally {
      underWay.delete(sent)
    }
  }
  const reply = (reqId: string, body: BotBody, cmd?: string) =>
    say((each) => each.reply({ headers: { req_id: reqId } }, body, cmd))

  open()
  return {
    isLive: () => live,
    respond: (reqId, body) => reply(reqId, body),
    welcome: (reqId, body) => reply(reqId, body, 'aibot_respond_welcome_msg'),
    updateCard: (reqId, body) => reply(reqId, body, 'aibot_respond_update_msg'),
    // Without its type an id that is also a group's could go there (§7.2); the client adds none.
    send: (userid, body) => say((each) => each.sendMessage(userid, { chat_type: 1, ...body } as unknown as Sent)),
    async hangUp() {
      live = false
      await Promise.allSettled(underWay)
      close()
    },
    close,
  }
}

/** A refused frame comes back whole; anything else (no answer in 5 s, connection gone) may or may not have taken effect. */
function faultIn(refusal: unknown): WecomFault {
  const { errcode, errmsg } = refusal as Partial<WsFrame>
  if (typeof errcode === 'number') return faultOf(errcode, errmsg ?? '')
  return busy(refusal instanceof Error ? refusal.message : 'the robot did not answer')
}

/** The client tells a refused subscription only as a sentence that ends with the code. */
function refusalIn(error: Error): WecomFault | null {
  const code = /\(code: (-?\d+)\)$/.exec(error.message)?.[1]
  if (code === undefined || explainErrcode(Number(code)).kind !== 'config') return null
  return faultOf(Number(code), error.message)
}
