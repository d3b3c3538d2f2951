import { officeAncestors, placeChain, rootPlace } from './tree.ts'
import type { Org, OrgFault, Shift } from './types.ts'

/** A list entry that has the right shape, with its index in the file. */
export type Entry<T> = { index: number; value: T }

export interface Sections {
  places: Entry<Org['places'][number]>[]
  offices: Entry<Org['offices'][number]>[]
  staff: Entry<Org['staff'][number]>[]
  routes: Entry<Org['routes'][number]>[]
  duty: Entry<Org['duty'][number]>[]
}

export type Report = (path: readonly (string | number)[], code: OrgFault['code'], message: string) => void

export interface KnownIds {
  places: ReadonlySet<string>
  offices: ReadonlySet<string>
  staff: ReadonlySet<string>
}

/** What one entry alone cannot show: ids twice, names that lead nowhere, circles, and that every matter finds an office. */
export function linkFaults(sections: Sections, known: KnownIds, categories: readonly string[], report: Report): void {
  duplicates('places', sections.places, ({ id }) => id, report)
  duplicates('offices', sections.offices, ({ id }) => id, report)
  duplicates('staff', sections.staff, ({ userid }) => userid, report)
  duplicates('routes', sections.routes, (row) => [row.category, row.place, row.kind].join(' / '), report)
  placeLinks(sections, known, report)
  officeLinks(sections, known, report)
  staffLinks(sections, known, report)
  routeLinks(sections, known, categories, report)
  ownerLinks(sections, known, report)
  dutyLinks(sections.duty, known, report)
  fallback(sections, report)
}

function duplicates<T>(list: string, entries: readonly Entry<T>[], keyOf: (value: T) => string, report: Report): void {
  const seen = new Set<string>()
  for (const { index, value } of entries) {
    const key = keyOf(value)
    if (seen.has(key)) report([list, index], 'duplicate', `${list}: ${key} is listed twice`)
    seen.add(key)
  }
}

function placeLinks({ places }: Sections, known: KnownIds, report: Report): void {
  const all = places.map(({ value }) => value)
  for (const { index, value } of places) {
    const at = ['places', index, 'parent']
    if (value.parent === null) continue
    if (!known.places.has(value.parent)) {
      report(at, 'unknown_place', `place ${value.id}: its parent ${value.parent} is not in places`)
    } else if (placeChain(value.id, all).at(-1)?.parent === value.id || value.parent === value.id) {
      report(at, 'cycle', `place ${value.id} lies in itself`)
    }
  }
  const roots = places.filter(({ value }) => value.parent === null)
  if (roots.length === 0 && places.length > 0) report(['places'], 'root', 'one place must have no parent: the county')
  for (const { index, value } of roots.slice(1)) {
    report(['places', index], 'root', `place ${value.id} has no parent, but ${roots[0]?.value.id} is the root already`)
  }
}

function officeLinks({ offices }: Sections, known: KnownIds, report: Report): void {
  const all = offices.map(({ value }) => value)
  for (const { index, value } of offices) {
    if (!known.places.has(value.place)) {
      report(
        ['offices', index, 'place'],
        'unknown_place',
        `office ${value.id}: its place ${value.place} is not in places`,
      )
    }
    if (value.parent === null) continue
    const at = ['offices', index, 'parent']
    const ancestors = officeAncestors(value.id, all)
    if (!known.offices.has(value.parent)) {
      report(at, 'unknown_office', `office ${value.id}: its parent ${value.parent} is not in offices`)
    } else if (value.parent === value.id || ancestors.at(-1)?.parent === value.id) {
      report(at, 'cycle', `office ${value.id} is under itself`)
    }
  }
}

function staffLinks({ staff, offices }: Sections, known: KnownIds, report: Report): void {
  for (const { index, value } of staff) {
    if (!known.offices.has(value.office)) {
      report(['staff', index, 'office'], 'unknown_office', `${value.userid}: office ${value.office} is not in offices`)
    }
    const { substitute } = value
    if (substitute !== null && (!known.staff.has(substitute) || substitute === value.userid)) {
      const what = substitute === value.userid ? 'is the same person' : 'is not in staff'
      report(['staff', index, 'substitute'], 'unknown_staff', `${value.userid}: substitute ${substitute} ${what}`)
    }
  }
  const petition = offices.filter(({ value }) => value.kind === 'petition')
  for (const { index, value } of petition) {
    if (!staff.some((one) => one.value.office === value.id)) {
      report(['offices', index], 'no_staff', `office ${value.id} is where every matter can end up, but has no staff`)
    }
  }
}

function routeLinks({ routes }: Sections, known: KnownIds, categories: readonly string[], report: Report): void {
  for (const { index, value } of routes) {
    if (value.category !== '*' && !categories.includes(value.category)) {
      report(['routes', index, 'category'], 'unknown_category', `category ${value.category} is not in the taxonomy`)
    }
    if (value.place !== null && !known.places.has(value.place)) {
      report(
        ['routes', index, 'place'],
        'unknown_place',
        `route to ${value.office}: place ${value.place} is not in places`,
      )
    }
    if (!known.offices.has(value.office)) {
      report(
        ['routes', index, 'office'],
        'unknown_office',
        `route for ${value.category}: office ${value.office} is not in offices`,
      )
    }
  }
}

/** Whoever answers for the matters of a row is of the office they go to. */
function ownerLinks({ routes, staff }: Sections, known: KnownIds, report: Report): void {
  for (const { index, value } of routes) {
    const { owner, office, category } = value
    const at = ['routes', index, 'owner']
    if (owner === null) continue
    const listed = staff.find((one) => one.value.userid === owner)
    if (!known.staff.has(owner)) {
      report(at, 'unknown_staff', `route for ${category}: owner ${owner} is not in staff`)
    } else if (listed !== undefined && listed.value.office !== office) {
      report(at, 'not_of_office', `route for ${category}: owner ${owner} is not of office ${office}`)
    }
  }
}

const WEEK_MS = 7 * 24 * 3_600_000

/** On duty may be anybody of the staff: offices share a duty room. A time that nobody has is no fault. */
export function dutyLinks(
  duty: readonly Entry<Shift>[],
  known: Pick<KnownIds, 'offices' | 'staff'>,
  report: Report,
): void {
  duplicates('duty', duty, (row) => [row.office, row.userid, row.from.toISOString(), row.weekly].join(' / '), report)
  for (const { index, value } of duty) {
    const { office, userid, from, to, weekly } = value
    const fault = (key: string, code: OrgFault['code'], message: string) => report(['duty', index, key], code, message)
    if (!known.offices.has(office)) fault('office', 'unknown_office', `duty: office ${office} is not in offices`)
    if (!known.staff.has(userid)) fault('userid', 'unknown_staff', `duty at ${office}: ${userid} is not in staff`)
    if (to <= from) fault('to', 'shift', `duty of ${userid}: ends before it begins`)
    if (weekly && to.getTime() - from.getTime() > WEEK_MS) {
      fault('to', 'shift', `duty of ${userid}: is every week and longer than a week`)
    }
  }
}

/** With it every category reaches somebody, whatever the routes leave open. */
function fallback({ places, offices }: Sections, report: Report): void {
  const root = rootPlace(places.map(({ value }) => value))
  if (root === undefined) return
  if (!offices.some(({ value }) => value.kind === 'petition' && value.place === root.id)) {
    report(['offices'], 'no_fallback', `no petition office at ${root.id}: a matter without a route would reach nobody`)
  }
}
