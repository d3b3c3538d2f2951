import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Draft } from './draft.ts'
import { demandsOf, type IntakeDeps, insertFiles, readComplaint, type Supplement } from './submit.ts'

export interface Parting {
  from: string
  /** By id; each is one of the complaint. */
  demands: readonly string[]
  cause: string
  /** Where this part of it is; null: where the rest is. */
  place: Draft['place']
}

/**
 * Some demands of a complaint as a complaint of their own. Words, circumstances, contact, additions and files go with them: they
 * were told for all of it. Filed when the first was: nothing came in between.
 */
export async function splitComplaint(trx: Kysely<Tables>, parting: Parting, deps: IntakeDeps): Promise<string> {
  const [id, from] = [deps.ids.next(), parting.from]
  const row = await trx.selectFrom('complaints').selectAll().where('id', '=', from).executeTakeFirstOrThrow()
  const view = await readComplaint(trx, from, deps.seal)
  const place = parting.place ?? row.facts.place
  await trx
    .insertInto('complaints')
    .values({
      ...row,
      ...{ id, cause: parting.cause, joined_to: null },
      words: JSON.stringify(row.words),
      facts: JSON.stringify({ ...row.facts, place }),
      contact: view?.contact ? deps.seal.close(JSON.stringify(view.contact), id) : null,
      missing: JSON.stringify(row.missing),
    })
    .execute()
  const going = (await demandsOf(trx, from)).filter((demand) => parting.demands.includes(demand.id))
  await trx
    .insertInto('demands')
    .values(going.map(({ text }, index) => ({ complaint_id: id, n: index + 1, text })))
    .execute()
  await copySupplements(trx, id, view?.supplements ?? [], deps)
  await insertFiles(trx, id, view?.media ?? [])
  return id
}

async function copySupplements(
  trx: Kysely<Tables>,
  id: string,
  added: readonly Supplement[],
  { ids }: Pick<IntakeDeps, 'ids'>,
): Promise<void> {
  if (added.length === 0) return
  await trx
    .insertInto('supplements')
    .values(
      added.map(({ at, words, transcribedBy }, index) => ({
        ...{ id: ids.next(), complaint_id: id, cause: `split/${id}/${index + 1}`, words, added_at: at },
        ...{ transcribed_by: transcribedBy, media: null },
      })),
    )
    .execute()
}
