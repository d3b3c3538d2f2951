import {
  BETWEEN_OFFICES,
  type CheckpointKind,
  checkpointKind,
  type MatterEvent,
  type Redating,
  type ToldStep,
  type WarnedEvent,
} from '../ticket/index.ts'

/** Whom an event has to be told to, and by which text. Keys and values only: the wording is in flows/. */
export type PlannedNotice =
  | {
      audience: 'citizen'
      template: CitizenTemplate /** The step it tells of; none where a date or the query code changed. */
      of?: ToldStep
    }
  | { audience: 'staff'; office: string; template: StaffTemplate }

/** What is told although it is no step of the matter. */
type Unstepped = 'executed' | 'kept' | 'mediated' | 'redated' | 'silent' | 'code_reissued'

/** `filed`: the answer in the chat itself, with number and office. */
export type CitizenTemplate = 'filed' | Exclude<ToldStep, 'registered'> | Unstepped
export type StaffTemplate =
  | 'to_route'
  | 'to_handle'
  | 'objected'
  | 'insisted'
  | 'contested'
  | 'returned'
  | 'disputed'
  | 'to_review'
  | 'reviewed'
  | 'withdrawn'
  | 'due_soon'
  | 'overdue'
  | 'to_deliver'
  | 'leader_wanted'
  | 'to_follow_up'
  | 'led'
  | 'supervised'
  | 'replied'
  | 'proposed'
  | 'responded'
  | 'convened'
  | 'not_settled'
  | 'merged'
  | 'absorbed'

export interface PlanContext {
  /** The filing itself tells the citizen number and office in the chat; a second message would say it twice. */
  toldInChat: boolean
}

/** Pure. Everything a citizen could be waiting for is told (article 21, 23); a change of hands reaches the new hands. */
export function plan(events: readonly MatterEvent[], context: PlanContext): { event: number; notice: PlannedNotice }[] {
  const forwardedHere = events.some((event) => event.type === 'forwarded')
  return events.flatMap((event, index) =>
    one(event, { ...context, forwardedHere }).map((notice) => ({ event: index, notice })),
  )
}

function one(event: MatterEvent, context: PlanContext & { forwardedHere: boolean }): PlannedNotice[] {
  switch (event.type) {
    case 'registered':
      if (context.forwardedHere) return []
      return [...(context.toldInChat ? [filed('registered')] : []), staff(event.data.petitionOffice, 'to_route')]
    case 'forwarded':
      return [
        ...(context.toldInChat ? [filed('forwarded')] : citizen('forwarded')),
        staff(event.data.toOffice, 'to_handle'),
        ...(event.data.helping ?? []).map((office) => staff(office, 'to_handle')),
      ]
    case 'objected':
      return [staff(event.data.toOffice, 'objected')]
    case 'insisted':
      return [staff(event.data.office, 'insisted')]
    case 'contested':
    case 'returned':
      return [...citizen(event.type), staff(event.data.toOffice, event.type)]
    case 'disputed':
      return [...citizen('disputed'), staff(event.data.office, 'disputed')]
    case 'review_requested':
    case 'rereview_requested':
      return [...citizen(event.type), staff(event.data.toOffice, 'to_review')]
    case 'withdrawn':
      return [...citizen('withdrawn'), staff(event.data.office, 'withdrawn')]
    case 'executed':
    case 'kept':
    case 'mediated':
    case 'silent':
      return [{ audience: 'citizen', template: event.type }]
    case 'warned':
      return warned(event.data)
    // Orders and proposals, and their answers, are between offices; a leader who takes charge is known to whoever works on it.
    case 'supervised':
    case 'replied':
    case 'proposed':
    case 'responded':
      return [staff(event.data.toOffice, event.type)]
    case 'led':
      return [staff(event.data.office, 'led')]
    case 'convened':
      return event.data.offices.map((office) => staff(office, 'convened'))
    case 'followed_up':
      return event.data.settled === 'no' ? [staff(event.data.office, 'not_settled')] : []
    // Whoever has it hears that it is nobody's any more, unless that was their own act.
    case 'merged':
      return [
        ...citizen('merged'),
        ...(event.actor.office === event.data.office ? [] : [staff(event.data.office, 'merged')]),
      ]
    case 'absorbed':
      return [staff(event.data.office, 'absorbed')]
    case 'promised':
    case 'split':
      return citizen(event.type)
    case 'accepted':
    case 'directed':
    case 'refused':
    case 'extended':
    case 'answered':
    case 'closed':
      return citizen(event.type)
    case 'reviewed':
    case 'rereviewed':
      return [...citizen(event.type), staff(event.data.toOffice, 'reviewed')]
    case 'redated':
      return event.data.changes.some(isAwaited) ? [{ audience: 'citizen', template: 'redated' }] : []
    // Whoever had the old code must hear of it. The new one is never written into a chat.
    case 'code_reissued':
      return [{ audience: 'citizen', template: 'code_reissued' }]
    // Between offices, or what the citizen did or knows.
    // A date stands on the card of the forward or the review that set it.
    case 'assigned':
    case 'told':
    case 'delivered':
    case 'escalated':
    case 'reported':
    case 'heard':
    case 'recused':
    case 'owned':
    case 'met':
    // Called at once, not by a notice; the citizen is told what is done, not who was rung.
    case 'paged':
    case 'acknowledged':
      return []
  }
}

/** Whose day itself is the reminder has words of its own. */
const BY_DAY: { readonly [kind in CheckpointKind]?: StaffTemplate } = {
  ...{ receipt: 'to_deliver', leader_wanted: 'leader_wanted', follow_up: 'to_follow_up' },
}

function warned({ office, watching, level, rule }: WarnedEvent['data']): PlannedNotice[] {
  if (level === 'yellow') return [staff(office, 'due_soon')]
  const kind = checkpointKind(rule)
  const byDay = kind === null ? undefined : BY_DAY[kind]
  if (byDay !== undefined) return [staff(office, byDay)]
  // What is over is the petition office's to press as well (articles 38–40).
  return [...new Set([office, watching])].map((one) => staff(one, 'overdue'))
}

/** A date that only became certain changes nothing for the citizen. */
const isAwaited = ({ rule, was, due }: Redating): boolean => was !== due && !BETWEEN_OFFICES.includes(rule)

const citizen = (template: Exclude<CitizenTemplate, 'filed' | Unstepped>): PlannedNotice[] => [
  { audience: 'citizen', template, of: template },
]
const staff = (office: string, template: StaffTemplate): PlannedNotice => ({ audience: 'staff', office, template })
const filed = (of: ToldStep): PlannedNotice => ({ audience: 'citizen', template: 'filed', of })
