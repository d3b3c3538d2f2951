import type { Org } from '../../case/org/index.ts'
import type { HistoryEvent } from '../../case/ticket/index.ts'
import { unreachable } from '../../platform/kernel/index.ts'
import type { HistoryEntry } from '../contract/index.ts'
import { nameOf, officeNamed } from './names.ts'

export function historyOf(event: HistoryEvent, org: Org): HistoryEntry {
  const { kind, office } = event.actor
  const by = {
    kind,
    name: kind === 'staff' ? nameOf(event.actor, org) : null,
    office: office === undefined ? null : officeNamed(office, org).name,
  }
  return { type: event.type, at: event.at, by, ...detail(event, org) }
}

function detail(event: HistoryEvent, org: Org): Pick<HistoryEntry, 'from' | 'to' | 'text' | 'means' | 'of' | 'dates'> {
  const name = (id: string) => officeNamed(id, org).name
  switch (event.type) {
    case 'registered':
      return { to: name(event.data.petitionOffice) }
    case 'forwarded':
      return { from: name(event.data.fromOffice), to: name(event.data.toOffice), ...text(event.data.basis.note) }
    case 'returned':
      return { from: name(event.data.fromOffice), to: name(event.data.toOffice), text: event.data.reason }
    case 'accepted':
      return { to: name(event.data.office) }
    case 'answered':
      return { to: name(event.data.office), text: event.data.text }
    case 'closed':
      return { to: name(event.data.office), means: event.data.told, ...text(event.data.note) }
    case 'told':
      return { of: event.data.of, means: event.data.means }
    case 'redated':
      return { dates: event.data.changes.map(({ rule, was, due }) => ({ rule, was, due })) }
    case 'code_reissued':
      return event.data.how === 'in_person' ? text(event.data.checked) : { means: 'message' }
    default:
      return unreachable(event)
  }
}

const text = (note: string | undefined): { text?: string } => (note === undefined ? {} : { text: note })
