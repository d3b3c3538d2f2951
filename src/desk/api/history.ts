import type { Org } from '../../case/org/index.ts'
import {
  checkpointKind,
  type Disposition,
  type MatterEvent,
  type Nature,
  type Objection,
  printNumber,
} from '../../case/ticket/index.ts'
import { unreachable } from '../../platform/kernel/index.ts'
import type { HistoryEntry } from '../contract/index.ts'
import { nameOf, officeNamed, staffNamed } from './names.ts'

/** What names in an event are looked up in; `demands`: all of the matter, in their order. */
interface Names {
  org: Org
  demands: readonly string[]
}

export function historyOf(event: MatterEvent, names: Names): HistoryEntry {
  const { kind, office } = event.actor
  const by = {
    kind,
    name: kind === 'staff' ? nameOf(event.actor, names.org) : null,
    office: office === undefined ? null : officeNamed(office, names.org).name,
  }
  return { type: event.type, at: event.at, by, ...detail(event, names) }
}

function detail(event: MatterEvent, { org, demands }: Names): Omit<HistoryEntry, 'type' | 'at' | 'by'> {
  const name = (id: string) => officeNamed(id, org).name
  const passed = ({ fromOffice, toOffice }: { fromOffice: string; toOffice: string }) => ({
    ...{ from: name(fromOffice), to: name(toOffice) },
  })
  const place = (demandId: string) => demands.indexOf(demandId) + 1
  switch (event.type) {
    case 'registered':
      return { to: name(event.data.petitionOffice) }
    case 'forwarded': {
      const { basis, helping = [] } = event.data
      return {
        ...passed(event.data),
        ...(basis.note === undefined ? {} : { text: basis.note }),
        ...(basis.how === 'designated' ? { designated: true } : {}),
        ...(helping.length === 0 ? {} : { helping: helping.map(name) }),
      }
    }
    case 'assigned':
      return { to: name(event.data.office), due: event.data.due }
    case 'escalated':
      return { to: name(event.data.office), person: event.data.reportedTo, text: event.data.reason }
    case 'objected':
      return { ...passed(event.data), clause: event.data.clause, text: event.data.reason }
    case 'contested':
      return { ...passed(event.data), objections: objectionsOf(event.data.objections, org) }
    case 'returned':
      return { ...passed(event.data), ...picked(event.data, 'clause', 'note'), text: event.data.reason }
    case 'insisted':
    case 'disputed':
      return { to: name(event.data.office), ...worded(event.data.reason) }
    case 'accepted':
      return { to: name(event.data.office), ...natureOf(event.data) }
    case 'directed':
      return { to: name(event.data.office), ...picked(event.data, 'why', 'body', 'contact', 'basis', 'note') }
    case 'refused':
      return { to: name(event.data.office), ...picked(event.data, 'why', 'basis'), text: event.data.reason }
    case 'extended':
      return {
        ...{ to: name(event.data.office), days: event.data.days, person: event.data.approver },
        text: event.data.reason,
      }
    case 'answered':
      return {
        ...{ to: name(event.data.office), text: event.data.text },
        dispositions: (event.data.dispositions ?? []).map((one) => dispositionAt(place(one.demandId), one)),
      }
    case 'delivered':
      return picked(event.data, 'of', 'means', 'note')
    case 'executed':
      return { to: name(event.data.office), demand: place(event.data.demandId), text: event.data.note }
    case 'reported':
      return { to: name(event.data.office), text: event.data.text }
    case 'review_requested':
    case 'rereview_requested':
      return { ...passed(event.data), late: event.data.late, text: event.data.request }
    case 'reviewed':
    case 'rereviewed':
      return { to: name(event.data.office), ...picked(event.data, 'outcome', 'text', 'basis') }
    case 'heard':
      return { to: name(event.data.office), hearing: { from: event.data.from, to: event.data.to } }
    case 'closed':
      return {
        ...{ to: name(event.data.office), means: event.data.told },
        ...picked(event.data, 'closing'),
        ...worded(event.data.note),
      }
    case 'withdrawn':
      return { to: name(event.data.office), ...worded(event.data.note) }
    case 'recused':
      return { person: staffNamed(event.data.officer, org), text: event.data.reason }
    case 'told':
      return { of: event.data.of, means: event.data.means }
    case 'warned': {
      const { office, rule, due, level } = event.data
      return { to: name(office), rule: checkpointKind(rule) ?? rule, due, over: level === 'red' }
    }
    case 'paged': {
      const { office, to, step } = event.data
      return { to: name(office), called: to.map((userid) => staffNamed(userid, org)), step }
    }
    case 'acknowledged':
      return { to: name(event.data.office), person: staffNamed(event.data.officer, org) }
    case 'silent':
      return { to: name(event.data.office) }
    case 'redated':
      return { dates: event.data.changes.map(({ rule, was, due }) => ({ rule, was, due })) }
    case 'code_reissued':
      return event.data.how === 'in_person' ? worded(event.data.checked) : { means: 'message' }
    case 'owned':
      return { to: name(event.data.office), person: staffNamed(event.data.officer, org) }
    case 'led': {
      const { leader, due, opinion, standard } = event.data
      return { to: name(event.data.office), person: staffNamed(leader, org), due, text: opinion, standard }
    }
    case 'supervised':
      return { ...passed(event.data), ...picked(event.data, 'why', 'due', 'text') }
    case 'replied':
      return { ...passed(event.data), text: event.data.text }
    case 'proposed':
      return { ...passed(event.data), text: event.data.text, note: event.data.reason }
    case 'responded':
      return { ...passed(event.data), yes: event.data.adopted, text: event.data.text }
    case 'met':
      return { to: name(event.data.office), ...picked(event.data, 'with', 'on', 'text') }
    case 'promised':
      return {
        ...{ to: name(event.data.office), person: event.data.who, text: event.data.what },
        ...picked(event.data, 'how', 'due', 'theirs'),
      }
    case 'kept':
      return { to: name(event.data.office), text: event.data.note }
    case 'convened':
      return {
        ...{ to: name(event.data.office), text: event.data.topic, on: event.data.on },
        helping: event.data.offices.map(name),
      }
    case 'mediated':
      return { person: event.data.mediator, yes: event.data.agreed, text: event.data.text }
    case 'followed_up':
      return { to: name(event.data.office), ...picked(event.data, 'settled', 'text') }
    case 'merged':
    case 'split':
      return { number: printNumber(event.data.number), text: event.data.note }
    case 'absorbed':
      return { number: printNumber(event.data.number) }
    default:
      return unreachable(event)
  }
}

export const objectionsOf = (sides: readonly Omit<Objection, 'at'>[], org: Org) =>
  sides.map(({ office, clause, reason }) => ({ office: officeNamed(office, org).name, clause, reason }))

const dispositionAt = (demand: number, { outcome, facts, basis }: Disposition) => ({ demand, outcome, facts, basis })

const worded = (words: string | undefined): { text?: string } => (words === undefined ? {} : { text: words })

const natureOf = ({ kind, way }: Nature): Pick<HistoryEntry, 'kind' | 'way'> => ({
  ...(kind === 'unsorted' ? {} : { kind }),
  ...(way === null ? {} : { way }),
})

/** The keys that are there: an event of an older version may lack one. */
function picked<D extends object, K extends keyof D>(data: D, ...keys: K[]): Pick<D, K> {
  return Object.fromEntries(keys.filter((key) => data[key] !== undefined).map((key) => [key, data[key]])) as Pick<D, K>
}
