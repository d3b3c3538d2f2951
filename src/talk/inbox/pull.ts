import type { Db } from '../../platform/db/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { Channel, ChannelFault } from '../channel/index.ts'
import { type AcceptDeps, type Accepted, acceptPage } from './accept.ts'
import './tables.ts'

export interface PullDeps extends AcceptDeps {
  db: Db
  log: Logger
  /** Called after each commit with what now waits for a turn. */
  onAccepted(accepted: Accepted[]): Promise<void>
}

export type PullEnd = 'done' | 'busy_elsewhere' | 'blocked' | 'failed'

/** Longer than one page can take (three tries of 5 s); a crashed puller is replaced after it. */
const LEASE_MS = 20_000
/** Empty pages that say there is more are documented (wecom.md §3.2); without end they would use the minute's calls up. The poll goes on. */
const STILL_AT_MOST = 20

/**
 * Reads an account's log page by page until there is no more. One puller per account; rows and cursor in one transaction,
 * so a crash between pages repeats at most a page that is then recognised by its message ids (traps 9.3, 9.7).
 */
export async function pull(channel: Channel, account: string, hint: string | null, deps: PullDeps): Promise<PullEnd> {
  const me = deps.ids.next()
  const claimed = await claim(account, hint, me, deps)
  if (claimed !== 'claimed') return claimed
  try {
    let token = hint
    for (let still = 0; still < STILL_AT_MOST; ) {
      const page = await onePage(channel, account, token, me, deps)
      if (page === 'stale_hint') token = null
      else if (page === 'still') still += 1
      else if (page === 'more') still = 0
      else return page
    }
    deps.log.warn({ account }, 'the log says that there is more, and gives nothing')
    return 'failed'
  } finally {
    await release(account, me, deps)
  }
}

async function onePage(
  channel: Channel,
  account: string,
  hint: string | null,
  me: string,
  deps: PullDeps,
): Promise<PullEnd | 'more' | 'still' | 'stale_hint'> {
  const before = await deps.db
    .selectFrom('inbox_cursors')
    .select('cursor')
    .where('account', '=', account)
    .executeTakeFirst()
  const page = await channel.pull(account, before?.cursor ?? null, hint)
  if (!page.ok) return failed(account, page.error, hint, deps)
  const now = deps.clock.now()
  const accepted = await deps.db.transaction().execute(async (trx) => {
    const stored = await acceptPage(trx, channel.name, page.value.messages, deps)
    await trx
      .updateTable('inbox_cursors')
      .set({
        cursor: page.value.cursor ?? before?.cursor ?? null,
        pulled_at: now,
        leased_until: new Date(now.getTime() + LEASE_MS),
      })
      .where('account', '=', account)
      .where('leased_by', '=', me)
      .execute()
    return stored
  })
  if (accepted.length > 0) await deps.onAccepted(accepted)
  if (!page.value.more) return 'done'
  const moved = page.value.messages.length > 0 || page.value.cursor !== (before?.cursor ?? null)
  return moved ? 'more' : 'still'
}

/** An old doorbell token is not an error: the cursor alone is enough, only under a stricter limit (wecom.md §9.8). */
async function failed(
  account: string,
  fault: ChannelFault,
  hint: string | null,
  deps: PullDeps,
): Promise<PullEnd | 'stale_hint'> {
  if (fault.kind === 'stale_hint' && hint !== null) return 'stale_hint'
  deps.log.warn({ account, fault: fault.kind, detail: fault.detail }, 'pull failed')
  if (fault.kind !== 'frequency') return 'failed'
  const until = new Date(deps.clock.now().getTime() + (fault.retryAfterMs ?? 60_000))
  await deps.db
    .updateTable('inbox_cursors')
    .set(hint === null ? { poll_blocked_until: until } : { blocked_until: until })
    .where('account', '=', account)
    .execute()
  return 'blocked'
}

/** The block after 45009 holds for calls without a doorbell's token; those with one have a limit of their own. */
async function claim(account: string, hint: string | null, me: string, deps: PullDeps): Promise<'claimed' | PullEnd> {
  const now = deps.clock.now()
  const until = new Date(now.getTime() + LEASE_MS)
  const fresh = {
    cursor: null,
    pulled_at: null,
    blocked_until: null,
    poll_blocked_until: null,
    leased_by: me,
    leased_until: until,
  }
  const row = await deps.db
    .insertInto('inbox_cursors')
    .values({ account, ...fresh })
    .onConflict((conflict) =>
      conflict
        .column('account')
        .doUpdateSet({ leased_by: me, leased_until: until })
        .where((eb) =>
          eb.or([eb('inbox_cursors.leased_until', 'is', null), eb('inbox_cursors.leased_until', '<', now)]),
        )
        .where((eb) =>
          eb.or([eb('inbox_cursors.blocked_until', 'is', null), eb('inbox_cursors.blocked_until', '<=', now)]),
        )
        .where((eb) =>
          eb.or([
            eb.val(hint !== null),
            eb('inbox_cursors.poll_blocked_until', 'is', null),
            eb('inbox_cursors.poll_blocked_until', '<=', now),
          ]),
        ),
    )
    .returning('account')
    .executeTakeFirst()
  if (row) return 'claimed'
  const held = await deps.db
    .selectFrom('inbox_cursors')
    .select(['blocked_until', 'poll_blocked_until'])
    .where('account', '=', account)
    .executeTakeFirst()
  const still = (until: Date | null | undefined) => until !== null && until !== undefined && until > now
  return still(held?.blocked_until) || (hint === null && still(held?.poll_blocked_until)) ? 'blocked' : 'busy_elsewhere'
}

const release = (account: string, me: string, deps: PullDeps) =>
  deps.db
    .updateTable('inbox_cursors')
    .set({ leased_by: null, leased_until: null })
    .where('account', '=', account)
    .where('leased_by', '=', me)
    .execute()

/** Accounts whose last look is older than `ageMs`: the slow poll that catches doorbells lost on the way. */
export async function accountsToPoll(
  channel: Channel,
  ageMs: number,
  deps: Pick<PullDeps, 'db' | 'clock'>,
): Promise<string[]> {
  const now = deps.clock.now()
  const rows = await deps.db
    .selectFrom('inbox_cursors')
    .select(['account', 'pulled_at', 'blocked_until', 'poll_blocked_until'])
    .execute()
  const rested = new Set(
    rows
      .filter(
        (row) =>
          (row.pulled_at && now.getTime() - row.pulled_at.getTime() < ageMs) ||
          (row.blocked_until && row.blocked_until > now) ||
          (row.poll_blocked_until && row.poll_blocked_until > now),
      )
      .map((row) => row.account),
  )
  return channel.accounts.filter((account) => !rested.has(account))
}
