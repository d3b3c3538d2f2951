import { departmentExists, membersOfDepartment } from '../contacts/read.ts'
import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { filled, type Json } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { callsBack } from './card.ts'
import { checkAppContent, type Shown } from './content.ts'
import { deliverTo, issueResponseCode, type Member, memberOf } from './member.ts'

/** §4.1 message/send. */
export const sendAppMessage = (world: World, body: Json, token: Token): Answer => {
  const agent = checkAgent(body.agentid, token) ?? flagFault(body)
  if (agent) return agent
  const targets = resolveTargets(world, body)
  if (isRefusal(targets)) return targets
  const shown = checkAppContent(world, body)
  if (isRefusal(shown)) return shown
  const repeated = checkRepeat(world, body)
  if (isRefusal(repeated)) return repeated
  if (repeated.earlier) return repeated.earlier
  const fault = useTaskId(world, shown) ?? takeDailyQuota(world, token, targets.members.length)
  if (fault) return fault
  const answer = deliver(world, token, targets, shown)
  if (repeated.key !== null) world.sentRequests.set(repeated.key, { at: world.clock.now(), answer })
  return answer
}

export const checkAgent = (agentid: unknown, token: Token): Refusal | null => {
  if (!Number.isInteger(agentid)) return refuse(40056)
  return agentid === token.app.agentId ? null : refuse(301002)
}

/** §4.1: safe 2 is for mpnews only. */
const flagFault = (body: Json): Refusal | null => {
  const flags = ['safe', 'enable_id_trans', 'enable_duplicate_check']
  const bad = flags.find((name) => body[name] !== undefined && body[name] !== 0 && body[name] !== 1)
  return bad === undefined ? null : refuse(40058, bad)
}

interface Targets {
  members: Member[]
  invaliduser: string
  invalidparty: string
  invalidtag: string
}

const split = (list: unknown): string[] => (filled(list) ? list.split('|').filter((each) => each !== '') : [])

const resolveTargets = (world: World, body: Json): Targets | Refusal => {
  const users = split(body.touser)
  if (body.touser === '@all') return { members: active(world.members.values()), ...noneInvalid }
  const parties = split(body.toparty)
  const tags = split(body.totag)
  if (users.length + parties.length + tags.length === 0) return refuse(82001)
  if (users.length > world.limits.recipients) return refuse(40032)
  if (parties.length > world.limits.parties) return refuse(82002)
  if (tags.length > world.limits.parties) return refuse(82003)
  const known = users.map((userid) => ({ userid, member: memberOf(world, userid) }))
  const partyKnown = (id: string) => departmentExists(world, Number(id))
  const named = known.flatMap(({ member }) => (member ? [member] : []))
  const inParties = parties.filter(partyKnown).flatMap((id) => membersOfDepartment(world, Number(id)))
  const members = active(new Set([...named, ...inParties]))
  if (members.length === 0) return refuse(81013)
  const dead = known.filter(({ member }) => member?.status !== 1).map(({ userid }) => userid.toLowerCase())
  const invalidparty = parties.filter((id) => !partyKnown(id)).join('|')
  // The simulated corp has no tags.
  return { members, invaliduser: dead.join('|'), invalidparty, invalidtag: tags.join('|') }
}

const noneInvalid = { invaliduser: '', invalidparty: '', invalidtag: '' }
const active = (members: Iterable<Member>) => [...members].filter((member) => member.status === 1)

/** The same request inside the interval is accepted, answered as before and not delivered again. */
const checkRepeat = (world: World, body: Json): { key: string | null; earlier?: Answer } | Refusal => {
  if (body.enable_duplicate_check !== 1) return { key: null }
  const seconds = body.duplicate_check_interval ?? world.limits.duplicateDefaultSeconds
  const good =
    Number.isInteger(seconds) && (seconds as number) > 0 && (seconds as number) <= world.limits.duplicateMaxSeconds
  if (!good) return refuse(40058, 'duplicate_check_interval')
  const key = JSON.stringify(body)
  const earlier = world.sentRequests.get(key)
  const inside = earlier && world.clock.now() - earlier.at < (seconds as number) * 1000
  return inside ? { key, earlier: earlier.answer } : { key }
}

const useTaskId = (world: World, shown: Shown): Refusal | null => {
  const taskId = shown.card?.task_id
  if (!filled(taskId)) return null
  if (world.taskIds.has(taskId)) return refuse(42014, 'task_id has been used')
  world.taskIds.add(taskId)
  return null
}

/** Account cap × 200 person-times a day. */
const takeDailyQuota = (world: World, token: Token, count: number): Refusal | null => {
  const day = Math.floor((world.clock.now() + 8 * 3_600_000) / 86_400_000)
  const quota = world.dailySends
  if (quota.day !== day) Object.assign(quota, { day, counts: new Map() })
  const sum = (quota.counts.get(token.app.name) ?? 0) + count
  if (sum > world.limits.accountCap * 200) return refuse(45009, 'person-times of the day')
  quota.counts.set(token.app.name, sum)
  return null
}

const deliver = (world: World, token: Token, targets: Targets, shown: Shown): Answer => {
  const msgid = world.ids.unique('', 64)
  const at = world.clock.now()
  const taskId = filled(shown.card?.task_id) ? shown.card.task_id : null
  const recipients = new Set<string>()
  for (const member of targets.members) {
    const copy = { at, wall_ms: world.clock.wall(), msgid, ...shown, updates: 0 }
    if (deliverTo(world, member, (seq) => ({ seq, ...copy }))) recipients.add(member.userid.toLowerCase())
  }
  world.messages.set(msgid, { msgid, app: token.app, at, taskId, recipients })
  const { members: _members, ...invalid } = targets
  const lists = Object.fromEntries(Object.entries(invalid).filter(([, list]) => list !== ''))
  const code = shown.card && callsBack(shown.card) ? { response_code: issueResponseCode(world, msgid) } : {}
  return fine({ ...lists, msgid, ...code })
}
