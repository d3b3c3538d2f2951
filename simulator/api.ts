import { sendAppMessage } from './app/send.ts'
import { recallMessage, updateCard } from './app/update.ts'
import { getUser, listDepartmentIds, listDepartments, simpleList } from './contacts/read.ts'
import { type Answer, fine, isRefusal, type Refusal, refuse } from './errors.ts'
import { addContactWay, listAccounts } from './kf/account.ts'
import { batchGet } from './kf/customer.ts'
import { addAccount, deleteAccount, updateAccount } from './kf/manage.ts'
import { sendMsg, sendMsgOnEvent } from './kf/send.ts'
import { addServicers, listServicers, removeServicers } from './kf/servicers.ts'
import { getState, transState } from './kf/state.ts'
import { corpStatistic, servicerStatistic } from './kf/statistic.ts'
import { syncMsg } from './kf/sync.ts'
import { cancelUpgrade, upgradeConfig, upgradeService } from './kf/upgrade.ts'
import { type Download, download, upload } from './media.ts'
import { getUserDetail, getUserInfo, isGoodCode } from './oauth.ts'
import { SHAPES } from './shapes.ts'
import { complain, protest } from './strict.ts'
import { isObject, type Json } from './text.ts'
import { getTicket } from './ticket.ts'
import { checkToken, getToken, type Token } from './token.ts'
import { uploadImage } from './uploadimg.ts'
import type { World } from './world.ts'

export interface Call {
  path: string
  verb: string
  query: Record<string, string>
  /** A parameter that stands in the query more than once. */
  repeated: string | null
  raw: Buffer
  /** The caller's address. */
  address: string
  contentType: string
  range: string | undefined
}

/** Null: the platform may have this, the simulator does not. */
export type Outcome = Answer | FileAnswer | null

export class FileAnswer {
  readonly download: Download

  constructor(file: Download) {
    this.download = file
  }
}

interface Api {
  verb: 'GET' | 'POST'
  run(world: World, call: Call & { body: Json }, token: Token): Outcome
}

const get = (run: (world: World, query: Record<string, string>, token: Token) => Outcome): Api => ({
  verb: 'GET',
  run: (world, call, token) => run(world, call.query, token),
})
const post = (run: (world: World, body: Json, token: Token) => Outcome): Api => ({
  verb: 'POST',
  run: (world, call, token) => run(world, call.body, token),
})

/** Every call of the platform that the simulator has. */
export const APIS: Record<string, Api> = {
  '/cgi-bin/getcallbackip': get(() => fine({ ip_list: ['127.0.0.1'] })),
  '/cgi-bin/kf/sync_msg': post(syncMsg),
  '/cgi-bin/kf/send_msg': post(sendMsg),
  '/cgi-bin/kf/send_msg_on_event': post(sendMsgOnEvent),
  '/cgi-bin/kf/service_state/get': post(getState),
  '/cgi-bin/kf/service_state/trans': post(transState),
  '/cgi-bin/kf/customer/batchget': post(batchGet),
  '/cgi-bin/kf/customer/get_upgrade_service_config': get(upgradeConfig),
  '/cgi-bin/kf/customer/upgrade_service': post(upgradeService),
  '/cgi-bin/kf/customer/cancel_upgrade_service': post(cancelUpgrade),
  '/cgi-bin/kf/account/add': post(addAccount),
  '/cgi-bin/kf/account/del': post(deleteAccount),
  '/cgi-bin/kf/account/update': post(updateAccount),
  '/cgi-bin/kf/account/list': post(listAccounts),
  '/cgi-bin/kf/add_contact_way': post(addContactWay),
  '/cgi-bin/kf/servicer/add': post(addServicers),
  '/cgi-bin/kf/servicer/del': post(removeServicers),
  '/cgi-bin/kf/servicer/list': get(listServicers),
  '/cgi-bin/kf/get_corp_statistic': post(corpStatistic),
  '/cgi-bin/kf/get_servicer_statistic': post(servicerStatistic),
  '/cgi-bin/media/upload': {
    verb: 'POST',
    run: (world, call) => upload(world, call.query.type, call.contentType, call.raw),
  },
  '/cgi-bin/media/uploadimg': {
    verb: 'POST',
    run: (world, call) => uploadImage(world, call.contentType, call.raw),
  },
  '/cgi-bin/media/get': {
    verb: 'GET',
    run: (world, call) => {
      const found = download(world, call.query.media_id, call.range)
      return isRefusal(found) ? found : new FileAnswer(found)
    },
  },
  '/cgi-bin/message/send': post(sendAppMessage),
  '/cgi-bin/message/update_template_card': post(updateCard),
  '/cgi-bin/message/recall': post(recallMessage),
  '/cgi-bin/auth/getuserinfo': get(getUserInfo),
  '/cgi-bin/auth/getuserdetail': post(getUserDetail),
  '/cgi-bin/user/get': get(getUser),
  '/cgi-bin/user/simplelist': get(simpleList),
  '/cgi-bin/department/list': get(listDepartments),
  '/cgi-bin/department/simplelist': get(listDepartmentIds),
  '/cgi-bin/get_jsapi_ticket': get((world, _query, token) => getTicket(world, token, 'corp')),
  '/cgi-bin/ticket/get': get((world, query, token) =>
    query.type === 'agent_config' ? getTicket(world, token, 'agent_config') : refuse(40058, 'type'),
  ),
}

/** Their body is multipart/form-data. */
const FILES = ['/cgi-bin/media/upload', '/cgi-bin/media/uploadimg']

export const runCall = (world: World, call: Call): Outcome => {
  const tokenCall = call.path === '/cgi-bin/gettoken'
  const api = tokenCall ? undefined : APIS[call.path]
  if (!tokenCall && !api) return null
  const due = api?.verb ?? 'GET'
  if (call.verb !== due) return wrongVerb(world, due)
  if (!takeCall(world, call)) return refuse(45009)
  const undocumented = foreignQuery(world, call)
  if (undocumented) return undocumented
  if (!api) return getToken(world, call.query, call.address)
  const token = checkToken(world, call.query)
  if (isRefusal(token)) return token
  if (world.switches.refuse_address) return refuse(60020)
  if (disabled(world, token)) return refuse(50003)
  const body = due === 'GET' || FILES.includes(call.path) ? {} : parse(call.raw)
  if (body === null) return badJson()
  const foreign = complain(world, call.path, body, SHAPES[call.path]?.body ?? {})
  return foreign ?? api.run(world, { ...call, body }, token)
}

/** Strict mode: only documented parameters, each once, and no body where the verb has none. */
const foreignQuery = (world: World, call: Call): Refusal | null => {
  if (!world.switches.strict) return null
  const { query = [] } = SHAPES[call.path] ?? {}
  const foreign = Object.keys(call.query).find((name) => !EVERYWHERE.includes(name) && !query.includes(name))
  if (foreign !== undefined) return protest(world, call.path, `undocumented parameter "${foreign}"`)
  if (call.repeated !== null) return protest(world, call.path, `parameter "${call.repeated}" twice`)
  return call.verb === 'GET' && call.raw.length > 0 ? protest(world, call.path, 'a GET with a body') : null
}

/** §0: the token, and the echo for debugging. */
const EVERYWHERE = ['access_token', 'debug']

/** §1.4: for each call so many from the corp and so many from one address; a login with a good code does not count. */
const takeCall = (world: World, call: Call): boolean => {
  const free = call.path === '/cgi-bin/auth/getuserinfo' && isGoodCode(world, call.query.code)
  if (free) return true
  const { callsPerMinute, callsPerHour, addressCallsPerMinute, addressCallsPerHour } = world.limits
  const now = world.clock.now()
  const byAddress = `${call.path} from ${call.address}`
  const mine = world.frequency.take(call.path, now, callsPerMinute, callsPerHour)
  return world.frequency.take(byAddress, now, addressCallsPerMinute, addressCallsPerHour) && mine
}

const disabled = (world: World, { app }: Token): boolean => {
  const name = world.switches.disabled_app
  return name !== 'none' && app === (name === 'kf' ? world.kfApp : world.staffApp)
}

const wrongVerb = (world: World, due: 'GET' | 'POST'): Answer => {
  if (world.switches.wrong_verb === '40058') return refuse(40058, `${due} needed`)
  return refuse(due === 'GET' ? 43001 : 43002)
}

const parse = (raw: Buffer): Json | null => {
  try {
    const value: unknown = JSON.parse(raw.toString())
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

const badJson = (): Answer => {
  const refusal = refuse(47001)
  return { ...refusal, errmsg: `Warning: wrong json format. ${refusal.errmsg}` }
}
