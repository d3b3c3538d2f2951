import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { storable } from '../../platform/kernel/index.ts'
import { pinned } from '../rules/index.ts'
import type { Identified, ReissuedEvent } from './events.ts'
import { makeQueryCode, secretOf } from './query-code.ts'
import type { Actor } from './states.ts'
import { append, lockMatter, matterOf, readEvents, type Stored, type TicketDeps, type TicketRow } from './store.ts'

export interface Reissued {
  row: TicketRow
  added: Stored[]
  /** Shown once, stored only as a hash. */
  queryCode: string
}

/** A new query code in place of the old one, which opens nothing from now on. Changes nothing else of the matter. */
export async function reissueCode(
  trx: Kysely<Tables>,
  ticketId: string,
  by: { actor: Actor; identified: Identified },
  deps: TicketDeps & { queryPepper: Uint8Array },
): Promise<Reissued | null> {
  const row = await lockMatter(trx, ticketId)
  if (!row) return null
  const queryCode = makeQueryCode(deps.ids)
  const secret = secretOf(queryCode, deps)
  await trx.updateTable('tickets').set(secret).where('id', '=', ticketId).execute()
  const { kind, way } = matterOf(row)
  const event: ReissuedEvent = {
    ...{ type: 'code_reissued', at: deps.clock.now().toISOString(), actor: by.actor },
    ...{ data: { kind, way, ...storable(by.identified) }, clocks: { start: [], stop: [], reopen: [] } },
  }
  const added = await append(trx, ticketId, await readEvents(trx, ticketId), [event], {
    ...deps,
    rules: pinned(deps.rules, row),
  })
  return { row: { ...row, ...secret }, added, queryCode }
}
