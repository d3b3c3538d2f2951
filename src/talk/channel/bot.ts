import { type Clock, err, ok, type Result } from '../../platform/kernel/index.ts'
import {
  type BotLine,
  type BotSaid,
  botPush,
  botReply,
  botWelcome,
  fetchBotFile,
  type WecomFault,
} from '../../wecom/index.ts'
import { fileOf } from './bot-inbound.ts'
import type { Pace } from './bot-pace.ts'
import type { OpenPushes } from './bot-pushes.ts'
import { splitForBot, wireOf, wordsOf } from './bot-wire.ts'
import { faultOf } from './fault.ts'
import type { Channel, Outgoing } from './types.ts'

/** The reply's own req_id is of no use: expired, unknown here, or its time as a stream is over (§7.7). */
const DEAD_PUSH = [846604, 846605, 846608]
const ANSWERED = 846606

type Sent = Result<null, WecomFault>

export interface BotChannelDeps {
  clock: Clock
  pace: Pace
  pushes: OpenPushes
  /** null in every process but the one that holds the connection. */
  line(): BotLine | null
}

/** The smart robot: members of the enterprise, over one long connection. What comes in is pushed, so nothing is pulled. */
export function botChannel({ clock, pace, pushes, line }: BotChannelDeps): Channel {
  return {
    name: 'bot',
    accounts: [],
    window: null,
    here: () => line()?.isLive() ?? false,
    pull: async (_account, cursor) => ok({ messages: [], cursor, more: false }),
    async send(message) {
      const way = line()
      if (!way) return err({ kind: 'busy', detail: 'another process holds the connection' })
      const wait = pace.take(message.peer, clock.now())
      if (wait > 0) return err({ kind: 'frequency', detail: 'our own pace', retryAfterMs: wait })
      const sent = await readably(message, (said) =>
        message.code === undefined ? say(way, pushes, message, said) : welcome(way, message.code, said),
      )
      return sent.ok ? ok(null) : err(faultOf(sent.error))
    },
    split: splitForBot,
    sessionState: async () => ok('bot'),
    takeSession: async () => ok(null),
    async fetchMedia(platformMedia, maxBytes) {
      const file = await fetchBotFile(fileOf(platformMedia), { maxBytes })
      return file.ok ? ok(file.value) : err(faultOf(file.error))
    },
  }
}

/** A card that the platform does not take, or has taken before (its task_id is used), is said in words instead. */
async function readably(message: Outgoing, send: (said: BotSaid) => Promise<Sent>): Promise<Sent> {
  const said = wireOf(message.id, message.content)
  const sent = await send(said)
  return sent.ok || said.kind === 'text' || sent.error.kind !== 'ours' ? sent : send(wordsOf(message.content))
}

/** Under the req_id of the person's last message while that is alive, else on our own account. */
async function say(line: BotLine, pushes: OpenPushes, { id, peer }: Outgoing, said: BotSaid): Promise<Sent> {
  const push = pushes.for(peer, id)
  if (push) {
    const again = push.tried === id
    push.tried = id
    const answered = await sendBuilt(botReply(id, said), (body) => line.respond(push.reqId, body))
    if (answered.ok || (again && answered.error.errcode === ANSWERED)) {
      pushes.drop(peer, push)
      return ok(null)
    }
    const { errcode } = answered.error
    if (errcode !== ANSWERED && !DEAD_PUSH.includes(errcode ?? 0)) {
      // Refused for what it says: the push is still to be answered, by this or by another message.
      if (errcode !== null) push.tried = null
      return answered
    }
    pushes.drop(peer, push)
  }
  return sendBuilt(botPush(said), (body) => line.send(peer, body))
}

const welcome = (line: BotLine, reqId: string, said: BotSaid): Promise<Sent> =>
  sendBuilt(botWelcome(said), (body) => line.welcome(reqId, body))

const sendBuilt = async <T>(built: Result<T, WecomFault>, send: (body: T) => Promise<Sent>): Promise<Sent> =>
  built.ok ? send(built.value) : built
