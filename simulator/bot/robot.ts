import type { Feed } from '../feed.ts'
import type { MediaType, ScreenMedia } from '../media.ts'
import type { Json } from '../text.ts'

/** One message in a member's chat with the robot, as it now looks. */
export interface BotItem {
  seq: number
  at: number
  wall_ms: number
  from: 'me' | 'bot' | 'other'
  msgid: string
  msgtype: string
  text?: string
  /** False while a stream is being written. */
  finished?: boolean
  card?: Json
  media?: ScreenMedia
  raw?: Json
  feedback_id?: string
  updates: number
}

/** Somebody in a chat: each has a screen of their own, because a card can be changed for some of them only. */
export interface Seat {
  userid: string
  screen: Feed<BotItem>
  items: Map<string, BotItem>
}

export interface Chat {
  chatid: string
  kind: 'single' | 'group'
  /** By lower-case userid. */
  seats: Map<string, Seat>
  /** Somebody has written to the robot here (846607 until then). */
  written: boolean
}

/** One WebSocket of a developer's program. */
export interface Link {
  send(frame: Json): void
  close(): void
  /** As if the network had gone: no close frame. */
  cut(): void
}

export interface Stream {
  id: string
  msgid: string
  startedAt: number
  finished: boolean
  carded: boolean
}

/** Something pushed to the developer, and what came back for its req_id. */
export interface Push {
  reqId: string
  kind: 'message' | 'enter_chat' | 'template_card_event' | 'feedback_event'
  link: Link
  chat: Chat
  userid: string
  at: number
  /** What is pushed again by `repeat`. */
  frame: Json
  answered: boolean
  stream: Stream | null
  /** The card that was pressed. */
  card: { msgid: string; taskId: string } | null
}

export interface Upload {
  type: MediaType
  filename: string
  size: number
  chunks: number
  md5: string | null
  received: Map<number, Buffer>
  until: number
}

export interface SealedFile {
  mediaId: string
  key: Buffer
  until: number
}

/** Complete accounting, as the books of the other channels. */
export interface BotBook {
  pushed: { msgid: string; req_id: string; at: number; chatid: string; msgtype: string }[]
  /** Written while no program was connected. */
  missed: number
  accepted: { at: number; chatid: string; cmd: string; msgtype: string; text: string }[]
  refused: Record<string, number>
  connections: number
  kicked: number
}

export interface Robot {
  id: string
  secret: string
  name: string
  /** The one subscribed connection. */
  link: Link | null
  links: Set<Link>
  chats: Map<string, Chat>
  pushes: Map<string, Push>
  uploads: Map<string, Upload>
  files: Map<string, SealedFile>
  taskIds: Set<string>
  /** Lower-case userid → the day of the last enter_chat. */
  entered: Map<string, number>
  book: BotBook
}

export interface RobotConfig {
  id: string
  secret: string
  name?: string | undefined
}

export const createRobot = ({ id, secret, name = '民情助手' }: RobotConfig): Robot => ({
  id,
  secret,
  name,
  link: null,
  links: new Set(),
  chats: new Map(),
  pushes: new Map(),
  uploads: new Map(),
  files: new Map(),
  taskIds: new Set(),
  entered: new Map(),
  book: { pushed: [], missed: 0, accepted: [], refused: {}, connections: 0, kicked: 0 },
})
