import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Draft, Facts } from './draft.ts'
import { attach, type IntakeDeps } from './submit.ts'

/** What a citizen gave afterwards to a complaint that was registered incomplete. */
export interface Completion {
  place: Draft['place']
  party: string | null
  demand: string | null
  contact: Draft['contact']
  media: string[]
  /** Keys of fields that were answered or declined: they are missing no longer. */
  settled: string[]
  /** The citizen was asked for everything there is to ask. */
  done: boolean
}

/** Fills what is missing and changes nothing that was said before. The same twice changes nothing more. */
export async function completeComplaint(
  trx: Kysely<Tables>,
  complaintId: string,
  given: Completion,
  deps: Pick<IntakeDeps, 'seal'>,
): Promise<void> {
  const row = await trx
    .selectFrom('complaints')
    .select(['facts', 'contact', 'missing', 'incomplete'])
    .where('id', '=', complaintId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await attach(trx, complaintId, given.media)
  if (!row.incomplete) return
  const facts: Facts = {
    ...row.facts,
    place: row.facts.place ?? given.place,
    party: row.facts.party ?? given.party,
  }
  const sealed = given.contact ? deps.seal.close(JSON.stringify(given.contact), complaintId) : null
  const missing = given.done ? [] : row.missing.filter((name) => !given.settled.includes(name))
  await trx
    .updateTable('complaints')
    .set({
      facts: JSON.stringify(facts),
      contact: row.contact ?? sealed,
      missing: JSON.stringify(missing),
      incomplete: !given.done,
    })
    .where('id', '=', complaintId)
    .execute()
  if (given.demand !== null) await demandOnce(trx, complaintId, given.demand)
}

async function demandOnce(trx: Kysely<Tables>, complaintId: string, text: string): Promise<void> {
  const known = await trx.selectFrom('demands').select('text').where('complaint_id', '=', complaintId).execute()
  if (known.length > 0) return
  await trx.insertInto('demands').values({ complaint_id: complaintId, n: 1, text }).execute()
}
