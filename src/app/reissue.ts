import type { Kysely } from 'kysely'
import { type Actor, type Identified, reissueCode } from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { Context } from './context.ts'
import { noteForAll } from './matters.ts'

type Deps = Pick<Context, 'clock' | 'ids' | 'rules' | 'queryPepper'>

/** A new query code, and the notice of it to the chat that filed the matter: it never holds the code. */
export async function reissueAndTell(
  trx: Kysely<Tables>,
  ticketId: string,
  by: { actor: Actor; identified: Identified },
  deps: Deps,
): Promise<string | null> {
  const reissued = await reissueCode(trx, ticketId, by, deps)
  if (!reissued) return null
  await noteForAll(trx, ticketId, reissued.added, deps)
  return reissued.queryCode
}

export const reissueInPerson = (
  ticketId: string,
  { actor, checked }: { actor: Actor; checked: string },
  context: Deps & Pick<Context, 'db'>,
): Promise<string | null> =>
  context.db
    .transaction()
    .execute((trx) => reissueAndTell(trx, ticketId, { actor, identified: { how: 'in_person', checked } }, context))
