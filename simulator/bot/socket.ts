import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { refuse } from '../errors.ts'
import { linger } from '../faults.ts'
import { asObject, type Json } from '../text.ts'
import type { World } from '../world.ts'
import type { Link, Robot } from './robot.ts'
import { answerAsFrame, answerFrame, parseFrame } from './session.ts'

/** A picture of ten megabytes in base64 fits (§7.6 msg_item). */
const FRAME_BYTES = 16 * 1024 * 1024

/** The long connection of §7.1, on the simulator's own HTTP server. The platform's address has no path: "/" and "/bot" are it. */
export const addBotSocket = (server: Server, world: World): (() => void) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: FRAME_BYTES })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const { robot } = world
    if ((path === '/' || path === '/bot') && robot) {
      sockets.handleUpgrade(request, socket, head, (ws) => attend(world, robot, ws))
      return
    }
    world.transcript.unknown(`upgrade of ${path}${robot ? '' : ' without a robot'}`)
    socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  })
  return () => {
    for (const ws of sockets.clients) ws.terminate()
    sockets.close()
  }
}

const attend = (world: World, robot: Robot, ws: WebSocket) => {
  const link: Link = {
    send: (frame) => ws.send(JSON.stringify(frame), () => undefined),
    close: () => ws.close(),
    cut: () => ws.terminate(),
  }
  robot.links.add(link)
  ws.on('message', (data, binary) => void hear(world, robot, link, data, binary))
  ws.on('error', (error) => world.transcript.note('bot', `connection error: ${error.message}`))
  ws.on('close', () => {
    robot.links.delete(link)
    if (robot.link === link) robot.link = null
  })
}

const hear = async (world: World, robot: Robot, link: Link, data: RawData, binary: boolean) => {
  const started = world.clock.wall()
  const frame = binary ? null : parseFrame(String(data))
  if (!frame) {
    world.transcript.unknown('bot frame that is not a JSON object in a text frame')
    link.send(answerAsFrame('', refuse(47001)))
    return
  }
  const cmd = String(frame.cmd)
  const fault = world.faults.take(`/bot/${cmd}`, 'exactly')
  await linger(fault, 'before')
  if (fault?.drop === true && fault.when === 'before') return link.cut()
  const ordered = fault?.errcode !== undefined && fault.when === 'before' ? refuse(fault.errcode) : null
  const answer = ordered ?? answerFrame(world, robot, link, frame)
  await linger(fault, 'after')
  if (cmd !== 'ping') note(world, cmd, answer.errcode, world.clock.wall() - started)
  if (fault?.drop === true) return link.cut()
  const lost = fault?.errcode !== undefined && fault.when === 'after'
  send(link, frame, lost ? refuse(fault.errcode ?? -1) : answer)
}

const send = (link: Link, frame: Json, answer: Parameters<typeof answerAsFrame>[1]) =>
  link.send(answerAsFrame(asObject(frame.headers).req_id, answer))

const note = (world: World, cmd: string, errcode: number, ms: number) =>
  world.transcript.note('bot', cmd, { errcode, ms })
