import type { Org } from '../../case/org/index.ts'
import type { Actor } from '../../case/ticket/index.ts'
import type { OfficeName } from '../contract/index.ts'
import { staffMember } from './policy.ts'
import { CITIZEN_NAME, SYSTEM_NAME } from './texts.ts'

/** A person who has left keeps the userid as a name; an office that is gone keeps its id. */
export function nameOf(actor: Actor, org: Org): string {
  if (actor.kind === 'staff') return staffNamed(actor.id, org)
  return actor.kind === 'citizen' ? CITIZEN_NAME : SYSTEM_NAME
}

export const staffNamed = (userid: string, org: Org): string => staffMember(userid, org)?.name ?? userid

export const officeNamed = (id: string, org: Org): OfficeName => ({
  id,
  name: org.offices.find((office) => office.id === id)?.name ?? id,
})

export const placeNamed = (id: string | null, org: Org): string | null =>
  id === null ? null : (org.places.find((place) => place.id === id)?.name ?? id)
