import type { Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'
import type { InboundBody } from '../channel/index.ts'
import { type OutboundBody, type PutDeps, put, releaseHeld } from '../outbox/index.ts'
import type { DialogueHost } from './botkit/index.ts'
import { compose, composeOne, type Reply } from './compose.ts'
import { acted, type Line, type Outcome, take, type World } from './engine/index.ts'
import { type Heard, hear, inputOf, type Pending, READ_AT_MOST, type Recognise } from './inputs.ts'
import {
  type ActResult,
  emptySession,
  type Fields,
  type Input,
  nothingUnderstood,
  type Session,
  type Understood,
} from './types.ts'
import './tables.ts'

export interface TurnConversation {
  id: string
  channel: string
  account: string
  peer: string
}

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
    await put(trx, before, cause, replies.map((reply, index) => bodyOf(reply, index === 0 ? welcome : null)), deps)
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

/** Every input in order through Botkit and the engine; acts are carried out as the engine comes to them. */
async function converse(
  trx: Transaction<Tables>,
  conversation: TurnConversation & { session: Session },
  inputs: Input[],
  cause: string,
  deps: TurnDeps,
): Promise<{ session: Session; lines: Line[] }> {
  const now = deps.clock.now()
  const world = deps.world(now)
  let session = conversation.session
  const lines: Line[] = []
  const step = async (input: Input): Promise<Line[]> => {
    const said: Line[] = []
    let outcome: Outcome = take(session, input, world)
    said.push(...outcome.lines)
    for (let acts = 0; outcome.act; acts += 1) {
      if (acts > 20) throw new Error(`flow ${outcome.session.thread?.flow}: acts without end`)
      const { thread } = outcome.session
      const call = {
        name: outcome.act.name,
        fields: thread?.fields ?? {},
        cause: `${cause}/${input.seq}/${outcome.act.step}`,
        turn: cause,
        conversation,
        noticeVersion: world.common.notice.version,
        now,
      }
      const result = await deps.perform(trx, call)
      outcome = acted(outcome.session, outcome.act.step, result, world)
      said.push(...outcome.lines)
    }
    session = outcome.session
    return said
  }
  for (const input of inputs) lines.push(...(await deps.host.take(conversation.id, input, step)))
  await rememberNotice(trx, conversation, session, now)
  return { session, lines }
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

interface Before extends TurnConversation {
  revision: number
  session: Session
}

async function readConversation(db: Db, id: string): Promise<Before | null> {
  const row = await db
    .selectFrom('conversations')
    .select(['id', 'channel', 'account', 'peer', 'revision', 'session'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, session: { ...emptySession, ...(row.session as Partial<Session> | null) } } : null
}

async function readPending(db: Db, conversationId: string): Promise<Pending[]> {
  const rows = await db
    .selectFrom('inbound')
    .leftJoin('media', 'media.inbound_seq', 'inbound.seq')
    .select([
      'inbound.seq',
      'inbound.author',
      'inbound.body',
      'inbound.received_at',
      'inbound.channel',
      'inbound.account',
      'media.id as media',
    ])
    .where('inbound.conversation_id', '=', conversationId)
    .where('inbound.state', '=', 'pending')
    .orderBy('inbound.seq')
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      seq: row.seq,
      author: row.author,
      body: row.body,
      receivedAt: row.received_at,
      media: row.media,
      recalledSeq: await recalledSeq(db, row.channel, row.account, row.body),
    })),
  )
}

async function recalledSeq(db: Db, channel: string, account: string, body: InboundBody): Promise<number | null> {
  if (body.kind !== 'recalled') return null
  const row = await db
    .selectFrom('inbound')
    .select('seq')
    .where('channel', '=', channel)
    .where('account', '=', account)
    .where('platform_id', '=', body.platformId)
    .executeTakeFirst()
  return row?.seq ?? null
}

/** Locks the conversation; false when somebody else took a turn, or the citizen wrote again, since it was read. */
async function unchanged(trx: Transaction<Tables>, before: Before, pending: Pending[]): Promise<boolean> {
  const locked = await trx
    .selectFrom('conversations')
    .select('revision')
    .where('id', '=', before.id)
    .forUpdate()
    .executeTakeFirst()
  if (locked?.revision !== before.revision) return false
  const rows = await trx
    .selectFrom('inbound')
    .select('seq')
    .where('conversation_id', '=', before.id)
    .where('state', '=', 'pending')
    .orderBy('seq')
    .execute()
  return rows.map((row) => row.seq).join() === pending.map((each) => each.seq).join()
}

async function writeConversation(trx: Transaction<Tables>, before: Before, session: Session): Promise<void> {
  await trx
    .updateTable('conversations')
    .set({ revision: before.revision + 1, session: JSON.stringify(session), turn_failures: 0 })
    .where('id', '=', before.id)
    .execute()
}

async function markHandled(trx: Transaction<Tables>, pending: Pending[], now: Date): Promise<void> {
  await trx
    .updateTable('inbound')
    .set({ state: 'handled', handled_at: now })
    .where(
      'seq',
      'in',
      pending.map((each) => each.seq),
    )
    .execute()
}

/** Version and time of the privacy notice that this person was shown (PIPL 17). */
async function rememberNotice(
  trx: Transaction<Tables>,
  before: TurnConversation & { session: Session },
  session: Session,
  now: Date,
): Promise<void> {
  if (session.notice === null || session.notice === before.session.notice) return
  await trx
    .insertInto('privacy_notices')
    .values({ conversation_id: before.id, notice_version: session.notice, shown_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Conversations with something unanswered since `before`. For the sweep. */
export async function waitingConversations(db: Db, before: Date, limit = 500): Promise<{ id: string; seq: number }[]> {
  const rows = await db
    .selectFrom('inbound')
    .select((eb) => ['conversation_id', eb.fn.max('seq').as('seq')])
    .where('state', '=', 'pending')
    .where('conversation_id', 'is not', null)
    .where('received_at', '<=', before)
    .groupBy('conversation_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.conversation_id ?? '', seq: Number(row.seq) }))
}
