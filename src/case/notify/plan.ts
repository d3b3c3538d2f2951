import { BETWEEN_OFFICES, type MatterEvent, type Redating, type ToldStep } from '../ticket/index.ts'

/** Whom an event has to be told to, and by which text. Keys and values only: the wording is in flows/. */
export type PlannedNotice =
  | {
      audience: 'citizen'
      template: CitizenTemplate /** The step it tells of; none where a date or the query code changed. */
      of?: ToldStep
    }
  | { audience: 'staff'; office: string; template: StaffTemplate }

/** `filed`: the answer in the chat itself, with number and office. */
export type CitizenTemplate =
  | 'filed'
  | Exclude<ToldStep, 'registered'>
  | 'executed'
  | 'redated'
  | 'silent'
  | 'code_reissued'
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
    case 'silent':
      return [{ audience: 'citizen', template: event.type }]
    case 'warned': {
      const { office, watching, level } = event.data
      if (level === 'yellow') return [staff(office, 'due_soon')]
      // What is over is the petition office's to press as well (articles 38–40).
      return [...new Set([office, watching])].map((one) => staff(one, 'overdue'))
    }
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
    // Called at once, not by a notice; the citizen is told what is done, not who was rung.
    case 'paged':
    case 'acknowledged':
      return []
  }
}

/** A date that only became certain changes nothing for the citizen. */
const isAwaited = ({ rule, was, due }: Redating): boolean => was !== due && !BETWEEN_OFFICES.includes(rule)

const citizen = (
  template: Exclude<CitizenTemplate, 'filed' | 'executed' | 'redated' | 'silent' | 'code_reissued'>,
): PlannedNotice[] => [{ audience: 'citizen', template, of: template }]
const staff = (office: string, template: StaffTemplate): PlannedNotice => ({ audience: 'staff', office, template })
const filed = (of: ToldStep): PlannedNotice => ({ audience: 'citizen', template: 'filed', of })
