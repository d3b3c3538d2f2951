import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ControlError } from '../errors.ts'
import { faultSchema } from '../faults.ts'
import type { Limits, Switches } from '../limits.ts'
import { download } from '../media.ts'
import { mischiefSchema } from '../mischief.ts'
import { memberCookie } from '../oauth.ts'
import type { World } from '../world.ts'
import type { XmlTree } from '../xml.ts'
import type { Operations } from './operations.ts'
import * as schema from './schemas.ts'

/** The control API: each operation under a path of its own. The README lists them with their bodies. */
export const addControl = (server: FastifyInstance, world: World, ops: Operations): void => {
  const { get, post } = doors(server)
  phones(get, post, ops)
  members(get, post, ops)
  robot(get, post, ops)
  operator(get, post, ops)
  files(server, world, ops)
  opening(server, world)
}

type Params = { id: string }
type Get = (path: string, run: (query: z.output<typeof schema.readingSchema>, id: string) => unknown) => void
type Post = <S extends z.ZodType>(path: string, body: S, run: (body: z.output<S>, id: string) => unknown) => void

const doors = (server: FastifyInstance): { get: Get; post: Post } => ({
  get: (path, run) => {
    server.get(path, async (request) => {
      const answer = await run(parse(schema.readingSchema, request.query), (request.params as Params).id)
      return answer ?? {}
    })
  },
  post: (path, bodySchema, run) => {
    server.post(path, async (request) => {
      const answer = await run(parse(bodySchema, readJson(request)), (request.params as Params).id)
      return answer ?? { ok: true }
    })
  },
})

const readJson = (request: FastifyRequest): unknown => {
  const raw = Buffer.isBuffer(request.body) ? request.body.toString() : ''
  if (raw === '') return {}
  try {
    return JSON.parse(raw)
  } catch {
    throw new ControlError(400, 'the body is not JSON')
  }
}

const parse = <S extends z.ZodType>(bodySchema: S, value: unknown): z.output<S> => {
  const parsed = bodySchema.safeParse(value)
  if (!parsed.success) throw new ControlError(400, z.prettifyError(parsed.error))
  return parsed.data
}

const phones = (get: Get, post: Post, ops: Operations) => {
  get('/sim/accounts', () => ops.accounts())
  post('/sim/accounts/grants', schema.grantsSchema, (body) => ops.grants(body))
  post('/sim/upgrades', schema.upgradesSchema, (body) => ops.upgrades(body as { userids?: string[] }))
  get('/sim/phones', () => ops.phones.list())
  post('/sim/phones', schema.phoneSchema, (body) => ops.phones.create(body))
  post('/sim/phones/:id/enter', schema.entrySchema, (body, id) => ops.phones.enter(id, body))
  post('/sim/phones/:id/send', schema.messageSchema, (body, id) => ops.phones.send(id, body))
  post('/sim/phones/:id/tap', schema.tapSchema, (body, id) => ops.phones.tap(id, body))
  post('/sim/phones/:id/recall', schema.recallSchema, (body, id) => ops.phones.recall(id, body))
  post('/sim/phones/:id/fail', schema.failSchema, (body, id) => ops.phones.fail(id, body))
  get('/sim/phones/:id/screen', (query, id) => ops.phones.screen(id, query))
}

const members = (get: Get, post: Post, ops: Operations) => {
  get('/sim/members', () => ops.members.list())
  post('/sim/contacts', schema.contactSchema, (body) => ops.members.change(body))
  post('/sim/departments', schema.departmentSchema, (body) => ops.members.department(body))
  get('/sim/members/:id/screen', (query, id) => ops.members.screen(id, query))
  post('/sim/members/:id/click', schema.clickSchema, (body, id) => ops.members.click(id, body))
  post('/sim/members/:id/say', schema.saySchema, (body, id) => ops.members.say(id, body.text))
  post('/sim/members/:id/send', schema.messageSchema, (body, id) => ops.members.send(id, body))
  post('/sim/members/:id/event', schema.eventSchema, (body, id) =>
    ops.members.event(id, { event: body.event, nodes: body.nodes as XmlTree | undefined }),
  )
  post('/sim/members/:id/enter', z.object({}), (_body, id) => ops.members.enter(id))
  get('/sim/sessions', () => ops.servicers.sessions())
  post('/sim/members/:id/kf/take', schema.targetSchema, (body, id) => ops.servicers.take(id, body))
  post('/sim/members/:id/kf/transfer', schema.transferSchema, (body, id) => ops.servicers.transfer(id, body))
  post('/sim/members/:id/kf/end', schema.targetSchema, (body, id) => ops.servicers.end(id, body))
  post('/sim/members/:id/kf/write', schema.writeSchema, (body, id) => ops.servicers.write(id, body))
  post('/sim/members/:id/kf/recall', schema.servicerRecallSchema, (body, id) => ops.servicers.recall(id, body))
  post('/sim/members/:id/kf/reject', schema.rejectSchema, (body, id) => ops.servicers.reject(id, body))
  post('/sim/members/:id/kf/serving', schema.servingSchema, (body, id) => ops.servicers.serving(id, body))
}

const robot = (get: Get, post: Post, ops: Operations) => {
  get('/sim/bot', () => ops.bots.read())
  post('/sim/bot/groups', schema.groupSchema, (body) => ops.bots.group(body))
  post('/sim/bot/repeat', schema.repeatSchema, (body) => ops.bots.repeat(body.msgid))
  post('/sim/bot/cut', z.object({}), () => ops.bots.cut())
  get('/sim/members/:id/bot/screen', (query, id) => ops.bots.screen(id, query))
  post('/sim/members/:id/bot/say', schema.botSaySchema, (body, id) => ops.bots.say(id, body.text, body.chatid))
  post('/sim/members/:id/bot/send', schema.botMessageSchema, (body, id) => ops.bots.send(id, body))
  post('/sim/members/:id/bot/enter', z.object({}), (_body, id) => ops.bots.enter(id))
  post('/sim/members/:id/bot/click', schema.botClickSchema, (body, id) => ops.bots.click(id, body))
  post('/sim/members/:id/bot/feedback', schema.botFeedbackSchema, (body, id) => ops.bots.feedback(id, body))
}

const operator = (get: Get, post: Post, ops: Operations) => {
  get('/sim/clock', () => ops.clock.read())
  post('/sim/clock', schema.clockSchema, (body) => ops.clock.move(body))
  get('/sim/faults', () => ops.faults.pending())
  post('/sim/faults', faultSchema, (body) => ops.faults.order(body))
  post('/sim/faults/clear', z.object({}), () => ops.faults.clear())
  post('/sim/doorbells', mischiefSchema, (body) => ops.doorbells.order(body))
  post('/sim/doorbells/ring', schema.ringSchema, (body) => ops.doorbells.ring(body.open_kfid))
  get('/sim/settings', () => ops.settings.read())
  post('/sim/settings', schema.settingsSchema, (body) =>
    ops.settings.change(body as { switches?: Partial<Switches>; limits?: Partial<Limits> }),
  )
  post('/sim/tokens', schema.tokensSchema, (body) => ops.tokens[body.end]())
  get('/sim/callbacks', (query) => ops.callbacks.read(query))
  post('/sim/callbacks/verify', schema.verifySchema, (body) => ops.callbacks.verify(body.family))
  get('/sim/transcript', (query) => ops.transcript(query))
  get('/sim/books', () => ops.books())
  post('/sim/settled', z.object({}), () => ops.settled())
}

const present = (media: { media_id: string; type: string; name: string; size: number }) => ({
  media_id: media.media_id,
  type: media.type,
  name: media.name,
  size: media.size,
})

/** A body of JSON with generate_bytes plants a file that is never sent; any other body is the file itself. */
const files = (server: FastifyInstance, world: World, ops: Operations) => {
  server.post('/sim/media', async (request) => {
    const query = request.query as Record<string, string>
    const generate = query.type === undefined
    if (generate) return present(ops.media.generate(parse(schema.generateSchema, readJson(request))))
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    return present(ops.media.plant(parse(schema.mediaQuerySchema, query), bytes))
  })
  server.get('/sim/pictures/:id', async (request, reply) => {
    const picture = world.pictures.get((request.params as Params).id)
    if (!picture) throw new ControlError(404, 'no such picture')
    return reply.type(picture.type).send(picture.bytes)
  })
  server.get('/sim/media/:id', async (request, reply) => {
    const found = download(world, (request.params as Params).id, request.headers.range)
    if ('errcode' in found) throw new ControlError(404, found.errmsg)
    const { 'content-disposition': _attachment, ...headers } = found.headers
    return reply.status(found.status).headers(headers).send(found.body)
  })
}

/** Opens an address as that member's client does: from now on this browser is logged in as the member, silently. */
const opening = (server: FastifyInstance, world: World) => {
  server.get('/sim/members/:id/open', async (request: FastifyRequest, reply: FastifyReply) => {
    const { id } = request.params as Params
    const { url } = request.query as Record<string, string>
    if (!world.members.has(id.toLowerCase())) throw new ControlError(404, `no member ${id}`)
    if (!url || !URL.canParse(url)) throw new ControlError(400, 'url is not an address')
    return reply.header('set-cookie', memberCookie(id)).redirect(url)
  })
  server.get('/sim/frameable', async (request) => {
    const { url } = request.query as Record<string, string>
    if (!url || !URL.canParse(url)) throw new ControlError(400, 'url is not an address')
    return { frameable: await isFrameable(url) }
  })
}

/**
 * A browser does not tell a page that a frame was refused, so the headers are asked for here: of the address itself, because what
 * it may lead to (a login page of this simulator) says nothing about it.
 */
const isFrameable = async (url: string): Promise<boolean> => {
  try {
    const { headers } = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(3000) })
    return !headers.has('x-frame-options') && !/frame-ancestors/i.test(headers.get('content-security-policy') ?? '')
  } catch {
    return false
  }
}
