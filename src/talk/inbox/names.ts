import type { Db } from '../../platform/db/index.ts'
import { type Clock, storable } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { Seal } from '../../platform/seal/index.ts'
import type { Channel } from '../channel/index.ts'
import './tables.ts'

export interface NamesDeps {
  db: Db
  clock: Clock
  log: Logger
  seal: Seal
  channels: Record<string, Channel>
}

/** wecom.md §3.8: at most a hundred at a time, and only people who entered or wrote within 48 hours. */
const AT_ONCE = 100
const KNOWN_FOR_MS = 47 * 3_600_000
/** People rename themselves; who comes back after this is asked for again. */
const FRESH_FOR_MS = 7 * 24 * 3_600_000

/** Conversations of a channel whose name is not known, while the platform still tells it. */
export async function namelessConversations(
  db: Db,
  channel: string,
  now: Date,
): Promise<{ id: string; peer: string }[]> {
  return db
    .selectFrom('conversations')
    .select(['id', 'peer'])
    .where('channel', '=', channel)
    .where('last_inbound_at', '>', new Date(now.getTime() - KNOWN_FOR_MS))
    .where((eb) =>
      eb.or([
        eb('nickname_asked_at', 'is', null),
        eb('nickname_asked_at', '<', new Date(now.getTime() - FRESH_FOR_MS)),
      ]),
    )
    .orderBy('last_inbound_at')
    .limit(AT_ONCE)
    .execute()
}

/** Asks for the names of those who wrote lately. Sealed at once and logged nowhere: they are for staff only. */
export async function learnNames(channelName: string, deps: NamesDeps): Promise<void> {
  const people = deps.channels[channelName]?.people
  const now = deps.clock.now()
  const wanted = people ? await namelessConversations(deps.db, channelName, now) : []
  if (!people || wanted.length === 0) return
  const found = await people.names([...new Set(wanted.map((each) => each.peer))])
  if (!found.ok) {
    deps.log.warn({ fault: found.error.kind, detail: found.error.detail }, 'names not told')
    return
  }
  for (const { id, peer } of wanted) {
    const name = storable(found.value.get(peer) ?? '')
    const sealed = name === '' ? {} : { nickname: deps.seal.close(name, id) }
    await deps.db
      .updateTable('conversations')
      .set({ nickname_asked_at: now, ...sealed })
      .where('id', '=', id)
      .execute()
  }
}
