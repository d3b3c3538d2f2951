import { z } from 'zod'
import type { Result } from '../../platform/kernel/index.ts'
import type { WecomFault } from '../fault.ts'
import { looseNumber, numberOrNull, textOrEmpty, textOrNull } from '../message/loose.ts'
import { jsonReader } from './answer.ts'
import type { Caller } from './call.ts'

type Answer<T> = Promise<Result<T, WecomFault>>

/** Who tapped the login link. An outsider is a success of the platform and must be refused by the caller (§6.3). */
export type Identity =
  | { kind: 'member'; userid: string; userTicket: string | null }
  | { kind: 'outsider'; openid: string | null; externalUserid: string | null }

export interface Member {
  userid: string
  name: string
  departments: number[]
  mainDepartment: number | null
  position: string | null
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: number | null
  directLeaders: string[]
}

export interface Department {
  id: number
  name: string
  parentId: number | null
  order: number | null
  leaders: string[]
}

export interface AuthApi {
  /** GET auth/getuserinfo. A code works once, so a lost answer is not asked for again. */
  getUserInfo(code: string): Answer<Identity>
}

/** What a list of a department tells of each member. */
export interface ListedMember {
  userid: string
  name: string
  departments: number[]
}

export interface UserApi {
  /** GET user/get. Kind 'gone' when there is no such member. */
  get(userid: string): Answer<Member>
  /** GET user/simplelist of one department; whether those of departments below are in it is not documented (§6.4). */
  simpleList(departmentId: number): Answer<ListedMember[]>
}

export interface DepartmentApi {
  /** GET department/list; everything visible without an id. */
  list(id?: number): Answer<Department[]>
}

const identity = z
  .object({ userid: textOrNull, user_ticket: textOrNull, openid: textOrNull, external_userid: textOrNull })
  .transform(
    (a): Identity =>
      a.userid === null
        ? { kind: 'outsider', openid: a.openid, externalUserid: a.external_userid }
        : { kind: 'member', userid: a.userid, userTicket: a.user_ticket },
  )

const member = z
  .object({
    userid: z.string(),
    name: textOrEmpty,
    department: z.array(looseNumber).nullish(),
    main_department: numberOrNull,
    position: textOrNull,
    status: numberOrNull,
    direct_leader: z.array(z.string()).nullish(),
  })
  .transform(
    (a): Member => ({
      userid: a.userid,
      name: a.name,
      departments: a.department ?? [],
      mainDepartment: a.main_department,
      position: a.position,
      status: a.status,
      directLeaders: a.direct_leader ?? [],
    }),
  )

const listed = z
  .object({
    userlist: z.array(
      z.object({ userid: z.string().min(1), name: textOrEmpty, department: z.array(looseNumber).nullish() }),
    ),
  })
  .transform((a): ListedMember[] =>
    a.userlist.map(({ userid, name, department }) => ({ userid, name, departments: department ?? [] })),
  )

const departments = z
  .object({
    department: z.array(
      z.object({
        id: looseNumber,
        name: textOrEmpty,
        parentid: numberOrNull,
        order: numberOrNull,
        department_leader: z.array(z.string()).nullish(),
      }),
    ),
  })
  .transform((a): Department[] =>
    a.department.map((d) => ({
      id: d.id,
      name: d.name,
      parentId: d.parentid,
      order: d.order,
      leaders: d.department_leader ?? [],
    })),
  )

export function authApi(caller: Caller): AuthApi {
  const api = 'auth/getuserinfo'
  return {
    getUserInfo: (code) => caller.call({ api, query: { code }, repeatable: false, read: jsonReader(api, identity) }),
  }
}

export function userApi(caller: Caller): UserApi {
  const read = { repeatable: true }
  return {
    get: (userid) => caller.call({ ...read, api: 'user/get', query: { userid }, read: jsonReader('user/get', member) }),
    simpleList: (departmentId) =>
      caller.call({
        ...read,
        api: 'user/simplelist',
        query: { department_id: departmentId },
        read: jsonReader('user/simplelist', listed),
      }),
  }
}

export function departmentApi(caller: Caller): DepartmentApi {
  const api = 'department/list'
  return { list: (id) => caller.call({ api, query: { id }, repeatable: true, read: jsonReader(api, departments) }) }
}
