import { BETWEEN_OFFICES, type HistoryEvent, type Redating, type State } from '../ticket/index.ts'

/** Whom an event has to be told to, and by which text. Keys and values only: the wording is in flows/. */
export type PlannedNotice =
  | {
      audience: 'citizen'
      template: CitizenTemplate /** The step it tells of; none where a date or the query code changed. */
      of?: State
    }
  | { audience: 'staff'; office: string; template: StaffTemplate }

/** `filed`: the answer in the chat itself, with number and office. */
export type CitizenTemplate =
  | 'filed'
  | 'forwarded'
  | 'accepted'
  | 'answered'
  | 'closed'
  | 'returned'
  | 'redated'
  | 'code_reissued'
export type StaffTemplate = 'to_route' | 'to_handle' | 'returned'

export interface PlanContext {
  /** The filing itself tells the citizen number and office in the chat; a second message would say it twice. */
  toldInChat: boolean
}

/** Pure. Everything a citizen could be waiting for is told (article 21, 23); a change of hands reaches the new hands. */
export function plan(
  events: readonly HistoryEvent[],
  context: PlanContext,
): { event: number; notice: PlannedNotice }[] {
  const forwardedHere = events.some((event) => event.type === 'forwarded')
  return events.flatMap((event, index) =>
    one(event, { ...context, forwardedHere }).map((notice) => ({ event: index, notice })),
  )
}

function one(event: HistoryEvent, context: PlanContext & { forwardedHere: boolean }): PlannedNotice[] {
  switch (event.type) {
    case 'registered':
      if (context.forwardedHere) return []
      return [
        ...(context.toldInChat ? [filed('registered')] : []),
        { audience: 'staff', office: event.data.petitionOffice, template: 'to_route' },
      ]
    case 'forwarded':
      return [
        ...(context.toldInChat ? [filed('forwarded')] : citizen('forwarded')),
        { audience: 'staff', office: event.data.toOffice, template: 'to_handle' },
      ]
    case 'returned':
      return [...citizen('returned'), { audience: 'staff', office: event.data.toOffice, template: 'returned' }]
    case 'accepted':
    case 'answered':
    case 'closed':
      return citizen(event.type)
    case 'told':
      return []
    case 'redated':
      return event.data.changes.some(isAwaited) ? [{ audience: 'citizen', template: 'redated' }] : []
    // Whoever had the old code must hear of it. The new one is never written into a chat.
    case 'code_reissued':
      return [{ audience: 'citizen', template: 'code_reissued' }]
  }
}

/** A date that only became certain changes nothing for the citizen. */
const isAwaited = ({ rule, was, due }: Redating): boolean => was !== due && !BETWEEN_OFFICES.includes(rule)

const citizen = (template: Exclude<CitizenTemplate, 'filed' | 'redated' | 'code_reissued'>): PlannedNotice[] => [
  { audience: 'citizen', template, of: template },
]
const filed = (of: State): PlannedNotice => ({ audience: 'citizen', template: 'filed', of })
