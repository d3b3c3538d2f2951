import { chatOf, newGroup } from '../bot/chat.ts'
import {
  type BotClick,
  type BotFeedback,
  type BotMessage,
  clickBotCard,
  enterBot,
  judge,
  robotOf,
  sayToBot,
} from '../bot/phone.ts'
import { repeat } from '../bot/push.ts'
import type { World } from '../world.ts'

interface BotReading {
  chatid?: string | undefined
  after?: number | undefined
  wait?: number | undefined
}

/** What members do with the robot, and what the operator does to its connection. */
export const createBotOperations = (world: World) => ({
  /** The commonest message. */
  say: (userid: string, text: string, chatid?: string) =>
    sayToBot(world, userid, { chatid, msgtype: 'text', text: { content: text } }),
  send: (userid: string, message: BotMessage) => sayToBot(world, userid, message),
  enter: (userid: string) => enterBot(world, userid),
  click: (userid: string, click: BotClick) => clickBotCard(world, userid, click),
  feedback: (userid: string, given: BotFeedback) => judge(world, userid, given),
  screen: async (userid: string, query: BotReading = {}) => {
    const seat = chatOf(world, robotOf(world), userid, query.chatid).seats.get(userid.toLowerCase())
    return (await seat?.screen.wait(query.after ?? 0, query.wait ?? 0)) ?? { items: [], last: 0 }
  },
  group: (given: { members: string[] }) => newGroup(world, robotOf(world), given.members),
  /** Pushes something a second time, under another req_id. */
  repeat: (msgid: string) => repeat(world, robotOf(world), msgid),
  /** The network fails: every connection ends without a word. */
  cut: () => {
    const { links } = robotOf(world)
    for (const link of [...links]) link.cut()
    return { cut: links.size }
  },
  read: () => {
    const { id, name, link, links, book } = robotOf(world)
    const { connections, kicked, missed, pushed, accepted } = book
    return {
      id,
      name,
      subscribed: link !== null,
      open: links.size,
      connections,
      kicked,
      missed,
      pushed: pushed.length,
      accepted: accepted.length,
    }
  },
})
