import { type Member, memberOf } from '../app/member.ts'
import { type Answer, fine, refuse } from '../errors.ts'
import type { World } from '../world.ts'
import { type Department, within } from './department.ts'

/** With everybody below it, as toparty and a department of servicers mean it. */
export const membersOfDepartment = (world: World, id: number): Member[] => {
  const ids = within(world, id)
  return [...world.members.values()].filter((member) => member.departments.some((each) => ids.has(each)))
}

export const departmentExists = (world: World, id: number): boolean => world.departments.has(id)

export const mainDepartment = (world: World, member: Member): string =>
  world.departments.get(member.departments[0] ?? 0)?.name ?? ''

/** §6.4: an app of today gets neither mobile nor avatar here. */
export const getUser = (world: World, query: Record<string, string>): Answer => {
  const member = memberOf(world, query.userid ?? '')
  if (!member) return refuse(60111)
  const { userid, name, departments, position, alias, leads, directLeader, status } = member
  return fine({
    userid,
    name,
    department: departments,
    main_department: departments[0],
    order: departments.map(() => 0),
    position,
    is_leader_in_dept: departments.map((id) => (leads.includes(id) ? 1 : 0)),
    direct_leader: directLeader === null ? [] : [directLeader],
    status,
    alias,
    telephone: '',
    extattr: { attrs: [] },
  })
}

/** §6.4. Whether a department's list holds those of its sub-departments is not in the sheet (a switch). */
export const simpleList = (world: World, query: Record<string, string>): Answer => {
  const id = Number(query.department_id)
  if (!departmentExists(world, id)) return refuse(60123)
  const below = membersOfDepartment(world, id)
  const listed = world.switches.simplelist_recursive
    ? below
    : below.filter(({ departments }) => departments.includes(id))
  return fine({ userlist: listed.map(({ userid, name, departments }) => ({ userid, name, department: departments })) })
}

const listed = (world: World, query: Record<string, string>): Department[] | null => {
  if (!query.id) return [...world.departments.values()]
  const id = Number(query.id)
  if (!departmentExists(world, id)) return null
  const ids = within(world, id)
  return [...world.departments.values()].filter((each) => ids.has(each.id))
}

export const listDepartments = (world: World, query: Record<string, string>): Answer => {
  const found = listed(world, query)
  if (!found) return refuse(60123)
  return fine({
    department: found.map(({ id, name, parentid, order, leaders }) => ({
      id,
      name,
      name_en: '',
      department_leader: leaders,
      parentid,
      order,
    })),
  })
}

export const listDepartmentIds = (world: World, query: Record<string, string>): Answer => {
  const found = listed(world, query)
  if (!found) return refuse(60123)
  return fine({ department_id: found.map(({ id, parentid, order }) => ({ id, parentid, order })) })
}
