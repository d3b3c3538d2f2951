import { recipientsOf } from './recipients.ts'
import type { Org, Shift } from './types.ts'

const WEEK_MS = 7 * 24 * 3_600_000

/** Who is on duty at an office. Where the roster names nobody: whoever gets its matters, so that no hour is without anybody. */
export function onDuty(officeId: string, at: Date, org: Pick<Org, 'duty' | 'staff' | 'offices'>): string[] {
  const listed = listedAt(
    org.duty.filter(({ office }) => office === officeId),
    at,
  )
  return listed.length > 0 ? listed : recipientsOf(officeId, org)
}

/** A dated shift takes the place of the weekly ones while it lasts: a holiday, an exchange between colleagues. */
function listedAt(shifts: readonly Shift[], at: Date): string[] {
  const now = shifts.filter((shift) => covers(shift, at))
  const dated = now.filter(({ weekly }) => !weekly)
  return [...new Set((dated.length > 0 ? dated : now).map(({ userid }) => userid))]
}

function covers({ from, to, weekly }: Shift, at: Date): boolean {
  const since = at.getTime() - from.getTime()
  // No summer time in China: a week is always as long.
  return since >= 0 && (weekly ? since % WEEK_MS : since) < to.getTime() - from.getTime()
}

export interface DutyHole {
  office: string
  from: Date
  to: Date
}

/** Times that nobody has, of the offices that keep a roster. */
export function dutyHoles(org: Pick<Org, 'duty'>, from: Date, to: Date): DutyHole[] {
  const offices = [...new Set(org.duty.map(({ office }) => office))]
  return offices.flatMap((office) => {
    const shifts = org.duty.filter((shift) => shift.office === office)
    const edges = [from, ...changesBetween(shifts, from, to), to]
    const empty = edges.slice(0, -1).map((edge) => listedAt(shifts, edge).length === 0)
    // A hole begins where the one before it is taken, and ends where the next one is.
    return edges.flatMap((edge, index) => {
      if (!empty[index] || empty[index - 1]) return []
      const taken = empty.indexOf(false, index)
      return [{ office, from: edge, to: edges[taken] ?? to }]
    })
  })
}

/** Where a shift begins or ends, in order. */
function changesBetween(shifts: readonly Shift[], from: Date, to: Date): Date[] {
  const instants = shifts.flatMap((shift) =>
    [shift.from, shift.to].flatMap((edge) => {
      const first = shift.weekly
        ? edge.getTime() + Math.max(0, Math.ceil((from.getTime() - edge.getTime()) / WEEK_MS)) * WEEK_MS
        : edge.getTime()
      const all = [first]
      for (let next = first + WEEK_MS; shift.weekly && next < to.getTime(); next += WEEK_MS) all.push(next)
      return all
    }),
  )
  return [...new Set(instants)]
    .filter((instant) => instant > from.getTime() && instant < to.getTime())
    .sort((a, b) => a - b)
    .map((instant) => new Date(instant))
}
