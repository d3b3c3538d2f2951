import type { SimulatorConfig } from '../config.ts'
import { type Answer, fine, type Refusal, refuse } from '../errors.ts'
import { filled, type Json, within } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import type { LogEntry } from './log.ts'
import type { Tally } from './tally.ts'

export interface Servicer {
  userid: string
  serving: boolean
  /** 0 stopped, 1 suspended; only while not serving. */
  stopType?: 0 | 1
}

export interface Account {
  open_kfid: string
  name: string
  avatar: string
  /** Whether the kf app may touch it (48007 otherwise). */
  granted: boolean
  /** By lower-case userid. */
  servicers: Map<string, Servicer>
  /** Departments whose members take sessions too. */
  departments: Set<number>
  log: LogEntry[]
  /** Position of the log's first entry: older ones are past their three days. */
  logStart: number
  /** msgids used by API sends, which must not repeat (95033). */
  sentIds: Set<string>
  tally: Tally
}

export const buildAccounts = (config: SimulatorConfig): Map<string, Account> =>
  new Map(
    config.accounts.map(({ open_kfid, name, servicers }) => {
      const userids = servicers ?? config.members.map((member) => member.userid)
      return [open_kfid, newAccount(open_kfid, name, userids)]
    }),
  )

export const newAccount = (open_kfid: string, name: string, userids: string[] = [], avatar = ''): Account => ({
  open_kfid,
  name,
  avatar,
  granted: true,
  servicers: new Map(userids.map((userid) => [userid.toLowerCase(), { userid, serving: true }])),
  departments: new Set(),
  log: [],
  logStart: 0,
  sentIds: new Set(),
  tally: { days: new Map() },
})

/** The account a call names, if the caller's app may touch it. */
export const accountOf = (world: World, openKfid: unknown, token: Token): Account | Refusal => {
  if (!filled(openKfid)) return refuse(60251)
  if (!openKfid.startsWith('wk')) return refuse(95000)
  const account = world.accounts.get(openKfid)
  if (!account) return refuse(95004)
  return token.app === world.kfApp && account.granted ? account : refuse(48007)
}

export const listAccounts = (world: World, body: Json, token: Token): Answer => {
  const offset = body.offset ?? 0
  const limit = body.limit ?? world.limits.accountPage
  if (!Number.isInteger(offset) || (offset as number) < 0) return refuse(40058, 'offset')
  if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > world.limits.accountPage)
    return refuse(40058, 'limit')
  const granted = token.app === world.kfApp ? [...world.accounts.values()].filter((each) => each.granted) : []
  const page = granted.slice(offset as number, (offset as number) + (limit as number))
  return fine({
    account_list: page.map(({ open_kfid, name, avatar }) => ({ open_kfid, name, avatar, manage_privilege: true })),
  })
}

export const addContactWay = (world: World, body: Json, token: Token): Answer => {
  const account = accountOf(world, body.open_kfid, token)
  if ('errcode' in account) return account
  const scene = body.scene ?? ''
  if (!within(scene, 0, world.limits.sceneBytes) || !/^[0-9a-zA-Z_-]*$/.test(scene)) return refuse(40058, 'scene')
  const code = world.ids.unique('ENC', 24)
  world.contactWays.set(code, { open_kfid: account.open_kfid, scene: scene === '' ? null : scene })
  return fine({ url: `https://work.weixin.qq.com/kf/kfc${code.toLowerCase()}?enc_scene=${code}` })
}
