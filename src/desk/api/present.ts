import type { ComplaintView } from '../../case/intake/index.ts'
import type { Org, Staff } from '../../case/org/index.ts'
import { answerTold, matterOf, printNumber, type Stored, type TicketRow } from '../../case/ticket/index.ts'
import type { ActWord, Clock, File, Me, TicketSummary, TicketView } from '../contract/index.ts'
import type { clockRows, fileRows, ListedTicket } from '../store/index.ts'
import type { DeskDeps } from './deps.ts'
import { historyOf } from './history.ts'
import { officeNamed, placeNamed } from './names.ts'
import { forwardTargets, mayAct, type Standing } from './policy.ts'
import { isPossible, possibleTargets, type Trial } from './possible.ts'

export const presentMe = (viewer: Staff, org: Org): Me => ({
  userid: viewer.userid,
  name: viewer.name,
  role: viewer.role,
  office: officeNamed(viewer.office, org),
})

export const presentSummary = (row: ListedTicket, org: Org, states: DeskDeps['states']): TicketSummary => ({
  id: row.id,
  number: printNumber(row.number),
  state: row.state,
  stateText: states[row.state] ?? row.state,
  category: row.category,
  place: placeNamed(row.place, org),
  danger: row.danger,
  registeredAt: row.registered_at.toISOString(),
  due: row.due,
})

export interface TicketParts {
  ticket: TicketRow
  complaint: ComplaintView
  events: readonly Stored[]
  clocks: Awaited<ReturnType<typeof clockRows>>
  files: Awaited<ReturnType<typeof fileRows>>
  viewer: Staff
  gotCard: boolean
}

export function presentTicket(
  parts: TicketParts,
  deps: { org: Org; states: DeskDeps['states']; now: Date },
): TicketView {
  const { ticket, complaint } = parts
  const { org, states } = deps
  const events = parts.events.map(({ event }) => event)
  return {
    id: ticket.id,
    number: printNumber(ticket.number),
    state: ticket.state,
    stateText: states[ticket.state] ?? ticket.state,
    category: ticket.category,
    place: { name: placeNamed(ticket.place, org), text: complaint.facts.place?.text ?? null },
    registeredAt: ticket.registered_at.toISOString(),
    danger: complaint.facts.danger,
    words: complaint.words,
    demands: complaint.demands,
    supplements: complaint.supplements.map(({ at, words }) => ({ at: at.toISOString(), words })),
    contact: complaint.contact && {
      name: complaint.contact.name ?? null,
      phone: complaint.contact.phone ?? null,
    },
    party: complaint.facts.party,
    office: officeNamed(ticket.office, org),
    petitionOffice: officeNamed(ticket.petition_office, org),
    files: parts.files.map(presentFile),
    history: events.map((event) => historyOf(event, org)),
    clocks: parts.clocks.map(presentClock),
    ...whatNow(parts, answerTold(events), deps),
  }
}

/** Permission and state together; the page only draws what it is told. */
function whatNow(
  { ticket, viewer, gotCard }: TicketParts,
  told: boolean,
  { org, now }: { org: Org; now: Date },
): Pick<TicketView, 'acts' | 'answerTold' | 'forwardTo'> {
  const standing: Standing = { viewer, matter: matterOf(ticket), gotCard }
  const trial: Trial = { matter: standing.matter, answerTold: told, barred: ticket.barred, now }
  const targets = possibleTargets(forwardTargets(standing, org), trial)
  const acts = (['accept', 'answer', 'return', 'close'] as const).filter(
    (act) => mayAct(act, standing, org) && isPossible(act, trial),
  )
  const forward: ActWord[] = targets.length > 0 ? ['forward'] : []
  return { acts: [...acts, ...forward], answerTold: told, forwardTo: targets.map((id) => officeNamed(id, org)) }
}

const presentFile = (row: TicketParts['files'][number]): File => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  contentType: row.content_type,
  bytes: row.bytes,
  name: row.file_name,
})

const presentClock = (row: TicketParts['clocks'][number]): Clock => ({
  rule: row.rule,
  due: row.due,
  article: row.article,
  provisional: row.provisional,
  metAt: row.met_at?.toISOString() ?? null,
})
