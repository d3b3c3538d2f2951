import { demandsOf, readComplaint } from '../../case/intake/index.ts'
import { untoldOf } from '../../case/notify/index.ts'
import { pinned } from '../../case/rules/index.ts'
import { checkpointsOf, factsOf, heldSince, readEvents } from '../../case/ticket/index.ts'
import { categoryDecisions } from '../../case/understand/index.ts'
import { ticketPath, ticketView } from '../contract/index.ts'
import { clockRows, entryOf, fileRows, hasCardSince, talkRows, voiceRows } from '../store/index.ts'
import { type Desk, ticketOf, viewerOf } from './desk.ts'
import { complaintMissing } from './errors.ts'
import { presentTicket } from './present.ts'
import { similarTo } from './similar.ts'

export function addTicket({ server, deps }: Desk): void {
  const schema = { params: ticketPath, response: { 200: ticketView } }
  server.get('/api/tickets/:id', { schema }, async (request) => {
    const { db } = deps
    const [viewer, ticket] = [viewerOf(request), ticketOf(request)]
    const complaint = await readComplaint(db, ticket.complaint_id, deps.seal)
    if (complaint === null) throw complaintMissing(ticket.complaint_id)
    const events = (await readEvents(db, ticket.id)).map(({ event }) => event)
    const org = deps.org()
    const parts = {
      ...{ ticket, complaint, viewer, events },
      demands: await demandsOf(db, ticket.complaint_id),
      facts: await factsOf(db, ticket, events, { rules: pinned(deps.rules, ticket), org }),
      clocks: await clockRows(db, ticket.id),
      checkpoints: checkpointsOf(events, deps.rules.supervision),
      files: await fileRows(db, complaint.media),
      voices: await voiceRows(db, complaint.media),
      talk: await talkRows(db, ticket.complaint_id),
      untold: await untoldOf(db, ticket.id),
      similar: await similarTo(ticket, complaint, viewer, deps),
      from: await entryOf(db, complaint.reporter),
      category: {
        suggesting: deps.suggesting(),
        proposed: await deps.proposed({
          ...{ complaintId: ticket.complaint_id, category: ticket.category },
          words: complaint.words,
        }),
        decisions: await categoryDecisions(db, ticket.complaint_id),
      },
      gotCard: await hasCardSince(db, ticket.id, viewer.userid, heldSince(events)),
    }
    return presentTicket(parts, { ...deps, org, now: deps.clock.now() })
  })
}
