import { shanghaiDay } from '../../platform/kernel/index.ts'
import { problem, registered, registrationRequest } from '../contract/index.ts'
import { type Desk, viewerOf } from './desk.ts'
import { mayRegister } from './policy.ts'
import { sendProblem } from './problem.ts'

/** A letter, call, fax or visit that staff take down: everything is registered, by every channel (articles 17, 21, 22). */
export function addRegistrations({ server, deps }: Desk): void {
  const schema = { body: registrationRequest, response: { 200: registered, '4xx': problem } }
  server.post('/api/registrations', { schema }, async (request, reply) => {
    const viewer = viewerOf(request)
    if (!mayRegister(viewer, deps.org())) return sendProblem(reply, 'may_not_register')
    if (request.body.receivedOn > shanghaiDay(deps.clock.now())) return sendProblem(reply, 'not_yet')
    const { category } = request.body
    if (category && !deps.categories().roots.some(({ name }) => name === category))
      return sendProblem(reply, 'unknown_category')
    return deps.register(request.body, { kind: 'staff', id: viewer.userid, office: viewer.office })
  })
}
