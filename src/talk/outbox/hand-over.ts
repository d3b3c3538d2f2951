import type { Kysely, Transaction } from 'kysely'
import type { Db, Generated, Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { Channel } from '../channel/index.ts'
import { type PutDeps, put } from './put.ts'
import { givenTo, nextServicers } from './servicers.ts'
import { SERVICE_STATE } from './session.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    hand_overs: {
      id: string
      cause: string
      conversation_id: string
      asked_at: Date
      not_before: Date
      attempts: Generated<number>
      state: 'wanted' | 'given' | 'pooled' | 'already' | 'nobody'
      servicer: string | null
      reason: string | null
      settled_at: Date | null
    }
  }
}

export interface HandOverDeps extends PutDeps {
  db: Db
  clock: Clock
  ids: Ids
  log: Logger
  /** `servicer`: only to somebody who serves now · `pool`: else it waits for whoever serves next. */
  mode: 'pool' | 'servicer'
  /** Whether people of the office are at work: outside, a pool would keep the bot silent for nobody. */
  atWork(now: Date): boolean
  /** What the turn still had to say goes first: afterwards the platform lets only people speak. False: somebody is at it. */
  drain(conversationId: string): Promise<boolean>
  texts(): { given: string; pooled: string; nobody: string; closed: string }
}

interface Wanted {
  id: string
  cause: string
  attempts: number
  conversation: { id: string; channel: string; account: string; peer: string }
}

type Outcome =
  | { state: 'given'; servicer: string; code: string | null }
  | { state: 'pooled'; code: string | null }
  | { state: 'already' }
  | { state: 'nobody'; reason: string }
  /** Asked again then. */
  | { state: 'later' }

/** Longer than a hand-over can take; a crashed one is taken up again after it. */
const LEASE_MS = 60_000
const AGAIN_MS = 2_000
const TRIES = 4
/** The code of a hand-over is good for 48 hours (wecom.md §3.6); nobody wants to read it that late. */
const CODE_MS = 10 * 60_000
/** Somebody who went away since the list was made is passed over, but not a whole office one by one. */
const SERVICERS_TRIED = 3

/** Notes that a citizen asked for a person. Same transaction as the turn. */
export async function wantPerson(
  trx: Transaction<Tables>,
  conversationId: string,
  cause: string,
  deps: Pick<HandOverDeps, 'clock' | 'ids'>,
): Promise<string> {
  const [id, now] = [deps.ids.next(), deps.clock.now()]
  await trx
    .insertInto('hand_overs')
    .values({
      ...{ id, cause, conversation_id: conversationId, asked_at: now, not_before: now },
      ...{ state: 'wanted', servicer: null, reason: null, settled_at: null },
    })
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .execute()
  return id
}

/** Carries one out. Returns the conversation that has something to be sent. Safe to repeat: a person who has it keeps it. */
export async function handOver(id: string, deps: HandOverDeps): Promise<string | null> {
  const wanted = await claim(id, deps)
  if (!wanted) return null
  const drained = await deps.drain(wanted.conversation.id)
  const outcome: Outcome = drained ? await attempt(wanted, deps) : { state: 'later' }
  if (outcome.state === 'later') {
    await deps.db
      .updateTable('hand_overs')
      .set({ not_before: new Date(deps.clock.now().getTime() + AGAIN_MS) })
      .where('id', '=', id)
      .execute()
    return null
  }
  await deps.db.transaction().execute((trx) => settle(trx, wanted, outcome, deps))
  return wanted.conversation.id
}

async function claim(id: string, deps: HandOverDeps): Promise<Wanted | null> {
  const now = deps.clock.now()
  const row = await deps.db
    .updateTable('hand_overs')
    .set((eb) => ({ not_before: new Date(now.getTime() + LEASE_MS), attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'wanted')
    .where('not_before', '<=', now)
    .returning(['id', 'cause', 'attempts', 'conversation_id'])
    .executeTakeFirst()
  if (!row) return null
  const conversation = await deps.db
    .selectFrom('conversations')
    .select(['id', 'channel', 'account', 'peer'])
    .where('id', '=', row.conversation_id)
    .executeTakeFirstOrThrow()
  return { id: row.id, cause: row.cause, attempts: row.attempts, conversation }
}

async function attempt({ attempts, conversation }: Wanted, deps: HandOverDeps): Promise<Outcome> {
  const channel = deps.channels[conversation.channel]
  if (!channel?.people) return { state: 'nobody', reason: 'channel_without_people' }
  const state = await channel.sessionState(conversation.account, conversation.peer)
  if (!state.ok) return attempts < TRIES ? { state: 'later' } : { state: 'nobody', reason: state.error.kind }
  if (state.value === 'pool' || state.value === 'person') return { state: 'already' }
  // From "ended" the API moves nothing (wecom.md §3.7).
  if (state.value === 'ended') return { state: 'nobody', reason: 'session_ended' }
  return give(channel as Channel & Required<Pick<Channel, 'people'>>, conversation, attempts, deps)
}

async function give(
  { people }: Required<Pick<Channel, 'people'>>,
  { account, peer }: Wanted['conversation'],
  attempts: number,
  deps: HandOverDeps,
): Promise<Outcome> {
  const { known, serving } = await nextServicers(account, people, deps)
  for (const servicer of serving.slice(0, SERVICERS_TRIED)) {
    const moved = await people.handOver(account, peer, { servicer })
    if (moved.ok) return { state: 'given', servicer, code: moved.value.code }
    deps.log.warn({ account, fault: moved.error.kind, detail: moved.error.detail }, 'hand-over refused')
    // It may have happened all the same: the state tells, when it is read again.
    if (moved.error.kind === 'busy' && attempts < TRIES) return { state: 'later' }
  }
  if (deps.mode === 'servicer' || !known) return { state: 'nobody', reason: known ? 'nobody_serves' : 'no_servicers' }
  if (!deps.atWork(deps.clock.now())) return { state: 'nobody', reason: 'outside_hours' }
  const pooled = await people.handOver(account, peer, 'pool')
  if (pooled.ok) return { state: 'pooled', code: pooled.value.code }
  if (pooled.error.kind === 'busy' && attempts < TRIES) return { state: 'later' }
  return { state: 'nobody', reason: pooled.error.kind }
}

async function settle(
  trx: Kysely<Tables>,
  { id, cause, conversation }: Wanted,
  outcome: Exclude<Outcome, { state: 'later' }>,
  deps: HandOverDeps,
): Promise<void> {
  const now = deps.clock.now()
  const servicer = outcome.state === 'given' ? outcome.servicer : null
  const reason = outcome.state === 'nobody' ? outcome.reason : null
  const row = await trx
    .updateTable('hand_overs')
    .set({ state: outcome.state, servicer, reason, settled_at: now })
    .where('id', '=', id)
    .where('state', '=', 'wanted')
    .returning('id')
    .executeTakeFirst()
  if (!row || outcome.state === 'already') return
  if (outcome.state === 'nobody') {
    const text = deps.atWork(now) ? deps.texts().nobody : deps.texts().closed
    await put(trx, conversation, cause, [{ content: { kind: 'text', text } }], deps)
    return
  }
  const held = outcome.state === 'given' ? SERVICE_STATE.person : SERVICE_STATE.pool
  await trx
    .updateTable('conversations')
    .set({ service_state: held, servicer })
    .where('id', '=', conversation.id)
    .execute()
  if (servicer !== null) await givenTo(trx, conversation.account, servicer, now)
  if (outcome.code === null) return
  const code = { value: outcome.code, until: new Date(now.getTime() + CODE_MS).toISOString() }
  const content = { kind: 'text' as const, text: deps.texts()[outcome.state] }
  await put(trx, conversation, cause, [{ content, passing: true, code }], deps)
}

export async function dueHandOvers(db: Db, now: Date, limit = 100): Promise<string[]> {
  const rows = await db
    .selectFrom('hand_overs')
    .select('id')
    .where('state', '=', 'wanted')
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
