import { type Member, memberOf, newMember } from './app/member.ts'
import { type Answer, ControlError, fine, refuse } from './errors.ts'
import type { Json } from './text.ts'
import type { Token } from './token.ts'
import type { World } from './world.ts'
import { toXml } from './xml.ts'

/** Departments are the members' departments under one root (§6.4: root id 1). */
const departments = (world: World): { id: number; name: string }[] => {
  const names = [...new Set([...world.members.values()].map((member) => member.department))]
  return [{ id: 1, name: '组织' }, ...names.map((name, i) => ({ id: i + 2, name }))]
}

const departmentId = (world: World, member: Member): number =>
  departments(world).find((each) => each.name === member.department)?.id ?? 1

export const membersOfDepartment = (world: World, id: number): Member[] =>
  [...world.members.values()].filter((member) => id === 1 || departmentId(world, member) === id)

export const departmentExists = (world: World, id: number): boolean => departments(world).some((each) => each.id === id)

/** §6.4: an app of today gets neither mobile nor avatar here. */
export const getUser = (world: World, query: Record<string, string>): Answer => {
  const member = memberOf(world, query.userid ?? '')
  if (!member) return refuse(60111)
  const id = departmentId(world, member)
  return fine({
    userid: member.userid,
    name: member.name,
    department: [id],
    main_department: id,
    order: [0],
    position: '',
    is_leader_in_dept: [0],
    direct_leader: [],
    status: member.status,
    alias: '',
    telephone: '',
    extattr: { attrs: [] },
  })
}

export const simpleList = (world: World, query: Record<string, string>): Answer => {
  const id = Number(query.department_id)
  if (!departmentExists(world, id)) return refuse(60123)
  const userlist = membersOfDepartment(world, id).map((member) => {
    const department = [departmentId(world, member)]
    return { userid: member.userid, name: member.name, department }
  })
  return fine({ userlist })
}

export const listDepartments = (world: World, query: Record<string, string>): Answer => {
  const all = departments(world).map(({ id, name }) => ({
    id,
    name,
    name_en: '',
    department_leader: [],
    parentid: id === 1 ? 0 : 1,
    order: 1000 - id,
  }))
  if (!query.id) return fine({ department: all })
  const id = Number(query.id)
  const found = all.filter((each) => each.id === id || each.parentid === id)
  return found.length > 0 ? fine({ department: found }) : refuse(60123)
}

/** §6.5: one ticket for the corp and one for each app, the same until it expires. */
export const getTicket = (world: World, token: Token, type: 'corp' | 'agent_config'): Answer => {
  const key = type === 'corp' ? 'corp' : `agent ${token.app.name}`
  const held = world.tickets.get(key)
  const now = world.clock.now()
  const alive = held && held.expiresAt > now
  const ticket = alive ? held : { ticket: world.ids.unique('', 86), expiresAt: now + world.limits.ticketSeconds * 1000 }
  world.tickets.set(key, ticket)
  return fine({ ticket: ticket.ticket, expires_in: Math.ceil((ticket.expiresAt - now) / 1000) })
}

export interface ContactChange {
  userid: string
  name?: string | undefined
  department?: string | undefined
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status?: number | undefined
  remove?: boolean | undefined
}

/** The corp's administrator changes the address book; apps are told by change_contact (§2.7). */
export const changeContact = async (world: World, change: ContactChange): Promise<{ change_type: string }> => {
  const key = change.userid.toLowerCase()
  const known = world.members.get(key)
  if (change.remove === true && !known) throw new ControlError(404, `no member ${change.userid}`)
  const change_type = change.remove === true ? 'delete_user' : known ? 'update_user' : 'create_user'
  if (change.remove === true) world.members.delete(key)
  else applyChange(world, key, change)
  await world.callbacks.send({
    app: world.staffApp,
    family: 'app',
    what: `change_contact ${change_type}`,
    plain: toXml({
      ToUserName: world.corpId,
      FromUserName: 'sys',
      CreateTime: world.clock.seconds(),
      MsgType: 'event',
      Event: 'change_contact',
      ChangeType: change_type,
      UserID: known?.userid ?? change.userid,
      Name: change.name,
      Status: change.status,
    }),
  })
  return { change_type }
}

const applyChange = (world: World, key: string, change: ContactChange) => {
  const known = world.members.get(key)
  const fields: Json = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.department === undefined ? {} : { department: change.department }),
    ...(change.status === undefined ? {} : { status: change.status }),
  }
  if (known) Object.assign(known, fields)
  else {
    const { userid, name = userid, department = '未分配', status = 1 } = change
    world.members.set(key, newMember({ userid, name, department }, status))
  }
}
