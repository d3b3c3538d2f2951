import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Call, FileAnswer, type Outcome, runCall } from './api.ts'
import { refuse } from './errors.ts'
import { type Fault, linger } from './faults.ts'
import type { World } from './world.ts'

/** The platform's side of the HTTP wire: /cgi-bin/…, with what was ordered to go wrong. */
export const addWire = (server: FastifyInstance, world: World): void => {
  server.all('/cgi-bin/*', async (request, reply) => {
    const started = world.clock.wall()
    const call = readCall(request)
    const fault = world.faults.take(call.path)
    const answered = await answer(world, call, fault, reply)
    const note = {
      ms: world.clock.wall() - started,
      ...(answered.errcode === undefined ? {} : { errcode: answered.errcode }),
    }
    world.transcript.note('api', `${call.verb} ${call.path}`, fault ? { ...note, detail: 'fault on order' } : note)
    return reply
  })
}

const readCall = (request: FastifyRequest): Call => {
  const query = request.query as Record<string, string | string[]>
  const body = request.body
  return {
    path: request.url.split('?', 1)[0] ?? '',
    verb: request.method,
    // A repeated parameter counts once, the first time.
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value].flat()[0] ?? ''])),
    repeated: Object.entries(query).find(([, value]) => Array.isArray(value))?.[0] ?? null,
    raw: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
    address: request.ip,
    contentType: request.headers['content-type'] ?? '',
    range: request.headers.range,
  }
}

const answer = async (world: World, call: Call, fault: Fault | null, reply: FastifyReply) => {
  const bad = fault !== null && (fault.drop === true || fault.status !== undefined || fault.errcode !== undefined)
  await linger(fault, 'before')
  if (bad && fault.when === 'before') return misbehave(fault, reply)
  const outcome = runCall(world, call)
  await linger(fault, 'after')
  return bad ? misbehave(fault, reply) : send(world, call, outcome, reply)
}

const misbehave = async (fault: Fault, reply: FastifyReply): Promise<{ errcode?: number }> => {
  if (fault.drop === true) {
    reply.hijack()
    reply.raw.destroy()
    return {}
  }
  if (fault.status !== undefined) await reply.status(fault.status).type('text/html').send(`<h1>${fault.status}</h1>`)
  else await reply.send(refuse(fault.errcode ?? -1))
  return fault.errcode === undefined ? {} : { errcode: fault.errcode }
}

const send = async (world: World, call: Call, outcome: Outcome, reply: FastifyReply): Promise<{ errcode?: number }> => {
  if (outcome === null) {
    world.transcript.unknown(`call ${call.verb} ${call.path}`)
    await reply.status(404).send({ errcode: 404, errmsg: `the simulator has no ${call.verb} ${call.path}` })
    return { errcode: 404 }
  }
  if (outcome instanceof FileAnswer) {
    const { status, headers, body } = outcome.download
    await reply.status(status).headers(headers).send(body)
    return {}
  }
  await reply.send(outcome)
  return { errcode: outcome.errcode }
}
