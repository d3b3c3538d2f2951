import { officeAncestors } from './tree.ts'
import type { Org, Staff } from './types.ts'

/** Who gets a matter of an office first: those who handle it and who lead there; where nobody does, the supervisors. */
export function recipientsOf(officeId: string, org: Pick<Org, 'staff' | 'offices'>): string[] {
  const own = org.staff.filter((member) => member.office === officeId)
  const working = own.filter((member) => member.role !== 'supervisor')
  return ids(working.length > 0 ? working : own)
}

/**
 * The same without those who are known to be absent: for each of them their substitute, for a substitute who is absent too that
 * one's; where nobody of the office is left, whom `standIns` names.
 */
export function presentRecipients(
  officeId: string,
  absent: ReadonlySet<string>,
  org: Pick<Org, 'staff' | 'offices'>,
): string[] {
  const present = recipientsOf(officeId, org).flatMap((userid) => inPlaceOf(userid, absent, org, []))
  if (present.length > 0) return [...new Set(present)]
  return standIns(officeId, recipientsOf(officeId, org), org, absent)
}

function inPlaceOf(
  userid: string,
  absent: ReadonlySet<string>,
  org: Pick<Org, 'staff'>,
  seen: readonly string[],
): string[] {
  if (!absent.has(userid.toLowerCase())) return [userid]
  const substitute = org.staff.find((member) => member.userid === userid)?.substitute ?? null
  if (substitute === null || seen.includes(substitute)) return []
  return inPlaceOf(substitute, absent, org, [...seen, userid])
}

/** Offices that have staff, all of them absent. */
export function emptyOffices(absent: ReadonlySet<string>, org: Pick<Org, 'staff' | 'offices'>): string[] {
  return org.offices
    .filter(({ id }) => {
      const own = org.staff.filter((member) => member.office === id)
      return own.length > 0 && own.every((member) => absent.has(member.userid.toLowerCase()))
    })
    .map(({ id }) => id)
}

/**
 * Nobody was reached: the substitutes of those who were meant, then the supervisors of the office, then those of the offices
 * above it. `tried` and `absent` are left out; an empty list means that there is nobody left to ask.
 */
export function standIns(
  officeId: string,
  tried: readonly string[],
  org: Pick<Org, 'staff' | 'offices'>,
  absent: ReadonlySet<string> = new Set(),
): string[] {
  const askable = (userid: string) => !tried.includes(userid) && !absent.has(userid.toLowerCase())
  const left = (members: readonly Staff[]) => ids(members).filter(askable)
  const substitutes = org.staff
    .filter((member) => tried.includes(member.userid) && member.substitute !== null)
    .map((member) => member.substitute ?? '')
    .filter(askable)
  if (substitutes.length > 0) return [...new Set(substitutes)]
  for (const id of [officeId, ...officeAncestors(officeId, org.offices).map((office) => office.id)]) {
    const there = org.staff.filter((member) => member.office === id)
    const supervisors = left(there.filter((member) => member.role === 'supervisor'))
    if (supervisors.length > 0) return supervisors
    const others = left(there)
    if (others.length > 0) return others
  }
  return []
}

/** Offices that the citizen's words about the other side name, in full or without the organisation's name in front. */
export function officesNamed(text: string, org: Pick<Org, 'offices' | 'organisation' | 'places'>): string[] {
  const root = org.places.find((place) => place.parent === null)
  const prefixes = [org.organisation.name, root?.name ?? ''].filter((prefix) => prefix !== '')
  return org.offices
    .filter((office) => {
      const short = prefixes.reduce((name, prefix) => name.replace(prefix, ''), office.name)
      return text.includes(office.name) || (short.length >= 3 && text.includes(short))
    })
    .map((office) => office.id)
}

const ids = (members: readonly Staff[]): string[] => members.map((member) => member.userid)
