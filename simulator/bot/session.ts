import { type Answer, fine, refuse } from '../errors.ts'
import { complain, type Shape } from '../strict.ts'
import { asObject, filled, isObject, type Json } from '../text.ts'
import type { World } from '../world.ts'
import { respond, type Said, sendMessage, updateCard, welcome } from './respond.ts'
import type { Link, Robot } from './robot.ts'
import { BOT_SHAPES } from './shapes.ts'
import { uploadChunk, uploadFinish, uploadInit } from './upload.ts'

type Command = (world: World, robot: Robot, said: Said) => Answer

/** §7.2, once subscribed. */
const COMMANDS: Record<string, Command> = {
  ping: () => fine(),
  aibot_respond_msg: respond,
  aibot_respond_welcome_msg: welcome,
  aibot_respond_update_msg: updateCard,
  aibot_send_msg: sendMessage,
  aibot_upload_media_init: uploadInit,
  aibot_upload_media_chunk: uploadChunk,
  aibot_upload_media_finish: uploadFinish,
}

export const BOT_COMMANDS = ['aibot_subscribe', ...Object.keys(COMMANDS)]

/** What the frame of a developer is answered with. */
export const answerFrame = (world: World, robot: Robot, link: Link, frame: Json): Answer => {
  const { cmd } = frame
  const reqId = asObject(frame.headers).req_id
  const body = asObject(frame.body)
  if (!filled(cmd)) return refuse(40058, 'cmd missing')
  if (!filled(reqId)) return refuse(40058, 'headers.req_id missing')
  const command = COMMANDS[cmd]
  if (cmd !== 'aibot_subscribe' && !command) {
    world.transcript.unknown(`bot command ${cmd}`)
    return refuse(40058, `the simulator has no command ${cmd}`)
  }
  const foreign = complain(world, `bot ${cmd}`, frame, frameShape(cmd))
  if (foreign) return foreign
  if (cmd === 'aibot_subscribe') return subscribe(world, robot, link, body)
  if (robot.link !== link || !command) return refuse(846609)
  const answer = command(world, robot, { cmd, reqId, body, link })
  if (answer.errcode !== 0) robot.book.refused[answer.errcode] = (robot.book.refused[answer.errcode] ?? 0) + 1
  return answer
}

const frameShape = (cmd: string): Shape => ({ cmd: true, headers: { req_id: true }, body: BOT_SHAPES[cmd] ?? {} })

/** One live connection for a robot: whoever subscribes last has it, and the one before is told and closed. */
const subscribe = (world: World, robot: Robot, link: Link, body: Json): Answer => {
  const { botSubscribesPerMinute: most } = world.limits
  if (!world.frequency.take(`bot subscribe ${robot.id}`, world.clock.now(), most, 60 * most)) return refuse(45009)
  if (body.bot_id !== robot.id || body.secret !== robot.secret) return refuse(853000)
  if (!world.switches.bot_long_connection) return refuse(846601)
  if (robot.link === link) return fine()
  if (robot.link) kick(world, robot, robot.link)
  robot.link = link
  robot.book.connections += 1
  return fine()
}

const kick = (world: World, robot: Robot, old: Link) => {
  robot.book.kicked += 1
  old.send({
    cmd: 'aibot_event_callback',
    headers: { req_id: world.ids.unique('T0', 32) },
    body: {
      msgid: world.ids.unique('be', 32),
      create_time: world.clock.seconds(),
      aibotid: robot.id,
      msgtype: 'event',
      event: { eventtype: 'disconnected_event' },
    },
  })
  old.close()
}

/** The answer as a frame: no cmd, the req_id echoed, what it carries in the body (§7.1). */
export const answerAsFrame = (reqId: unknown, { errcode, errmsg, ...body }: Answer): Json => ({
  headers: { req_id: typeof reqId === 'string' ? reqId : '' },
  errcode,
  errmsg,
  ...(Object.keys(body).length > 0 ? { body } : {}),
})

export const parseFrame = (text: string): Json | null => {
  try {
    const frame: unknown = JSON.parse(text)
    return isObject(frame) ? frame : null
  } catch {
    return null
  }
}
