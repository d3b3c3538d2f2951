import type { Kysely } from 'kysely'
import type { Json, Tables } from '../../platform/db/index.ts'
import type { Office, Org, Organisation, Place, RouteRow, Staff } from './types.ts'

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
    routes: { position: number; category: string; place: string | null; kind: RouteRow['kind']; office: string }
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
  return true
}

/** The organisation as it stands, or null before the first import. */
export async function readOrg(db: Kysely<Tables>): Promise<Org | null> {
  const head = await db.selectFrom('settings').select('value').where('name', '=', ORGANISATION).executeTakeFirst()
  if (!head) return null
  const [places, offices, staff, routes] = await Promise.all([
    db.selectFrom('places').select(['id', 'name', 'level', 'parent', 'aliases']).orderBy('position').execute(),
    db
      .selectFrom('offices')
      .select(['id', 'name', 'kind', 'parent', 'place', 'phone', 'address', 'hours'])
      .orderBy('position')
      .execute(),
    db.selectFrom('staff').select(['userid', 'name', 'office', 'role', 'substitute']).orderBy('position').execute(),
    db.selectFrom('routes').select(['category', 'place', 'kind', 'office']).orderBy('position').execute(),
  ])
  return { organisation: JSON.parse(head.value) as Organisation, places, offices, staff, routes }
}
