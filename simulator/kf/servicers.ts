import { memberOf } from '../app/member.ts'
import { departmentExists, membersOfDepartment } from '../contacts/read.ts'
import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import type { Json } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { type Account, accountOf, type Servicer } from './account.ts'

/** Who takes sessions of an account: named there, or in one of its departments. */
export const servicerIn = (world: World, account: Account, userid: string): Servicer | undefined => {
  const key = userid.toLowerCase()
  const named = account.servicers.get(key)
  if (named) return named
  for (const id of account.departments) {
    const member = membersOfDepartment(world, id).find((each) => each.userid.toLowerCase() === key)
    if (member) return { userid: member.userid, serving: true }
  }
  return undefined
}

/** §3.8 and trap 9.16: in this list 0 is taking sessions and 1 is stopped. */
export const listServicers = (world: World, query: Record<string, string>, token: Token): Answer => {
  const account = accountOf(world, query.open_kfid, token)
  if (isRefusal(account)) return account
  const members = [...account.servicers.values()].map(({ userid, serving, stopType = 0 }) =>
    serving ? { userid, status: 0 } : { userid, status: 1, stop_type: stopType },
  )
  return fine({ servicer_list: [...members, ...[...account.departments].map((department_id) => ({ department_id }))] })
}

interface Named {
  account: Account
  userids: string[]
  departments: number[]
}

const namedIn = (world: World, body: Json, token: Token): Named | Refusal => {
  const account = accountOf(world, body.open_kfid, token)
  if (isRefusal(account)) return account
  const { userid_list: userids = [], department_id_list: departments = [] } = body
  const { servicerUserids, servicerDepartments } = world.limits
  if (!Array.isArray(userids) || userids.length > servicerUserids) return refuse(40058, 'userid_list')
  if (!Array.isArray(departments) || departments.length > servicerDepartments)
    return refuse(40058, 'department_id_list')
  if (userids.length + departments.length === 0) return refuse(40058, 'userid_list')
  return { account, userids: userids.map(String), departments: departments.map(Number) }
}

type Result = { errcode: number; errmsg: string }
const DONE: Result = { errcode: 0, errmsg: 'success' }
/** What was so before. */
const IGNORED: Result = { errcode: 0, errmsg: 'ignored' }

/** §3.8 kf/servicer/add: each name has a result of its own. */
export const addServicers = (world: World, body: Json, token: Token): Answer => {
  const named = namedIn(world, body, token)
  if (isRefusal(named)) return named
  const { account } = named
  const full = () => account.servicers.size + account.departments.size >= world.limits.servicers
  const addUser = (userid: string): Result => {
    const member = memberOf(world, userid)
    if (!member) return refuse(60030)
    if (account.servicers.has(userid.toLowerCase())) return IGNORED
    if (full()) return refuse(95020)
    account.servicers.set(userid.toLowerCase(), { userid: member.userid, serving: true })
    return DONE
  }
  const addDepartment = (id: number): Result => {
    if (!departmentExists(world, id)) return refuse(60030)
    if (account.departments.has(id)) return IGNORED
    if (full()) return refuse(95020)
    account.departments.add(id)
    return DONE
  }
  return results(named, addUser, addDepartment)
}

export const removeServicers = (world: World, body: Json, token: Token): Answer => {
  const named = namedIn(world, body, token)
  if (isRefusal(named)) return named
  const { account } = named
  return results(
    named,
    (userid) => (account.servicers.delete(userid.toLowerCase()) ? DONE : IGNORED),
    (id) => (account.departments.delete(id) ? DONE : IGNORED),
  )
}

const results = (named: Named, byUser: (userid: string) => Result, byDepartment: (id: number) => Result): Answer =>
  fine({
    result_list: [
      ...named.userids.map((userid) => ({ userid, ...byUser(userid) })),
      ...named.departments.map((department_id) => ({ department_id, ...byDepartment(department_id) })),
    ],
  })
