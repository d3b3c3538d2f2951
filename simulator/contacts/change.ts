import { type Member, memberOf, newMember } from '../app/member.ts'
import { ControlError } from '../errors.ts'
import type { World } from '../world.ts'
import { toXml, type XmlTree } from '../xml.ts'
import { departmentNamed, freshId, needDepartment, ROOT_ID } from './department.ts'
import { membersOfDepartment } from './read.ts'

export interface ContactChange {
  userid: string
  /** A userid that the system made may be changed once. */
  new_userid?: string | undefined
  name?: string | undefined
  /** By name; made under the root where there is none. */
  department?: string | undefined
  /** By ids, the main one first. */
  departments?: number[] | undefined
  /** Departments the member leads. */
  leads?: number[] | undefined
  direct_leader?: string | undefined
  position?: string | undefined
  alias?: string | undefined
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status?: number | undefined
  remove?: boolean | undefined
}

export interface DepartmentChange {
  id?: number | undefined
  name?: string | undefined
  parentid?: number | undefined
  order?: number | undefined
  leaders?: string[] | undefined
  remove?: boolean | undefined
}

/** The corp's administrator changes the address book; apps are told by change_contact (§2.7). */
export const changeContact = async (world: World, given: ContactChange): Promise<{ change_type: string }> => {
  const known = memberOf(world, given.userid)
  if (given.remove === true) return removeMember(world, given.userid, known)
  const change = await withDepartment(world, given)
  if (!known) return createMember(world, change)
  return updateMember(world, known, change)
}

const withDepartment = async (world: World, change: ContactChange): Promise<ContactChange> => {
  for (const id of change.departments ?? []) needDepartment(world, id)
  if (change.department === undefined) return change
  const held = departmentNamed(world, change.department)
  const id = held?.id ?? (await changeDepartment(world, { name: change.department })).id
  return { ...change, departments: [id] }
}

const removeMember = async (world: World, userid: string, known: Member | undefined) => {
  if (!known) throw new ControlError(404, `no member ${userid}`)
  world.members.delete(userid.toLowerCase())
  return tell(world, 'delete_user', { UserID: known.userid }, { UserID: known.userid })
}

const createMember = async (world: World, change: ContactChange) => {
  const { userid, name = userid, departments = [ROOT_ID], status = 1 } = change
  const member = newMember({ userid, name }, departments, status)
  apply(member, change)
  world.members.set(userid.toLowerCase(), member)
  const full = { UserID: userid, Name: name, ...place(member), ...person(member), ExtAttr: {} }
  return tell(world, 'create_user', full, { UserID: userid, Department: departments.join(',') })
}

const updateMember = async (world: World, member: Member, change: ContactChange) => {
  const before = member.userid
  apply(member, change)
  const renamed = change.new_userid
  if (renamed !== undefined) {
    world.members.delete(before.toLowerCase())
    member.userid = renamed
    world.members.set(renamed.toLowerCase(), member)
  }
  const moved = change.departments !== undefined || change.leads !== undefined
  const name = renamed === undefined ? {} : { NewUserID: renamed }
  const full = {
    UserID: before,
    ...name,
    ...(change.name === undefined ? {} : { Name: change.name }),
    ...(moved ? place(member) : {}),
    ...(change.direct_leader === undefined ? {} : { DirectLeader: change.direct_leader }),
    ...(change.position === undefined ? {} : { Position: change.position }),
    ...(change.status === undefined ? {} : { Status: change.status }),
    ...(change.alias === undefined ? {} : { Alias: change.alias }),
  }
  const ids = { UserID: before, ...name, ...(moved ? { Department: member.departments.join(',') } : {}) }
  // Apps configured since August 2022 hear of departments and userids only.
  return tell(world, 'update_user', full, moved || renamed !== undefined ? ids : null)
}

const apply = (member: Member, change: ContactChange): void => {
  const { name, departments, leads, direct_leader, position, alias, status } = change
  if (name !== undefined) member.name = name
  if (departments !== undefined) member.departments = departments
  if (leads !== undefined) member.leads = leads
  if (direct_leader !== undefined) member.directLeader = direct_leader
  if (position !== undefined) member.position = position
  if (alias !== undefined) member.alias = alias
  if (status !== undefined) member.status = status
}

const place = (member: Member): XmlTree => ({
  Department: member.departments.join(','),
  MainDepartment: member.departments[0] ?? ROOT_ID,
  IsLeaderInDept: member.departments.map((id) => (member.leads.includes(id) ? 1 : 0)).join(','),
})

/** Without mobile, mail, avatar and the like: an app of today is not given them. */
const person = (member: Member): XmlTree => ({
  DirectLeader: member.directLeader ?? '',
  Position: member.position,
  Status: member.status,
  Alias: member.alias,
  Telephone: '',
})

/** Departments are made, moved, renamed and removed. */
export const changeDepartment = async (
  world: World,
  change: DepartmentChange,
): Promise<{ change_type: string; id: number }> => {
  const known = change.id === undefined ? undefined : world.departments.get(change.id)
  if (change.remove === true) return removeDepartment(world, change.id)
  if (change.parentid !== undefined) needDepartment(world, change.parentid)
  const id = change.id ?? freshId(world)
  const { parentid = known?.parentid ?? ROOT_ID, order = known?.order ?? 1000 - id } = change
  const { name = known?.name ?? `部门${id}`, leaders = known?.leaders ?? [] } = change
  const moved = known?.parentid !== parentid
  world.departments.set(id, { id, name, parentid, order, leaders })
  const told = known
    ? await tell(
        world,
        'update_party',
        {
          Id: id,
          ...(change.name === undefined ? {} : { Name: name }),
          ...(moved ? { ParentId: String(parentid) } : {}),
        },
        moved ? { Id: id, ParentId: String(parentid) } : null,
      )
    : await tell(
        world,
        'create_party',
        { Id: id, Name: name, ParentId: String(parentid), Order: order },
        { Id: id, ParentId: String(parentid) },
      )
  return { ...told, id }
}

const removeDepartment = async (world: World, id: number | undefined) => {
  const department = needDepartment(world, id ?? 0)
  if (department.id === ROOT_ID) throw new ControlError(409, 'the root stays')
  const children = [...world.departments.values()].some((each) => each.parentid === department.id)
  if (children || membersOfDepartment(world, department.id).length > 0)
    throw new ControlError(409, `department ${department.id} is not empty`)
  world.departments.delete(department.id)
  const told = await tell(world, 'delete_party', { Id: department.id }, { Id: department.id })
  return { ...told, id: department.id }
}

/** With every field or with the ids only, as the switch says; null: such an app is not told. */
const tell = async (world: World, change_type: string, full: XmlTree, ids: XmlTree | null) => {
  const fields = world.switches.contact_fields === 'full' ? full : ids
  if (fields) {
    await world.callbacks.send({
      app: world.staffApp,
      family: 'app',
      what: `change_contact ${change_type}`,
      silent: true,
      plain: toXml({
        ToUserName: world.corpId,
        FromUserName: 'sys',
        CreateTime: world.clock.seconds(),
        MsgType: 'event',
        Event: 'change_contact',
        ChangeType: change_type,
        ...fields,
      }),
    })
  }
  return { change_type }
}
