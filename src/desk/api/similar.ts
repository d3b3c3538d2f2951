import type { ComplaintView } from '../../case/intake/index.ts'
import type { Staff } from '../../case/org/index.ts'
import { type Into, intoOf, type TicketRow } from '../../case/ticket/index.ts'
import { findSimilar, isCopy, keptArea, PERHAPS_SAME } from '../../case/understand/index.ts'
import { readableAmong } from '../store/index.ts'
import type { DeskDeps } from './deps.ts'
import { readScope } from './policy.ts'

export type SimilarRow = Awaited<ReturnType<typeof readableAmong>>[number] & { copy: boolean; into: Into }

const SHOWN = 10

/**
 * Other matters that may be the same, likest first: only those this person may open, and none of or for a report of an official
 * (Art. 30 ¶3). About matters, never about who told them; what follows from it, staff decide.
 */
export async function similarTo(
  ticket: TicketRow,
  complaint: Pick<ComplaintView, 'words'>,
  viewer: Staff,
  { db, org, imprint }: Pick<DeskDeps, 'db' | 'org' | 'imprint'>,
): Promise<SimilarRow[]> {
  if (ticket.kind === 'report') return []
  const area = await keptArea(db, ticket.complaint_id)
  if (area === undefined) return []
  const own = imprint({ text: complaint.words.join('\n') })
  const found = await findSimilar(db, { imprint: own, area }, PERHAPS_SAME)
  const others = found.map(({ complaintId }) => complaintId).filter((id) => id !== ticket.complaint_id)
  const rows = (await readableAmong(db, others, readScope(viewer, org()))).slice(0, SHOWN)
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      copy: isCopy(own.trace, imprint({ text: row.words.join('\n') }).trace),
      into: await intoOf(db, ticket, row),
    })),
  )
}
