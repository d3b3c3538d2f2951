import type { Org } from '../../case/org/index.ts'
import type { Rules } from '../../case/rules/index.ts'
import { breachesOf, type Checkpoint, type MatterEvent, type TicketRow } from '../../case/ticket/index.ts'
import { shanghaiDay } from '../../platform/kernel/index.ts'
import { officeNamed, staffNamed } from './names.ts'
import type { TicketParts } from './present.ts'

/** What is owed beside the legal clocks, and by whom. */
export function presentSupervision(
  { ticket, events, clocks, checkpoints }: TicketParts,
  { org, now, rules }: { org: Org; now: Date; rules: Pick<Rules, 'supervision'> },
) {
  const { owner, lead } = ticket.course
  const running = clocks.map(({ rule, due, met_at }) => ({ rule, due, met: met_at !== null }))
  const found = { events, clocks: running, checkpoints, today: shanghaiDay(now) }
  return {
    checkpoints: inOrder(checkpoints).map((point) => presentCheckpoint(point, { ticket, events, org })),
    breaches: breachesOf(found, rules.supervision),
    owner: owner === null ? null : staffNamed(owner, org),
    lead: lead && { ...lead, leader: staffNamed(lead.leader, org) },
  }
}

/** What is open first, by its day. */
const inOrder = (points: readonly Checkpoint[]): Checkpoint[] =>
  points.toSorted(
    (one, other) =>
      Number(one.metAt !== undefined) - Number(other.metAt !== undefined) || (one.due < other.due ? -1 : 1),
  )

/** Of an order, a promise or a conference the words that were written with it. */
function presentCheckpoint(
  { id, kind, due, metAt, owedBy }: Checkpoint,
  { ticket, events, org }: { ticket: TicketRow; events: readonly MatterEvent[]; org: Org },
) {
  const set = events[Number(id.split('/')[1]) - 1]
  const office = owedBy === 'petition' ? ticket.petition_office : ticket.office
  return {
    ...{ id, kind, due },
    metAt: metAt ?? null,
    office: officeNamed(office, org).name,
    what: set === undefined ? null : wordsOf(set),
  }
}

function wordsOf(event: MatterEvent): string | null {
  switch (event.type) {
    case 'supervised':
      return event.data.text
    case 'promised':
      return `${event.data.who}：${event.data.what}`
    case 'convened':
      return event.data.topic
    default:
      return null
  }
}
