import type { AddressInfo } from 'node:net'
import { addBotSocket } from './bot/socket.ts'
import { botUrlOf, type SimulatorOptions } from './config.ts'
import { createOperations, type Operations } from './control/operations.ts'
import { createServer } from './server.ts'
import { createWorld } from './world.ts'

export { manualClock, type OuterClock } from './clock.ts'
export { environmentOf, randomConfig, type SimulatorConfig, type SimulatorOptions } from './config.ts'
export type { Operations } from './control/operations.ts'
export { COVERAGE, type CoverageRow, NOT_USED, type NotUsed } from './coverage.ts'
export { ERRORS } from './errors.ts'
export { LIMITS, type Limits, SWITCHES, type Switches } from './limits.ts'
export type { TranscriptLine } from './transcript.ts'

export interface Simulator extends Operations {
  url: string
  /** The robot's long connection. */
  botUrl: string
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a WeCom of one's own. It knows nothing of the service but its callback addresses. */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  const world = createWorld(options)
  const operations = createOperations(world)
  const server = createServer(world, operations)
  const host = options.host ?? '127.0.0.1'
  const hangUp = addBotSocket(server.server, world)
  await server.listen({ port: options.port ?? 0, host })
  const { port } = server.server.address() as AddressInfo
  const url = `http://${host}:${port}`
  world.address.url = url
  const close = async () => {
    hangUp()
    world.doorbells.close()
    world.callbacks.close()
    world.transcript.feed.close()
    for (const talk of world.conversations.values()) talk.screen.close()
    for (const member of world.members.values()) member.screen.close()
    for (const chat of world.robot?.chats.values() ?? []) for (const seat of chat.seats.values()) seat.screen.close()
    await server.close()
  }
  return { ...operations, url, botUrl: botUrlOf(url), close, [Symbol.asyncDispose]: close }
}
