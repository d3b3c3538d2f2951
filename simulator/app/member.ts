import type { SimulatorConfig } from '../config.ts'
import { type Department, ROOT_ID } from '../contacts/department.ts'
import { ControlError } from '../errors.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { ScreenMedia } from '../media.ts'
import type { Json } from '../text.ts'
import type { App, World } from '../world.ts'

/** One message as one member now sees it. */
export interface Copy {
  seq: number
  at: number
  wall_ms: number
  msgid: string
  msgtype: string
  text?: string
  title?: string
  url?: string
  button_text?: string
  media?: ScreenMedia
  articles?: unknown
  card?: Json
  /** The disabled text that stands where the buttons were. */
  replaced?: string
  recalled?: boolean
  updates: number
}

export interface Member {
  userid: string
  name: string
  /** The main one first. */
  departments: number[]
  /** Departments the member leads. */
  leads: number[]
  directLeader: string | null
  position: string
  alias: string
  /** 1 active, 2 disabled, 4 not activated, 5 left (§6.4). */
  status: number
  screen: Feed<Copy>
  copies: Map<string, Copy>
  /** When messages came, for 30/min and 1000/h. */
  arrivals: number[]
}

export interface AppMessage {
  msgid: string
  app: App
  at: number
  taskId: string | null
  /** Lower-case userids it was delivered to. */
  recipients: Set<string>
}

export interface ResponseCode {
  msgid: string
  until: number
}

type Basics = SimulatorConfig['members'][number]

export const newMember = (basics: Pick<Basics, 'userid' | 'name'>, departments: number[], status = 1): Member => ({
  ...basics,
  departments,
  leads: [],
  directLeader: null,
  position: '',
  alias: '',
  status,
  screen: createFeed<Copy>(),
  copies: new Map(),
  arrivals: [],
})

export const buildMembers = (members: Basics[], departments: Map<number, Department>): Map<string, Member> => {
  const ids = new Map([...departments.values()].map(({ id, name }) => [name, id]))
  return new Map(
    members.map(({ userid, name, department }) => [
      userid.toLowerCase(),
      newMember({ userid, name }, [ids.get(department) ?? ROOT_ID]),
    ]),
  )
}

export const memberOf = (world: World, userid: string): Member | undefined => world.members.get(userid.toLowerCase())

/** For the control API: a member nobody knows cannot do anything. */
export const needMember = (world: World, userid: string): Member => {
  const member = memberOf(world, userid)
  if (!member) throw new ControlError(404, `no member ${userid}`)
  return member
}

export const issueResponseCode = (world: World, msgid: string): string => {
  const code = world.ids.unique('', 64)
  world.responseCodes.set(code, { msgid, until: world.clock.now() + world.limits.responseCodeMs })
  return code
}

/** Puts a message on a member's screen, unless more than 30 came this minute or 1000 this hour (§1.4: no error then). */
export const deliverTo = (world: World, member: Member, make: (seq: number) => Copy): Copy | null => {
  const now = world.clock.now()
  const { memberPerMinute, memberPerHour } = world.limits
  member.arrivals = member.arrivals.filter((at) => now - at < 3_600_000)
  const lastMinute = member.arrivals.filter((at) => now - at < 60_000).length
  const book = world.books.member(member.userid)
  if (lastMinute >= memberPerMinute || member.arrivals.length >= memberPerHour) {
    book.dropped += 1
    return null
  }
  member.arrivals.push(now)
  const copy = member.screen.append(make)
  member.copies.set(copy.msgid, copy)
  book.delivered.push({ msgid: copy.msgid, at: now, msgtype: copy.msgtype })
  return copy
}
