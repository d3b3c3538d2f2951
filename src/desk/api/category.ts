import { heldSince, matterOf, readEvents } from '../../case/ticket/index.ts'
import { categoryDecided, categoryRequest, categoryTree, problem, ticketPath } from '../contract/index.ts'
import { hasCardSince } from '../store/index.ts'
import { type Desk, ticketOf, viewerOf } from './desk.ts'
import { mayDecideCategory } from './policy.ts'
import { presentCategory } from './present-category.ts'
import { sendProblem } from './problem.ts'
import { refusalProblem, refusalStatus } from './refusal.ts'

/** What may be chosen, and a person's choice of it. Nothing else of the matter changes by that: its way is decided by acts. */
export function addCategory({ server, deps }: Desk): void {
  server.get('/api/categories', { schema: { response: { 200: categoryTree } } }, async () => {
    const { version, roots } = deps.categories()
    return { version, categories: roots.map(presentCategory) }
  })
  const schema = { params: ticketPath, body: categoryRequest, response: { 200: categoryDecided, '4xx': problem } }
  server.post('/api/tickets/:id/category', { schema }, async (request, reply) => {
    const [viewer, ticket, org] = [viewerOf(request), ticketOf(request), deps.org()]
    const matter = matterOf(ticket)
    const events = (await readEvents(deps.db, ticket.id)).map(({ event }) => event)
    const gotCard = await hasCardSince(deps.db, ticket.id, viewer.userid, heldSince(events))
    if (!mayDecideCategory({ viewer, matter, gotCard })) return sendProblem(reply, 'may_not_act')
    const { path } = request.body
    const { userid: by, office } = viewer
    const done = await deps.decideCategory(ticket.id, { path, by, office, holder: ticket.office })
    if (done === 'unknown_category') return sendProblem(reply, done)
    if (done === 'done') return { path }
    const moved = { code: 'moved_on', office: ticket.office } as const
    return reply.code(refusalStatus(moved.code)).send(refusalProblem(moved, deps, { org }))
  })
}
