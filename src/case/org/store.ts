import type { Kysely } from 'kysely'
import type { Json, Tables } from '../../platform/db/index.ts'
import type { Office, Org, Organisation, Place, RouteRow, Shift, Staff } from './types.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    places: {
      id: string
      position: number
      name: string
      level: Place['level']
      parent: string | null
      aliases: Json<string[]>
    }
    offices: {
      id: string
      position: number
      name: string
      kind: Office['kind']
      parent: string | null
      place: string
      phone: string
      address: string
      hours: string
    }
    staff: {
      userid: string
      position: number
      name: string
      office: string
      role: Staff['role']
      substitute: string | null
    }
    routes: {
      position: number
      category: string
      place: string | null
      kind: RouteRow['kind']
      office: string
      owner: string | null
    }
    duty: { position: number; office: string; userid: string; starts_at: Date; ends_at: Date; weekly: boolean }
  }
}

const ORGANISATION = 'organisation'

/** Imports an organisation once; a database that has one keeps it (changes go through the console). True when it was written. */
export async function importOrg(trx: Kysely<Tables>, org: Org): Promise<boolean> {
  const first = await trx
    .insertInto('settings')
    .values({ name: ORGANISATION, value: JSON.stringify(org.organisation) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst()
  if (!first) return false
  await trx
    .insertInto('places')
    .values(org.places.map((place, position) => ({ ...place, position, aliases: JSON.stringify(place.aliases) })))
    .execute()
  await trx
    .insertInto('offices')
    .values(org.offices.map((office, position) => ({ ...office, position })))
    .execute()
  await trx
    .insertInto('staff')
    .values(org.staff.map((member, position) => ({ ...member, position })))
    .execute()
  await trx
    .insertInto('routes')
    .values(org.routes.map((route, position) => ({ ...route, position })))
    .execute()
  await replaceRoster(trx, org.duty)
  return true
}

/** The whole roster, in place of the one before: it changes with every month, the organisation hardly ever. */
export async function replaceRoster(trx: Kysely<Tables>, duty: readonly Shift[]): Promise<void> {
  await trx.deleteFrom('duty').execute()
  if (duty.length === 0) return
  await trx
    .insertInto('duty')
    .values(duty.map(({ from, to, ...shift }, position) => ({ ...shift, position, starts_at: from, ends_at: to })))
    .execute()
}

/** The organisation as it stands, or null before the first import. */
export async function readOrg(db: Kysely<Tables>): Promise<Org | null> {
  const head = await db.selectFrom('settings').select('value').where('name', '=', ORGANISATION).executeTakeFirst()
  if (!head) return null
  const [places, offices, staff, routes, shifts] = await Promise.all([
    db.selectFrom('places').select(['id', 'name', 'level', 'parent', 'aliases']).orderBy('position').execute(),
    db
      .selectFrom('offices')
      .select(['id', 'name', 'kind', 'parent', 'place', 'phone', 'address', 'hours'])
      .orderBy('position')
      .execute(),
    db.selectFrom('staff').select(['userid', 'name', 'office', 'role', 'substitute']).orderBy('position').execute(),
    db.selectFrom('routes').select(['category', 'place', 'kind', 'office', 'owner']).orderBy('position').execute(),
    db.selectFrom('duty').selectAll().orderBy('position').execute(),
  ])
  const duty = shifts.map(({ office, userid, starts_at, ends_at, weekly }) => ({
    ...{ office, userid, from: starts_at, to: ends_at, weekly },
  }))
  return { organisation: JSON.parse(head.value) as Organisation, places, offices, staff, routes, duty }
}
