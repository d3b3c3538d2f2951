import { type Kysely, sql } from 'kysely'
import {
  type ConfirmedMatter,
  lastDecisions,
  nodeLearned,
  readNature,
  type Understanding,
} from '../case/understand/index.ts'
import type { Tables } from '../platform/db/index.ts'

export interface Confirmed extends ConfirmedMatter {
  complaintId: string
  decidedAt: Date
}

/**
 * Matters whose category people of the office decided, newest decision first: what may be learned from. What may be an
 * accusation is not among them (Art. 30), nor what nobody submitted, nor what its author has taken words back from.
 */
export async function confirmedMatters(
  db: Kysely<Tables>,
  limit: number,
  { taxonomy }: Pick<Understanding, 'taxonomy'>,
): Promise<Confirmed[]> {
  const rows = await db
    .selectFrom(lastDecisions(db).as('decision'))
    .innerJoin('complaints', 'complaints.id', 'decision.complaint_id')
    .innerJoin('tickets', 'tickets.complaint_id', 'decision.complaint_id')
    .select(['decision.complaint_id', 'decision.path', 'decision.decided_at', 'complaints.words'])
    .where('tickets.kind', '!=', 'report')
    .where('complaints.incomplete', '=', false)
    // A part of a matter has the words of the whole.
    .where('complaints.cause', 'not like', 'split/%')
    .where(sql<boolean>`coalesce(complaints.facts -> 'kind' ->> 'suggested', '') <> 'report'`)
    .where(sql<boolean>`not ${takenBack}`)
    .orderBy('decision.decided_at', 'desc')
    .orderBy('decision.complaint_id', 'desc')
    .limit(limit)
    .execute()
  return rows
    .map(({ complaint_id: complaintId, path, decided_at: decidedAt, words }) => ({
      ...{ complaintId, path, decidedAt },
      text: words.join('\n'),
    }))
    .filter(({ path, text }) => nodeLearned(taxonomy, path) && !mayAccuse(text))
}

const mayAccuse = (text: string): boolean => {
  const nature = readNature(text)
  return nature === 'report' || nature === 'unclear'
}

/** Since the filing, its author took back something said before it. Which words of the complaint these are is not looked for. */
const takenBack = sql`exists (
  select 1 from inbound as recall
    join inbound as said on said.conversation_id = recall.conversation_id
      and said.platform_id = recall.body ->> 'platformId'
  where 'conversation/' || recall.conversation_id = complaints.reporter
    and recall.kind = 'recalled'
    and recall.received_at >= complaints.filed_at
    and said.received_at <= complaints.filed_at)`
