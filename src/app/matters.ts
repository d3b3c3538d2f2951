import type { Kysely } from 'kysely'
import { type Draft, submit } from '../case/intake/index.ts'
import { type NotifyDeps, planNotices } from '../case/notify/index.ts'
import { officesNamed } from '../case/org/index.ts'
import {
  type Act,
  type ActOutcome,
  type Actor,
  act,
  type Opened,
  openTicket,
  type Stored,
} from '../case/ticket/index.ts'
import { recordClassification } from '../case/understand/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { Context } from './context.ts'
import { keepForComparison } from './same-matter.ts'

/** Complaint, classification, ticket with number, clocks and route, and what has to be told: one transaction, given by the caller. */
export async function fileMatter(
  trx: Kysely<Tables>,
  draft: Draft,
  inChat: string | null,
  context: Context,
  /** Whoever took it down for its author. */
  by?: Actor,
): Promise<Opened | null> {
  const complaint = await submit(trx, draft, context)
  if (!complaint.fresh) return null
  const said = context.understanding.classify({ text: draft.words.join('\n') })
  await recordClassification(trx, complaint.id, said, draft.category)
  await keepForComparison(trx, complaint.id, draft, context)
  const opened = await openTicket(
    trx,
    {
      complaintId: complaint.id,
      kind: 'unsorted',
      channel: draft.channel,
      receivedAt: draft.receivedAt,
      category: draft.category,
      place: draft.place?.id ?? null,
      respondents: draft.party ? officesNamed(draft.party, context.org) : [],
      // Until a person has decided, what may be a report is seen by nobody but the petition office (Art. 30 ¶3).
      held: draft.circumstances?.kind?.suggested === 'report',
      // What was never asked is no consent.
      electronic: draft.circumstances?.delivery === 'chat',
      actor: by ?? registrant(draft),
    },
    { ...context, numberPrefix: context.config.numberPrefix },
  )
  await planNotices(trx, { ticketId: opened.row.id, reporter: draft.reporter, added: opened.added, inChat }, context)
  return opened
}

const registrant = ({ incomplete, reporter }: Draft): Actor =>
  incomplete ? { kind: 'system', id: 'drafts' } : { kind: 'citizen', id: reporter }

/**
 * One act on a matter: decided, written, and everybody who has to know is noted. `holder`: the office for which staff act. `inChat`:
 * the turn whose answer tells the citizen.
 */
export async function actOnMatter(
  trx: Kysely<Tables>,
  ticketId: string,
  wanted: Act,
  holder: string | undefined,
  context: Context,
  inChat: string | null = null,
): Promise<ActOutcome | null> {
  const done = await act(trx, ticketId, wanted, context, holder)
  if (!done?.outcome.ok) return done
  await noteForAll(trx, ticketId, done.added, context, inChat)
  return done
}

/** What these events have to tell, noted for the citizen and for the offices, in the transaction of the events themselves. */
export async function noteForAll(
  trx: Kysely<Tables>,
  ticketId: string,
  added: readonly Stored[],
  deps: NotifyDeps,
  inChat: string | null = null,
): Promise<void> {
  if (added.length === 0) return
  const { reporter } = await trx
    .selectFrom('tickets')
    .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
    .select('complaints.reporter')
    .where('tickets.id', '=', ticketId)
    .executeTakeFirstOrThrow()
  await planNotices(trx, { ticketId, reporter, added, inChat }, deps)
}
