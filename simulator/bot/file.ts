import type { FastifyInstance } from 'fastify'
import { sealBytes } from '../crypto.ts'
import { isRefusal } from '../errors.ts'
import { bytesOf, mediaOf } from '../media.ts'
import type { World } from '../world.ts'
import type { Robot } from './robot.ts'

/** §7.4: a file reaches the developer as an address good for five minutes and a key of its own. */
export const sealedLink = (world: World, robot: Robot, mediaId: string): { url: string; aeskey: string } => {
  const key = world.ids.bytes(32)
  const name = world.ids.unique('f', 40)
  robot.files.set(name, { mediaId, key, until: world.clock.now() + world.limits.botFileMs })
  return { url: `${world.address.url}/bot/files/${name}`, aeskey: key.toString('base64') }
}

export const addBotFiles = (server: FastifyInstance, world: World): void => {
  server.get('/bot/files/:name', async (request, reply) => {
    const { name } = request.params as { name: string }
    const file = world.robot?.files.get(name)
    const media = file && mediaOf(world, file.mediaId)
    if (!file || !media || isRefusal(media)) return reply.status(404).send('no such file')
    if (file.until <= world.clock.now()) return reply.status(403).send('the address has expired')
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="${encodeURIComponent(media.name)}"`)
      .send(sealBytes(file.key, bytesOf(media)))
  })
}
