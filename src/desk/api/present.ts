import type { ComplaintView, Demand } from '../../case/intake/index.ts'
import type { ContactTask } from '../../case/notify/index.ts'
import type { Org, Staff } from '../../case/org/index.ts'
import {
  type Checkpoint,
  demandsSplit,
  type Facts,
  type MatterEvent,
  matterOf,
  printNumber,
  type TicketRow,
} from '../../case/ticket/index.ts'
import type { Seal } from '../../platform/seal/index.ts'
import type { Clock, File, Me, SimilarMatter, TalkEntry, TicketSummary, TicketView } from '../contract/index.ts'
import type { clockRows, entryOf, fileRows, ListedTicket, TalkRow } from '../store/index.ts'
import type { DeskDeps } from './deps.ts'
import { historyOf, objectionsOf } from './history.ts'
import { officeNamed, placeNamed, staffNamed } from './names.ts'
import { mayAct, mayDecideCategory, mayRegister, mayReissueCode } from './policy.ts'
import { joinable, mayMergeInto, possibleActs } from './possible.ts'
import { type CategoryParts, presentCategories } from './present-category.ts'
import { presentSupervision } from './present-supervision.ts'
import type { SimilarRow } from './similar.ts'

export const presentMe = (viewer: Staff, org: Org): Me => ({
  userid: viewer.userid,
  name: viewer.name,
  role: viewer.role,
  office: officeNamed(viewer.office, org),
  mayRegister: mayRegister(viewer, org),
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
  demands: readonly Demand[]
  events: readonly MatterEvent[]
  facts: Facts
  clocks: Awaited<ReturnType<typeof clockRows>>
  checkpoints: readonly Checkpoint[]
  files: Awaited<ReturnType<typeof fileRows>>
  voices: { mediaId: string }[]
  talk: readonly TalkRow[]
  untold: readonly ContactTask[]
  similar: readonly SimilarRow[]
  from: Awaited<ReturnType<typeof entryOf>>
  viewer: Staff
  gotCard: boolean
  category: Omit<CategoryParts, 'mayDecide'>
}

export function presentTicket(
  parts: TicketParts,
  deps: Pick<DeskDeps, 'states' | 'fields' | 'grounds' | 'legal' | 'rules'> & { org: Org; now: Date; seal: Seal },
): TicketView {
  const { ticket, complaint } = parts
  const { org, states } = deps
  const names = { org, demands: parts.demands.map(({ id }) => id) }
  const gone = demandsSplit(parts.events)
  return {
    id: ticket.id,
    number: printNumber(ticket.number),
    state: ticket.state,
    stateText: states[ticket.state] ?? ticket.state,
    category: ticket.category,
    place: { name: placeNamed(ticket.place, org), text: complaint.facts.place?.text ?? null },
    registeredAt: ticket.registered_at.toISOString(),
    danger: complaint.facts.danger,
    incomplete: complaint.incomplete ? { missing: complaint.missing.map((name) => deps.fields[name] ?? name) } : null,
    words: complaint.words,
    demands: parts.demands.map(({ id, text }) => ({ id, text, goneTo: numberOr(gone.get(id)) })),
    supplements: complaint.supplements.map(({ at, words, transcribedBy: by }) => ({
      ...{ at: at.toISOString(), words },
      transcribedBy: by === null ? null : staffNamed(by, org),
    })),
    voices: parts.voices,
    talk: parts.talk.map((row) => presentTalk(row, org)),
    ...presentFrom(parts.from, deps),
    contact: complaint.contact && {
      name: complaint.contact.name ?? null,
      phone: complaint.contact.phone ?? null,
      address: complaint.contact.address ?? null,
      representatives: (complaint.contact.representatives ?? []).map(({ name, phone = null }) => ({ name, phone })),
    },
    party: complaint.facts.party,
    circumstances: presentCircumstances(complaint.facts),
    office: officeNamed(ticket.office, org),
    petitionOffice: officeNamed(ticket.petition_office, org),
    files: parts.files.map(presentFile),
    history: parts.events.map((event) => historyOf(event, names)),
    clocks: parts.clocks.map((row) => presentClock(row, deps.grounds({ ...ticket, ...row }))),
    ...presentSupervision(parts, deps),
    notTold: parts.untold.map(({ step, made_at }) => ({
      ...{ step, since: made_at.toISOString() },
    })),
    similar: parts.similar.map((row) => presentSimilar(row, deps, parts)),
    legal: deps.legal(complaint.words.join('\n')),
    classification: presentCategories(
      { ...parts.category, mayDecide: mayDecideCategory({ ...parts, matter: matterOf(ticket) }) },
      org,
    ),
    ...presentCourse(parts, org),
    mayReissueCode: mayReissueCode(parts.viewer, matterOf(ticket)),
    ...whatNow(parts, deps),
  }
}

/** What later steps need to know of earlier ones. */
function presentCourse({ ticket: { course, office }, facts }: TicketParts, org: Org) {
  return {
    objections: objectionsOf(course.objections, org),
    assigned: course.assigned,
    helping: course.helping.filter((id) => id !== office).map((id) => officeNamed(id, org)),
    disputed: course.disputed,
    toExecute: [...facts.toExecute],
    delivered: [...facts.delivered],
  }
}

/** The page only draws what it is told. */
function whatNow({ ticket, viewer, gotCard, untold, facts }: TicketParts, { org, now }: { org: Org; now: Date }) {
  const trial = { viewer, matter: matterOf(ticket), gotCard, facts, now }
  const { acts, forwardTo, designateTo, deliverable, recusable, ownable, convenable } = possibleActs(trial, org)
  const named = (ids: readonly string[]) => ids.map((id) => officeNamed(id, org))
  const helpful = forwardTo.length === 0 ? [] : org.offices.map(({ id }) => id)
  return {
    acts: [...(untold.length > 0 && mayAct('told', trial, org) ? (['told'] as const) : []), ...acts],
    answerTold: [...facts.told, ...facts.delivered].some((step) => step === ticket.state),
    forwardTo: named(forwardTo),
    designateTo: named(designateTo),
    helpFrom: named(helpful.filter((id) => !facts.barred.includes(id))),
    deliverable,
    recusable: recusable.map((userid) => ({ userid, name: staffNamed(userid, org) })),
    ownable: ownable.map((userid) => ({ userid, name: staffNamed(userid, org) })),
    convenable: named(convenable),
    ...joinable(trial),
  }
}

const presentTalk = (row: TalkRow, org: Org): TalkEntry => ({
  at: row.at.toISOString(),
  by: row.author === 'servicer' ? 'servicer' : 'citizen',
  name: row.servicer === null ? null : staffNamed(row.servicer, org),
  kind: row.kind,
  text: said(row.body),
})

/** Words of a message, or the name of the place that was sent; of anything else its kind is all there is to read. */
function said(body: unknown): string {
  if (typeof body !== 'object' || body === null) return ''
  if ('text' in body) return String(body.text)
  return 'address' in body && 'name' in body ? `${body.name} ${body.address}`.trim() : ''
}

function presentFrom(from: TicketParts['from'], { org, seal }: { org: Org; seal: Seal }) {
  const scene = from?.scene ?? null
  return {
    nickname: from?.nickname ? seal.open(from.nickname, from.id) : null,
    entry:
      scene === null
        ? null
        : {
            scene,
            place: placeNamed(from?.place ?? null, org),
            office: from?.office ? officeNamed(from.office, org).name : null,
          },
  }
}

const numberOr = (number: string | undefined): string | null => (number === undefined ? null : printNumber(number))

const presentSimilar = (
  row: SimilarRow,
  { org, states, now }: { org: Org; now: Date } & Pick<DeskDeps, 'states'>,
  parts: TicketParts,
): SimilarMatter => ({
  id: row.id,
  number: printNumber(row.number),
  stateText: states[row.state] ?? row.state,
  office: officeNamed(row.office, org).name,
  place: placeNamed(row.place, org),
  registeredAt: row.registered_at.toISOString(),
  copy: row.copy,
  mergeable: mayMergeInto(row.into, { ...parts, matter: matterOf(parts.ticket), now }),
})

const presentFile = (row: TicketParts['files'][number]): File => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  contentType: row.content_type,
  bytes: row.bytes,
  name: row.file_name,
})

const presentClock = (row: TicketParts['clocks'][number], sentence: string | null): Clock => ({
  rule: row.rule,
  due: row.due,
  article: row.article,
  provisional: row.provisional,
  sentence,
  metAt: row.met_at?.toISOString() ?? null,
})

const presentCircumstances = ({
  time,
  tried,
  amount,
  concerned,
  people,
  delivery,
  behalf,
  kind,
  source,
}: ComplaintView['facts']) => ({
  time: time?.text ?? null,
  tried: tried ?? null,
  amount: amount ?? null,
  concerned: concerned ?? null,
  people: people ?? null,
  delivery: delivery ?? null,
  behalf: behalf ? { ...behalf, tell: behalf.tell ?? null } : null,
  kind: kind ?? null,
  source: source ? { name: source.name, number: source.number ?? null } : null,
})
