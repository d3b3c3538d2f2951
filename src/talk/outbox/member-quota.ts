import type { Db, Json } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    member_sends: { userid: string; sent_at: Json<number[]> }
  }
}

/** A send is counted by the platform when it arrives there, up to the client's time-out later: so much wider is our window. */
const SLACK_MS = 5_000
/** wecom.md §1.4: beyond this the platform drops messages to a member of an app without saying so. */
const RULES = [
  { withinMs: 60_000 + SLACK_MS, most: 30 },
  { withinMs: 3_600_000 + SLACK_MS, most: 1000 },
] as const
const LONGEST_MS = Math.max(...RULES.map((rule) => rule.withinMs))

/** Whether so many more may go now: the instants with them, or when to ask again. Pure; instants in milliseconds, oldest first. */
export function admit(sent: readonly number[], now: number, count: number): { sent: number[] } | { waitUntil: number } {
  const past = sent.filter((at) => at > now - LONGEST_MS)
  const waits = RULES.map(({ withinMs, most }) => {
    const left = Math.max(0, most - count)
    const inside = past.filter((at) => at > now - withinMs)
    const last = inside[inside.length - left - 1]
    return last === undefined ? now : last + withinMs
  })
  const waitUntil = Math.max(...waits)
  return waitUntil > now ? { waitUntil } : { sent: [...past, ...Array.from({ length: count }, () => now)] }
}

/** Counts a send to each member who may have it now, and says when the others may. Processes wait for each other's rows. */
export async function takeQuota(
  trx: Db,
  userids: readonly string[],
  count: number,
  clock: Clock,
): Promise<{ free: string[]; later: { userid: string; at: Date }[] }> {
  const now = clock.now().getTime()
  const free: string[] = []
  const later: { userid: string; at: Date }[] = []
  // In one order everywhere, so that two senders never hold what the other waits for.
  for (const userid of [...userids].sort()) {
    const key = userid.toLowerCase()
    await trx
      .insertInto('member_sends')
      .values({ userid: key, sent_at: '[]' })
      .onConflict((conflict) => conflict.column('userid').doNothing())
      .execute()
    const row = await trx
      .selectFrom('member_sends')
      .select('sent_at')
      .where('userid', '=', key)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const answer = admit(row.sent_at, now, count)
    if ('waitUntil' in answer) {
      later.push({ userid, at: new Date(answer.waitUntil) })
      continue
    }
    await trx
      .updateTable('member_sends')
      .set({ sent_at: JSON.stringify(answer.sent) })
      .where('userid', '=', key)
      .execute()
    free.push(userid)
  }
  return { free, later }
}
