import { type Office, type Org, officeAncestors } from '../org/index.ts'
import { type ClockId, deadline, type Rules, shanghaiDate } from '../rules/index.ts'
import { demandsSplit, type MatterEvent, type MatterKind, printNumber, type TicketRow } from '../ticket/index.ts'
import type { DemandKey, DemandValue, FieldKind, Form, Value, Values } from './types.ts'

/** What a form may take from a matter, and how it is printed. A form that asks for anything else is a fault of its file. */
export const MATTER_VALUES: Readonly<Record<string, FieldKind>> = {
  ...{ matter_number: 'line', name: 'line', citizen_phone: 'line', channel: 'word', kind: 'word' },
  ...{
    filed_date: 'date',
    received_date: 'date',
    registered_date: 'date',
    accepted_date: 'date',
    answered_date: 'date',
  },
  ...{ summary: 'text', demands: 'demands', respondent: 'line', answer: 'text' },
  ...{ petition_office: 'line', petition_phone: 'line' },
  ...{ holder: 'line', holder_phone: 'line', holder_address: 'line' },
  ...{ destination: 'line', destination_phone: 'line', destination_address: 'line' },
  ...{ transferred_by: 'line', transferred_date: 'date' },
  ...{ superior: 'line', superior_phone: 'line', superior_address: 'line' },
  ...{ route_due: 'date', object_due: 'date', extension_reason: 'text', approver: 'line' },
  ...{ notice_due: 'date', handle_due: 'date', extended_due: 'date', report_due: 'date' },
  ...{ review_until: 'date', rereview_until: 'date' },
}

/** What the issuing sets by itself. */
export const ISSUE_VALUES: Readonly<Record<string, FieldKind>> = {
  ...{ number: 'line', organ: 'line', date: 'date' },
  ...{ contact_person: 'line', contact_phone: 'line', organ_address: 'line' },
}

/** Nobody writes these by hand. */
export const FIXED = ['number', 'organ', 'date', 'matter_number'] as const

/** What was told, and what was found about it: nothing of these stands in a document about a report (article 30 ¶3). */
export const TOLD = ['summary', 'demands', 'respondent', 'answer'] as const

/** A matter as its rows and events tell it. */
export interface MatterParts {
  ticket: TicketRow
  complaint: {
    words: readonly string[]
    demands: readonly string[]
    contact: { name?: string; phone?: string } | null
    /** What the citizen takes it for. */
    facts: { party: string | null; kind?: { suggested: string } }
  }
  events: readonly MatterEvent[]
  clocks: readonly { rule: string; due: string }[]
}

/** Who issues, and when. */
export interface Issuing {
  office: string
  by: string
  now: Date
}

/**
 * Whether it is a report of an official, or may be one and nobody has decided (article 30 ¶3): then no document holds anything
 * of what was told.
 */
export const isReport = ({ ticket, complaint }: Pick<MatterParts, 'ticket' | 'complaint'>): boolean =>
  ticket.kind === 'report' || (ticket.kind === 'unsorted' && complaint.facts.kind?.suggested === 'report')

const kindOf = (parts: MatterParts): MatterKind => (isReport(parts) ? 'report' : parts.ticket.kind)

/** The forms that the matter has come to. */
export function offeredForms(all: readonly Form[], parts: MatterParts): Form[] {
  return all.filter(
    ({ offered: { states, after, kinds, notUnder } }) =>
      !notUnder.includes(parts.ticket.profile) &&
      states.includes(parts.ticket.state) &&
      kinds.includes(kindOf(parts)) &&
      (after === null || parts.events.some(({ type }) => type === after)),
  )
}

/** Everything a form can take from the matter and from its issuing, except the number, which is known when it is issued. */
export function valuesOf(
  parts: MatterParts,
  issuing: Issuing,
  deps: { org: Org; rules: Pick<Rules, 'profile' | 'calendars'> },
): Values {
  const { ticket, complaint } = parts
  const offices = officesOf(parts, issuing, deps.org)
  const values: Record<string, Value | undefined> = {
    matter_number: printNumber(ticket.number),
    name: complaint.contact?.name,
    citizen_phone: complaint.contact?.phone,
    channel: ticket.channel,
    kind: ticket.kind,
    filed_date: shanghaiDate(ticket.received_at.toISOString()),
    received_date: shanghaiDate(ticket.received_at.toISOString()),
    registered_date: shanghaiDate(ticket.registered_at.toISOString()),
    ...offices,
    ...steps(parts),
    ...dates(parts, issuing, deps.rules),
    ...(isReport(parts) ? {} : told(parts)),
  }
  return values
}

const told = ({ complaint, events }: MatterParts): Record<string, Value | undefined> => {
  const gone = demandsSplit(events)
  const answered = events.findLast((event) => event.type === 'answered')
  return {
    summary: shortened(complaint.words.join('\n')),
    respondent: complaint.facts.party ?? undefined,
    answer: answered?.data.text,
    demands: complaint.demands.flatMap((demand, index): DemandValue[] => {
      const n = String(index + 1)
      if (gone.has(n)) return []
      const decided = answered?.data.dispositions.find(({ demandId }) => demandId === n)
      const { outcome, facts, basis } = decided ?? {}
      return [{ n, demand, ...present({ outcome, facts, basis }) }]
    }),
  }
}

const present = (values: { readonly [key in DemandKey]?: string | undefined }): DemandValue =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** As much as a summary holds on a page; staff may write another. */
const SUMMARY_SIGNS = 200

function shortened(text: string): string {
  const signs = Array.from(text.replace(/\s+/g, ' ').trim())
  return signs.length <= SUMMARY_SIGNS ? signs.join('') : `${signs.slice(0, SUMMARY_SIGNS).join('')}……`
}

function officesOf({ ticket, events }: MatterParts, issuing: Issuing, org: Org): Values {
  const office = (id: string | undefined) => org.offices.find((one) => one.id === id)
  const forwarded = events.findLast((event) => event.type === 'forwarded')
  const organ = office(issuing.office)
  return {
    organ: organ?.name,
    contact_phone: organ?.phone,
    organ_address: organ?.address,
    contact_person: issuing.by,
    date: shanghaiDate(issuing.now.toISOString()),
    ...named('petition_office', 'petition', office(ticket.petition_office)),
    ...named('holder', 'holder', office(ticket.office)),
    ...named('destination', 'destination', office(forwarded?.data.toOffice)),
    ...named('superior', 'superior', officeAncestors(issuing.office, org.offices)[0]),
    transferred_by: office(forwarded?.data.fromOffice)?.name,
    transferred_date: dayOf(forwarded),
  }
}

const named = (name: string, prefix: string, office: Office | undefined): Values => ({
  [name]: office?.name,
  [`${prefix}_phone`]: office?.phone,
  [`${prefix}_address`]: office?.address,
})

const dayOf = (event: MatterEvent | undefined): string | undefined => event && shanghaiDate(event.at)

const steps = ({ events }: MatterParts): Values => ({
  accepted_date: dayOf(events.findLast(({ type }) => type === 'accepted')),
  answered_date: dayOf(events.findLast(({ type }) => type === 'answered')),
  ...extension(events),
})

/** Profiles differ in their steps: of an event that not every one has, only what is there is taken. */
function extension(events: readonly { type: string; data: object }[]): Values {
  const data: { reason?: unknown; approver?: unknown } = events.findLast(({ type }) => type === 'extended')?.data ?? {}
  return { extension_reason: textIn(data.reason), approver: textIn(data.approver) }
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const HELD = {
  D1: 'route_due',
  D4: 'object_due',
  D3: 'notice_due',
  D5: 'handle_due',
  D6: 'extended_due',
  D11: 'report_due',
} as const

/** Dates that run, and the last day for the citizen's own step if the document is received on the day it is issued. */
function dates(
  { clocks }: MatterParts,
  { now }: Issuing,
  rules: Pick<Rules, 'profile' | 'calendars'>,
): Record<string, string | undefined> {
  const until = (rule: ClockId) => {
    const found = deadline(rules.profile, { rule, from: now.toISOString() }, rules.calendars)
    return found.ok ? found.value.due : undefined
  }
  return {
    ...Object.fromEntries(
      Object.entries(HELD).map(([rule, name]) => [name, clocks.find((clock) => clock.rule === rule)?.due]),
    ),
    review_until: until('D7'),
    rereview_until: until('D9'),
  }
}

/** What staff wrote, beside what the matter says: it stands where the matter is silent, or where the form lets staff write. */
export function filledWith(form: Form, known: Values, given: Values, report: boolean): Values {
  const filled = { ...known }
  for (const field of form.fields.filter(({ name }) => !(report && isTold(name)))) {
    const [mine, theirs] = [known[field.name], given[field.name]]
    if (field.kind === 'demands') filled[field.name] = demandsWith(listOf(mine), listOf(theirs))
    else if (isFixed(field.name)) continue
    else if (field.from === 'staff' || field.edit || isEmpty(mine)) filled[field.name] = isEmpty(theirs) ? mine : theirs
  }
  return filled
}

const isTold = (name: string): boolean => TOLD.some((one) => one === name)
const isFixed = (name: string): boolean => FIXED.some((one) => one === name)

function demandsWith(known: readonly DemandValue[], given: readonly DemandValue[]): DemandValue[] {
  if (known.length === 0) return given.map((one, index) => ({ ...one, n: String(index + 1) }))
  return known.map((one, index) => ({ ...(given[index] ?? {}), ...one }))
}

export const listOf = (value: Value | undefined): readonly DemandValue[] =>
  value === undefined || typeof value === 'string' ? [] : value

export const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || (typeof value === 'string' ? value.trim() === '' : value.length === 0)
