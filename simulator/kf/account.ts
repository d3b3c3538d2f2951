import type { SimulatorConfig } from '../config.ts'
import { type Answer, fine, type Refusal, refuse } from '../errors.ts'
import { filled, type Json, within } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import type { LogEntry } from './log.ts'

export interface Servicer {
  userid: string
  serving: boolean
}

export interface Account {
  open_kfid: string
  name: string
  /** By lower-case userid. */
  servicers: Map<string, Servicer>
  log: LogEntry[]
  /** Position of the log's first entry: older ones are past their three days. */
  logStart: number
  /** msgids used by API sends, which must not repeat (95033). */
  sentIds: Set<string>
}

export const buildAccounts = (config: SimulatorConfig): Map<string, Account> =>
  new Map(
    config.accounts.map(({ open_kfid, name, servicers }) => {
      const userids = servicers ?? config.members.map((member) => member.userid)
      const account: Account = {
        open_kfid,
        name,
        servicers: new Map(userids.map((userid) => [userid.toLowerCase(), { userid, serving: true }])),
        log: [],
        logStart: 0,
        sentIds: new Set(),
      }
      return [open_kfid, account]
    }),
  )

/** The account a call names, if the caller's app may touch it. */
export const accountOf = (world: World, openKfid: unknown, token: Token): Account | Refusal => {
  if (!filled(openKfid)) return refuse(60251)
  if (!openKfid.startsWith('wk')) return refuse(95000)
  const account = world.accounts.get(openKfid)
  if (!account) return refuse(95004)
  return token.app === world.kfApp ? account : refuse(48007)
}

export const listAccounts = (world: World, body: Json, token: Token): Answer => {
  const offset = body.offset ?? 0
  const limit = body.limit ?? world.limits.accountPage
  if (!Number.isInteger(offset) || (offset as number) < 0) return refuse(40058, 'offset')
  if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > world.limits.accountPage)
    return refuse(40058, 'limit')
  const granted = token.app === world.kfApp ? [...world.accounts.values()] : []
  const page = granted.slice(offset as number, (offset as number) + (limit as number))
  return fine({
    account_list: page.map(({ open_kfid, name }) => ({ open_kfid, name, avatar: '', manage_privilege: true })),
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

/** §3.8 and trap 9.16: in this list 0 is taking sessions and 1 is stopped. */
export const listServicers = (world: World, query: Record<string, string>, token: Token): Answer => {
  const account = accountOf(world, query.open_kfid, token)
  if ('errcode' in account) return account
  const list = [...account.servicers.values()]
  return fine({
    servicer_list: list.map(({ userid, serving }) =>
      serving ? { userid, status: 0 } : { userid, status: 1, stop_type: 0 },
    ),
  })
}
