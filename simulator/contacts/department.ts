import { ControlError } from '../errors.ts'
import type { World } from '../world.ts'

export interface Department {
  id: number
  name: string
  parentid: number
  order: number
  leaders: string[]
}

/** §6.4: the root's id is 1. */
export const ROOT_ID = 1

interface Named {
  department: string
}
interface Given {
  id?: number | undefined
  name: string
  parentid?: number | undefined
  order?: number | undefined
}

/** Departments as given, then one under the root for each name of a member that is not among them. */
export const buildDepartments = (members: Named[], given: Given[] = []): Map<number, Department> => {
  const departments = new Map<number, Department>()
  const add = ({ id = nextId(departments), name, parentid = ROOT_ID, order = 1000 - id }: Given) =>
    departments.set(id, { id, name, parentid, order, leaders: [] })
  add({ id: ROOT_ID, name: given.find((each) => each.id === ROOT_ID)?.name ?? '组织', parentid: 0 })
  for (const each of given.filter(({ id }) => id !== ROOT_ID)) add(each)
  const known = new Set([...departments.values()].map(({ name }) => name))
  for (const { department } of members) {
    if (!known.has(department)) add({ name: department })
    known.add(department)
  }
  return departments
}

const nextId = (departments: Map<number, Department>): number => Math.max(ROOT_ID, ...departments.keys()) + 1

export const freshId = (world: World): number => nextId(world.departments)

export const departmentNamed = (world: World, name: string): Department | undefined =>
  [...world.departments.values()].find((each) => each.name === name)

export const needDepartment = (world: World, id: number): Department => {
  const department = world.departments.get(id)
  if (!department) throw new ControlError(404, `no department ${id}`)
  return department
}

/** A department and everything below it. */
export const within = (world: World, id: number): Set<number> => {
  const found = new Set([id])
  for (let grown = true; grown; ) {
    const below = [...world.departments.values()].filter((each) => found.has(each.parentid) && !found.has(each.id))
    for (const { id: child } of below) found.add(child)
    grown = below.length > 0
  }
  return found
}
