import { type Delivered, readEvents } from '../case/ticket/index.ts'
import type { Context } from './context.ts'
import type { DocumentHooks } from './document-page.ts'
import { actOnMatter } from './matters.ts'

/** The papers by which a step comes into the citizen's hands (rules/forms); others tell what is known already. */
const STEPS: Readonly<Record<string, Delivered>> = {
  ...{ other_ways: 'directed', refusal: 'refused', opinion: 'answered' },
  ...{ review_opinion: 'reviewed', rereview_opinion: 'rereviewed' },
}

/**
 * Whoever opens the paper has it: from that day the rights of review count (articles 35, 36). Received before, it stays as it was; and
 * the paper of an answer that was given anew since then delivers nothing.
 */
export const deliveredByLink = (context: Context): DocumentHooks => ({
  async onOpened(trx, { documentId, ticketId }) {
    const { form, made_at, reporter } = await trx
      .selectFrom('documents')
      .innerJoin('tickets', 'tickets.id', 'documents.ticket_id')
      .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
      .select(['documents.form', 'documents.made_at', 'complaints.reporter'])
      .where('documents.id', '=', documentId)
      .executeTakeFirstOrThrow()
    const of = STEPS[form]
    if (of === undefined) return
    const stands = (await readEvents(trx, ticketId)).findLast(({ event }) => event.type === of)
    if (stands !== undefined && made_at < new Date(stands.event.at)) return
    const actor = { kind: 'citizen', id: reporter } as const
    await actOnMatter(trx, ticketId, { type: 'deliver', of, means: 'opened', actor }, undefined, context)
  },
})
