import type { Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'
import { type OutboundBody, type PutDeps, put, releaseHeld } from '../outbox/index.ts'
import type { DialogueHost } from './botkit/index.ts'
import { compose, composeOne, type Reply } from './compose.ts'
import type { Line, World } from './engine/index.ts'
import { type Heard, hear, inputOf, type Pending, READ_AT_MOST, type Recognise } from './inputs.ts'
import { play, type Wanted } from './play.ts'
import {
  markHandled,
  readConversation,
  readPending,
  rememberNotice,
  type TurnConversation,
  unchanged,
  writeConversation,
} from './turn-store.ts'
import { type ActResult, type Fields, type Input, nothingUnderstood, type Session, type Understood } from './types.ts'

export interface ActCall {
  name: string
  fields: Fields
  /** The same for every try of the same turn: what an act writes carries it, so that it is done once. */
  cause: string
  /** Cause of the messages this turn will send. */
  turn: string
  conversation: TurnConversation
  noticeVersion: string
  now: Date
}

export interface TurnDeps extends PutDeps {
  db: Db
  clock: Clock
  host: DialogueHost
  world(now: Date): World
  recognise: Recognise
  /** Slow and fallible: outside any transaction. `whole` is the story so far with this text. */
  understand(text: string, whole: string): Promise<Understood>
  /** Carries out an act of the flow in the turn's transaction. */
  perform(trx: Transaction<Tables>, call: ActCall): Promise<ActResult>
}

export type TurnEnd =
  | { end: 'nothing' }
  /** The person is still typing: look again then. */
  | { end: 'settling'; at: Date }
  | { end: 'changed' }
  | { end: 'done'; conversationId: string; replies: number }

/** People send a story in pieces: wait for a pause, but never longer than this after the first piece. */
export const SETTLE_MS = 700
export const SETTLE_AT_MOST_MS = 2_500

/** A turn as architecture.md defines it: read, understand, then everything in one transaction, or nothing. */
export async function takeTurn(conversationId: string, deps: TurnDeps): Promise<TurnEnd> {
  for (let tries = 0; tries < 5; tries += 1) {
    const end = await tryTurn(conversationId, deps)
    if (end.end !== 'changed') return end
  }
  return { end: 'settling', at: new Date(deps.clock.now().getTime() + SETTLE_MS) }
}

async function tryTurn(conversationId: string, deps: TurnDeps): Promise<TurnEnd> {
  const before = await readConversation(deps.db, conversationId)
  const pending = await readPending(deps.db, conversationId)
  if (!before || pending.length === 0) return { end: 'nothing' }
  const later = settling(pending, deps.clock.now(), deps.recognise)
  if (later) return { end: 'settling', at: later }
  const inputs = await understandAll(hear(pending, deps.recognise), before.session, deps)
  return deps.db.transaction().execute(async (trx) => {
    if (!(await unchanged(trx, before, pending))) return { end: 'changed' }
    const first = pending[0]?.seq ?? 0
    const cause = `turn/${first}`
    const { session, lines } = await converse(trx, before, inputs, cause, deps)
    const welcome = welcomeCode(pending)
    const replies = welcome ? composeOne(lines) : compose(lines)
    await releaseHeld(
      trx,
      before.id,
      replies.some((reply) => reply.question),
    )
    await put(
      trx,
      before,
      cause,
      replies.map((reply, index) => bodyOf(reply, index === 0 ? welcome : null)),
      deps,
    )
    await writeConversation(trx, before, session)
    await markHandled(trx, pending, deps.clock.now())
    return { end: 'done', conversationId, replies: replies.length }
  })
}

const bodyOf = ({ content, question }: Reply, code: OutboundBody['code'] | null): OutboundBody => ({
  content,
  ...(question ? { question } : {}),
  ...(code ? { code } : {}),
})

/** The dialogue, with what its acts write in this transaction. */
async function converse(
  trx: Transaction<Tables>,
  conversation: TurnConversation & { session: Session },
  inputs: Input[],
  cause: string,
  deps: TurnDeps,
): Promise<{ session: Session; lines: Line[] }> {
  const now = deps.clock.now()
  const world = { ...deps.world(now), turn: cause }
  const carryOut = ({ act, step, seq, fields }: Wanted) =>
    deps.perform(trx, {
      name: act,
      fields,
      cause: `${cause}/${seq}/${step}`,
      turn: cause,
      conversation,
      noticeVersion: world.common.notice.version,
      now,
    })
  const ended = await play(deps.host, conversation.id, conversation.session, inputs, world, carryOut)
  await rememberNotice(trx, conversation, ended.session, now)
  return ended
}

async function understandAll(heard: Heard[], session: Session, deps: TurnDeps): Promise<Input[]> {
  let whole = session.thread?.fields.words?.text ?? ''
  const inputs: Input[] = []
  for (const one of heard) {
    if (one.kind === 'ready') {
      inputs.push(one.input)
      continue
    }
    const text = one.text.slice(0, READ_AT_MOST)
    whole = `${whole}\n${text}`.trim().slice(0, READ_AT_MOST)
    inputs.push(inputOf(one, text === '' ? nothingUnderstood : await deps.understand(text, whole)))
  }
  return inputs
}

function settling(pending: Pending[], now: Date, recognise: Recognise): Date | null {
  const last = pending.at(-1)
  const first = pending[0]
  if (!last || !first) return null
  const typing =
    last.author === 'customer' &&
    (last.body.kind !== 'text' || (!last.body.menuId && !recognise.isCommand(last.body.text)))
  if (!typing) return null
  const pause = last.receivedAt.getTime() + SETTLE_MS
  const limit = first.receivedAt.getTime() + SETTLE_AT_MOST_MS
  const at = Math.min(pause, limit)
  return at > now.getTime() ? new Date(at) : null
}

/** A welcome code answers only the event it came with, within 20 seconds (wecom.md §3.6); one message, so the first reply gets it. */
function welcomeCode(pending: Pending[]): { value: string; until: string } | null {
  const only = pending.length === 1 ? pending[0] : undefined
  if (only?.body.kind !== 'entered' || !only.body.welcomeCode) return null
  return { value: only.body.welcomeCode, until: new Date(only.receivedAt.getTime() + WELCOME_MS).toISOString() }
}

const WELCOME_MS = 18_000
