import { onDuty } from './duty.ts'
import { officeAncestors } from './tree.ts'
import type { Org } from './types.ts'

type Known = Pick<Org, 'duty' | 'staff' | 'offices'>

export interface Paging {
  at: Date
  /** Who was paged for it before, and who must not be (absent, stands aside): in lower case. */
  leftOut: ReadonlySet<string>
  /** Offices complained of, with those under them: none of their people, wherever they are on duty. */
  barred: readonly string[]
}

/**
 * Whom to page next, for each of these offices: who is on duty, then their substitutes, then the leads, then the supervisors; then
 * the same one office higher, and so on. Empty: there is nobody left.
 */
export function nextToPage(offices: readonly string[], paging: Paging, org: Known): string[] {
  return [...new Set(offices.flatMap((office) => nextOf(office, paging, org)))]
}

function nextOf(officeId: string, paging: Paging, org: Known): string[] {
  const above = officeAncestors(officeId, org.offices).map(({ id }) => id)
  for (const id of [officeId, ...above].filter((office) => !paging.barred.includes(office))) {
    for (const rung of rungsOf(id, paging.at, org)) {
      const left = rung.filter((userid) => mayBePaged(userid, paging, org))
      if (left.length > 0) return left
    }
  }
  return []
}

function rungsOf(officeId: string, at: Date, org: Known): string[][] {
  const duty = onDuty(officeId, at, org)
  const own = org.staff.filter(({ office }) => office === officeId)
  const ofRole = (role: string) => own.filter((member) => member.role === role).map(({ userid }) => userid)
  const substitutes = org.staff
    .filter(({ userid }) => duty.includes(userid))
    .flatMap(({ substitute }) => substitute ?? [])
  return [duty, substitutes, ofRole('lead'), ofRole('supervisor')]
}

function mayBePaged(userid: string, { leftOut, barred }: Paging, org: Known): boolean {
  const member = org.staff.find((one) => one.userid === userid)
  return member !== undefined && !barred.includes(member.office) && !leftOut.has(userid.toLowerCase())
}
