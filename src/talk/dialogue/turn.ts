import type { Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'
import {
  type OutboundBody,
  type Preferences,
  type PutDeps,
  preferencesOf,
  put,
  releaseHeld,
  wantPerson,
  whoHolds,
} from '../outbox/index.ts'
import type { DialogueHost } from './botkit/index.ts'
import { compose, composeOne, type Reply } from './compose.ts'
import { followDraft, readDraft, resumed, touchDraft } from './drafts.ts'
import type { Line, World } from './engine/index.ts'
import type { Mark } from './funnel.ts'
import { count } from './funnel-store.ts'
import { type Heard, hear, inputOf, type Pending, READ_AT_MOST, type Recognise } from './inputs.ts'
import { play, type Wanted } from './play.ts'
import {
  type Before,
  keepUnread,
  markHandled,
  readConversation,
  readPending,
  rememberNotice,
  type TurnConversation,
  unchanged,
  writeConversation,
} from './turn-store.ts'
import { type ActResult, type Fields, type Input, nothingUnderstood, type Session, type Understood } from './types.ts'
import { settleVoices, voiceAnswers } from './voices.ts'

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

/** Whose words they are, and how long their turn waits for whoever reads them: aborted, it goes on with what there is. */
export interface UnderstandingOf {
  conversation: string
  session: Session
  patience: AbortSignal
}

export interface TurnDeps extends PutDeps {
  db: Db
  clock: Clock
  host: DialogueHost
  /** What is published may have changed, by this process or another. */
  refresh(): Promise<void>
  world(now: Date, preferences?: Preferences): World
  recognise: Recognise
  /** Slow and fallible: outside any transaction. `whole` is the story so far with this text. */
  understand(text: string, whole: string, said: UnderstandingOf): Promise<Understood>
  /** Whether people of the office can take this conversation over; else the flows say how to reach them. */
  handsOver(conversation: TurnConversation): boolean
  /** Carries out an act of the flow in the turn's transaction. */
  perform(trx: Transaction<Tables>, call: ActCall): Promise<ActResult>
}

export type TurnEnd =
  | { end: 'nothing' }
  /** The person is still typing: look again then. */
  | { end: 'settling'; at: Date }
  | { end: 'changed' }
  /** A person of the office has the conversation: what was said is in the record, and the bot is silent. */
  | { end: 'kept' }
  | { end: 'done'; conversationId: string; replies: number; handOver: string | null }

/** People send a story in pieces: wait for a pause, but never longer than this after the first piece. */
export const SETTLE_MS = 700
export const SETTLE_AT_MOST_MS = 2_500

/** For all that a turn has to understand, its new tries included: an answer within three seconds is worth more than a better one. */
export const PATIENCE_MS = 2_000

/** A turn as architecture.md defines it: read, understand, then everything in one transaction, or nothing. */
export async function takeTurn(conversationId: string, deps: TurnDeps): Promise<TurnEnd> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  for (let tries = 0; tries < 5; tries += 1) {
    const end = await tryTurn(conversationId, patience, deps)
    if (end.end !== 'changed') return end
  }
  return { end: 'settling', at: new Date(deps.clock.now().getTime() + SETTLE_MS) }
}

async function tryTurn(conversationId: string, patience: AbortSignal, deps: TurnDeps): Promise<TurnEnd> {
  await deps.refresh()
  const before = await readConversation(deps.db, conversationId)
  const pending = await readPending(deps.db, conversationId)
  if (!before || pending.length === 0) return { end: 'nothing' }
  const later = settling(pending, deps.clock.now(), deps.recognise)
  if (later) return { end: 'settling', at: later }
  if ((await whoHolds(conversationId, deps)) === 'person') return keep(before, pending, patience, deps)
  const voices = await voiceAnswers(deps.db, before, pending, deps.world(deps.clock.now()).common.texts)
  const inputs = await understandAll(hear(voices.pending, deps.recognise), before, patience, deps)
  return deps.db.transaction().execute(async (trx) => {
    if (!(await unchanged(trx, before, pending))) return { end: 'changed' }
    const first = pending[0]?.seq ?? 0
    const cause = `turn/${first}`
    const { session, lines: heard, marks, acted, world } = await converse(trx, before, inputs, cause, deps)
    await settleVoices(trx, voices)
    const draft = await readDraft(trx, before.id)
    const lines = resumed(draft, session, heard, world)
    const wanted = lines.some((line) => line.person) && deps.handsOver(before)
    const said = [...voices.lines, ...(wanted ? lines.filter((line) => line.role !== 'ask' && !line.person) : lines)]
    const handOver = wanted ? await wantPerson(trx, before.id, `${cause}/person`, deps) : null
    const welcome = welcomeCode(pending)
    const replies = welcome ? composeOne(said) : compose(said)
    // What was filed or found, and the notice, are told later if they cannot be told now; a remark is not.
    const passing = !acted && session.notice === before.session.notice
    await releaseHeld(
      trx,
      before.id,
      replies.some((reply) => reply.question),
    )
    await put(
      trx,
      before,
      cause,
      replies.map((reply, index) => bodyOf(reply, passing, index === 0 ? welcome : null)),
      deps,
    )
    await writeConversation(trx, before, session)
    await followDraft(trx, before.id, draft, session, world, deps)
    // Not before the messages that show it were put: one that never leaves takes it back by that time (forgetNotice).
    await rememberNotice(trx, before, session, deps.clock.now())
    await markHandled(trx, pending, world.now)
    await count(trx, marks, world.now, deps.ids)
    return { end: 'done', conversationId, replies: replies.length, handOver }
  })
}

const bodyOf = (
  { content, question, echo }: Reply,
  passing: boolean,
  code: OutboundBody['code'] | null,
): OutboundBody => ({
  content,
  ...(echo ? { echo } : {}),
  ...(question ? { question } : {}),
  ...(passing && !code ? { passing } : {}),
  ...(code ? { code } : {}),
})

/** Nothing said to a person becomes an answer to the bot; but what is taken back goes from the draft too. */
async function keep(before: Before, pending: Pending[], patience: AbortSignal, deps: TurnDeps): Promise<TurnEnd> {
  const recalls = pending.filter((message) => message.body.kind === 'recalled')
  const inputs = await understandAll(hear(recalls, deps.recognise), before, patience, deps)
  return deps.db.transaction().execute(async (trx) => {
    if (!(await unchanged(trx, before, pending))) return { end: 'changed' }
    const now = deps.clock.now()
    if (recalls.length > 0) {
      const { session } = await converse(trx, before, inputs, `turn/${recalls[0]?.seq}`, deps)
      await writeConversation(trx, before, { ...session, notice: before.session.notice })
      await markHandled(trx, recalls, now)
    }
    await touchDraft(trx, before.id, now)
    await keepUnread(
      trx,
      pending.filter((message) => !recalls.includes(message)),
      now,
    )
    return { end: 'kept' }
  })
}

/** The dialogue, with what its acts write in this transaction. */
async function converse(
  trx: Transaction<Tables>,
  conversation: TurnConversation & { session: Session },
  inputs: Input[],
  cause: string,
  deps: TurnDeps,
): Promise<{ session: Session; lines: Line[]; marks: Mark[]; acted: boolean; world: World }> {
  const now = deps.clock.now()
  const world = { ...deps.world(now, await preferencesOf(trx, conversation.id)), turn: cause }
  let acted = false
  const carryOut = ({ act, step, seq, fields }: Wanted) => {
    acted = true
    return deps.perform(trx, {
      name: act,
      fields,
      cause: `${cause}/${seq}/${step}`,
      turn: cause,
      conversation,
      noticeVersion: world.common.notice.version,
      now,
    })
  }
  const ended = await play(deps.host, conversation.id, conversation.session, inputs, world, carryOut)
  return { ...ended, acted, world }
}

async function understandAll(heard: Heard[], before: Before, patience: AbortSignal, deps: TurnDeps): Promise<Input[]> {
  const said = { conversation: before.id, session: before.session, patience }
  let whole = before.session.thread?.fields.words?.text ?? ''
  const inputs: Input[] = []
  for (const one of heard) {
    if (one.kind === 'ready') {
      inputs.push(one.input)
      continue
    }
    const text = one.text.slice(0, READ_AT_MOST)
    whole = `${whole}\n${text}`.trim().slice(0, READ_AT_MOST)
    inputs.push(inputOf(one, text === '' ? nothingUnderstood : await deps.understand(text, whole, said)))
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

/**
 * A welcome code answers only the event it came with, within 20 seconds of it however late we hear of it (wecom.md §3.6); one
 * message, so the first reply gets it. What is pushed to us has no such delay.
 */
function welcomeCode(pending: Pending[]): { value: string; until: string } | null {
  const only = pending.length === 1 ? pending[0] : undefined
  if (only?.body.kind !== 'entered' || !only.body.welcomeCode) return null
  const { welcomeMs, welcomeCode: value } = only.body
  const until = welcomeMs === undefined ? only.sentAt.getTime() + WELCOME_MS : only.receivedAt.getTime() + welcomeMs
  return { value, until: new Date(until).toISOString() }
}

const WELCOME_MS = 18_000
