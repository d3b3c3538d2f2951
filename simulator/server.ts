import fastify, { type FastifyInstance } from 'fastify'
import { addBotFiles } from './bot/file.ts'
import type { Operations } from './control/operations.ts'
import { addControl } from './control/routes.ts'
import { ControlError } from './errors.ts'
import { addLoginPages } from './oauth.ts'
import { addPage } from './page.ts'
import { addWire } from './wire.ts'
import type { World } from './world.ts'

/** Above the largest upload the platform takes, so that its own size errors are reached. */
const BODY_BYTES = 64 * 1024 * 1024

export const createServer = (world: World, ops: Operations): FastifyInstance => {
  const server = fastify({
    bodyLimit: BODY_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  })
  // The platform parses bodies whatever their Content-Type says, and its own errors are not HTTP errors.
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  addWire(server, world)
  addLoginPages(server, world)
  addBotFiles(server, world)
  addControl(server, world, ops)
  addPage(server)
  server.setNotFoundHandler(async (request, reply) => {
    world.transcript.unknown(`path ${request.method} ${request.url.split('?', 1)[0]}`)
    return reply.status(404).send({ errcode: 404, errmsg: `the simulator has no ${request.method} ${request.url}` })
  })
  server.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof ControlError) return reply.status(error.status).send({ error: error.message })
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
    if (status < 500) return reply.status(status).send({ error: String(error) })
    world.transcript.unknown(`failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return reply.status(500).send({ error: 'the simulator failed', detail: String(error) })
  })
  return server
}
