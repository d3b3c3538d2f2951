import { shanghaiDay } from '../../platform/kernel/index.ts'
import { addDays, type ClockId, type Supervision } from '../rules/index.ts'
import type { Checkpoint } from './checkpoints.ts'
import type { RunningClock } from './clocks.ts'
import type { MatterEvent } from './events.ts'
import type { Day, State } from './states.ts'

export type TimerKind = 'yellow' | 'red' | 'silence'

/** One reminder: of a legal date before it (yellow) and from the first day after it (red), or of a matter that stands still. */
export interface MatterTimer {
  kind: TimerKind
  /** A clock, the id of a check-point, or nothing for a silence. */
  rule: string
  day: Day
  firesAt: Date
}

/** Of these the citizen is the one who waits or decides; nobody is pressed for them. D4 is a right of the office: silence keeps the matter. */
export const NOBODY_PRESSED: readonly ClockId[] = ['D4', 'D7', 'D9']

/** While somebody works on it. What was answered, ended or taken back stands still by right. */
const WORKED_ON: readonly State[] = [
  ...(['registered', 'forwarded', 'objected', 'contested', 'returned', 'accepted'] as const),
  ...(['under_review', 'under_rereview'] as const),
]

/** Reminders come in working hours: nine for staff, ten for citizens, in Shanghai. */
const [STAFF_HOUR, CITIZEN_HOUR] = ['09', '10']
const at = (day: Day, hour: string): Date => new Date(`${day}T${hour}:00:00+08:00`)
const later = (one: Day, other: Day): Day => (one > other ? one : other)

/** Every reminder that is right for a matter as it stands. Pure: the same history and rules give the same ones. */
export function timersOf(
  matter: {
    state: State
    events: readonly MatterEvent[]
    clocks: readonly RunningClock[]
    checkpoints: readonly Checkpoint[]
  },
  { yellowDays, silenceDays }: Pick<Supervision, 'yellowDays' | 'silenceDays'>,
): MatterTimer[] {
  return [
    ...matter.clocks.flatMap((clock) => timersOfClock(clock, yellowDays)),
    ...matter.checkpoints.flatMap((point) => timersOfCheckpoint(point, yellowDays)),
    ...silence(matter, silenceDays),
  ]
}

/** A date shorter than the warning is warned of on its first day. */
function timersOfClock({ rule, due, metAt, detail }: RunningClock, yellowDays: number): MatterTimer[] {
  if (metAt !== undefined || NOBODY_PRESSED.includes(rule)) return []
  return beforeAndAfter(rule, { since: detail.startDate, due }, yellowDays)
}

/** Of these the day itself is the reminder: before it somebody else had to move. */
const ONLY_AFTER: readonly Checkpoint['kind'][] = ['receipt', 'leader_wanted', 'follow_up']

function timersOfCheckpoint({ id, kind, since, due, metAt }: Checkpoint, yellowDays: number): MatterTimer[] {
  if (metAt !== undefined) return []
  const both = beforeAndAfter(id, { since, due }, yellowDays)
  return ONLY_AFTER.includes(kind) ? both.filter((timer) => timer.kind === 'red') : both
}

function beforeAndAfter(rule: string, { since, due }: { since: Day; due: Day }, yellowDays: number): MatterTimer[] {
  const warning = later(addDays(due, -yellowDays), addDays(since, 1))
  const yellow = { kind: 'yellow', rule, day: due, firesAt: at(warning, STAFF_HOUR) } as const
  const red = { kind: 'red', rule, day: due, firesAt: at(addDays(due, 1), STAFF_HOUR) } as const
  return warning <= due ? [yellow, red] : [red]
}

/** What offices do among themselves, and no notice tells of, is no step that a citizen could see. */
const AMONG_STAFF: readonly MatterEvent['type'][] = [
  ...(['warned', 'owned', 'led', 'supervised', 'replied', 'proposed', 'responded', 'convened'] as const),
  ...(['objected', 'insisted', 'escalated', 'assigned', 'reported', 'recused'] as const),
]
const isAmongStaff = (event: MatterEvent): boolean =>
  AMONG_STAFF.includes(event.type) || (event.type === 'met' && event.data.with !== 'author')

function silence(matter: { state: State; events: readonly MatterEvent[] }, silenceDays: number): MatterTimer[] {
  if (!WORKED_ON.includes(matter.state)) return []
  const last = matter.events.findLast((event) => !isAmongStaff(event))
  if (last === undefined) return []
  const day = shanghaiDay(new Date(last.at))
  return [{ kind: 'silence', rule: '', day, firesAt: at(addDays(day, silenceDays), CITIZEN_HOUR) }]
}
