import type { Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'
import {
  closedBecause,
  type Preferences,
  type Push,
  type PutDeps,
  preferencesOf,
  put,
  type QuietHours,
  quietUntil,
  whoHolds,
  withdraw,
} from '../outbox/index.ts'
import {
  filingIn,
  hasAnswers,
  type Line,
  labelsOf,
  missingIn,
  reminderOf,
  type World,
  whereItStands,
  withoutThread,
} from './engine/index.ts'
import { countLeft } from './funnel-store.ts'
import { readConversation, type TurnConversation, writeConversation } from './turn-store.ts'
import type { Fields, Filed, Session } from './types.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    drafts: {
      conversation_id: string
      id: string
      empty: boolean
      touched_at: Date
      reminded_at: Date | null
    }
  }
}

export interface Draft {
  id: string
  touchedAt: Date
  reminded: boolean
}

/** A filing that is registered although nobody submitted it. */
export interface Unsubmitted {
  cause: string
  conversation: TurnConversation
  fields: Fields
  missing: string[]
  /** The same in words. */
  missingLabels: string
  noticeVersion: string
  now: Date
}

export interface DraftDeps extends PutDeps {
  db: Db
  clock: Clock
  quiet: QuietHours | null
  remindMs: number | null
  fileMs: number
  world(now: Date, preferences?: Preferences): World
  /** Registers it in this transaction, and says what the citizen is told. */
  file(trx: Transaction<Tables>, draft: Unsubmitted): Promise<{ filed: Filed; text: string; push: Push }>
}

/** Where the draft of this conversation stood before the turn. */
export async function readDraft(trx: Transaction<Tables>, conversationId: string): Promise<Draft | null> {
  const row = await trx
    .selectFrom('drafts')
    .select(['id', 'touched_at', 'reminded_at'])
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return row ? { id: row.id, touchedAt: row.touched_at, reminded: row.reminded_at !== null } : null
}

/** The person spoke: the draft that is left waits anew, and a reminder that has not left is not needed any more. */
export async function followDraft(
  trx: Transaction<Tables>,
  conversationId: string,
  before: Draft | null,
  session: Session,
  world: World,
  deps: PutDeps,
): Promise<void> {
  if (before?.reminded) await withdraw(trx, reminderOfDraft(before.id))
  const thread = filingIn(session, world)
  if (!thread) {
    if (before) await trx.deleteFrom('drafts').where('conversation_id', '=', conversationId).execute()
    return
  }
  const kept = { empty: !hasAnswers(thread), touched_at: world.now }
  await trx
    .insertInto('drafts')
    .values({ conversation_id: conversationId, id: deps.ids.next(), ...kept, reminded_at: null })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(kept))
    .execute()
}

/** They spoke to a person of the office: not to us, but they are there. */
export async function touchDraft(trx: Transaction<Tables>, conversationId: string, now: Date): Promise<void> {
  await trx.updateTable('drafts').set({ touched_at: now }).where('conversation_id', '=', conversationId).execute()
}

/** So long after the last word nobody remembers what they had written. */
const RESUMED_AFTER_MS = 3_600_000

/** After a silence the next question comes with what has been written down so far. */
export function resumed(draft: Draft | null, session: Session, lines: Line[], world: World): Line[] {
  const thread = session.thread === filingIn(session, world) ? session.thread : null
  const silence = draft ? world.now.getTime() - draft.touchedAt.getTime() : 0
  const asks = lines.some((line) => line.role === 'ask')
  if (!thread || !asks || silence < RESUMED_AFTER_MS || !hasAnswers(thread)) return lines
  const said = (line: Line): string => (line.said.kind === 'text' ? line.said.text : '')
  const others = lines.filter((line) => line.role === 'ask' || said(line) !== world.common.texts.resumed)
  return [{ role: 'note', said: { kind: 'text', text: whereItStands(thread, world) } }, ...others]
}

const reminderOfDraft = (id: string): string => `reminder/${id}`

/** Conversations whose draft has to be reminded of, registered or deleted. For the sweep. */
export async function dueDrafts(
  db: Db,
  deps: Pick<DraftDeps, 'clock' | 'quiet' | 'remindMs' | 'fileMs'>,
  limit = 200,
): Promise<string[]> {
  const now = deps.clock.now()
  const since = (ms: number) => new Date(now.getTime() - ms)
  const { remindMs } = deps
  const mayRemind = remindMs !== null && quietUntil(now, deps.quiet) === null
  const rows = await db
    .selectFrom('drafts')
    .select('conversation_id')
    .where((eb) =>
      eb.or([
        eb('touched_at', '<=', since(deps.fileMs)),
        ...(mayRemind
          ? [eb.and([eb('touched_at', '<=', since(remindMs)), eb('reminded_at', 'is', null), eb('empty', '=', false)])]
          : []),
      ]),
    )
    .orderBy('touched_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.conversation_id)
}

export type DraftEnd = 'nothing' | 'reminded' | 'passed_over' | 'filed' | 'deleted'

/** What is due of one draft, in one transaction. Looked at again under the lock: the person may have come back. */
export async function settleDraft(conversationId: string, deps: DraftDeps): Promise<DraftEnd> {
  const holder = await whoHolds(conversationId, deps)
  return deps.db.transaction().execute(async (trx) => {
    const found = await lock(trx, conversationId, deps)
    if (!found) return 'nothing'
    const { silence } = found
    if (silence >= deps.fileMs) return register(trx, found, deps)
    const wanted = deps.remindMs !== null && silence >= deps.remindMs && !found.row.empty && !found.row.reminded_at
    if (!wanted || quietUntil(found.world.now, deps.quiet) !== null) return 'nothing'
    return remind(trx, found, holder, deps)
  })
}

type Found = NonNullable<Awaited<ReturnType<typeof lock>>>

/** Null where nothing is due: the draft is gone, or a turn is about to be taken. */
async function lock(trx: Transaction<Tables>, conversationId: string, deps: DraftDeps) {
  const locked = await trx
    .selectFrom('conversations')
    .select(['id', 'last_inbound_at', 'sent_since'])
    .where('id', '=', conversationId)
    .forUpdate()
    .executeTakeFirst()
  const row = await trx
    .selectFrom('drafts')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  const pending = await trx
    .selectFrom('inbound')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'pending')
    .limit(1)
    .executeTakeFirst()
  const before = await readConversation(trx, conversationId)
  if (!locked || !row || !before || pending) return null
  const now = deps.clock.now()
  const world = deps.world(now, await preferencesOf(trx, conversationId))
  const window = { lastInboundAt: locked.last_inbound_at, sentSince: locked.sent_since }
  return { row, before, window, world, silence: now.getTime() - row.touched_at.getTime() }
}

/** Once for each draft, whether or not it could be said: a person of the office speaks with them, or the window is closed. */
async function remind(
  trx: Transaction<Tables>,
  { row, before, window, world }: Found,
  holder: 'bot' | 'person',
  deps: DraftDeps,
): Promise<DraftEnd> {
  await trx.updateTable('drafts').set({ reminded_at: world.now }).where('id', '=', row.id).execute()
  const thread = filingIn(before.session, world)
  const closed = closedBecause(window, world.now, deps.channels[before.channel]?.window)
  if (holder === 'person' || closed !== null || !thread) return 'passed_over'
  const cause = reminderOfDraft(row.id)
  const push: Push = { subject: cause, label: world.flows[thread.flow]?.title ?? '', gist: '', weight: 'step' }
  const content = { kind: 'text' as const, text: reminderOf(thread, world) }
  await put(trx, before, cause, [{ content, passing: true }], deps, { push, notBefore: world.now })
  return 'reminded'
}

/** What says anything is registered (article 22: everything is); what says nothing is deleted. */
async function register(trx: Transaction<Tables>, { row, before, world }: Found, deps: DraftDeps): Promise<DraftEnd> {
  await trx.deleteFrom('drafts').where('id', '=', row.id).execute()
  await withdraw(trx, reminderOfDraft(row.id))
  const thread = filingIn(before.session, world)
  if (!thread) return 'nothing'
  const rest = withoutThread(before.session, thread)
  const tells = hasAnswers(thread)
  await countLeft(trx, thread, tells ? 'filed' : 'silence', world, deps)
  if (!tells) {
    await writeConversation(trx, before, rest)
    return 'deleted'
  }
  const missing = missingIn(thread, world)
  const cause = `draft/${row.id}`
  const { filed, text, push } = await deps.file(trx, {
    ...{ cause, conversation: before, fields: thread.fields, missing, now: world.now },
    missingLabels: labelsOf(missing, world.flows[thread.flow]),
    noticeVersion: before.session.notice ?? world.common.notice.version,
  })
  await put(trx, before, cause, [{ content: { kind: 'text', text } }], deps, { push, notBefore: world.now })
  await writeConversation(trx, before, { ...rest, filed, leaving: null })
  return 'filed'
}
