import type { Kysely } from 'kysely'
import { demandsOf } from '../case/intake/index.ts'
import type { ClockId } from '../case/rules/index.ts'
import { checkpointKind, type Disposition, type Objection, printNumber } from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { render } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { legalDate } from './date-words.ts'
import { dateInWords, line, officeOf } from './words.ts'

type Data = Record<string, unknown>
export type Words = Pick<Context, 'wording' | 'org' | 'rules'>

const textOf = (data: Data, key: string): string => {
  const value = data[key]
  return typeof value === 'string' ? value : ''
}

/** What a notice to the citizen says of its event; empty where the event has no such thing. */
export async function eventWords(
  db: Kysely<Tables>,
  ticket: { complaint_id: string; office: string },
  data: Data,
  context: Words,
): Promise<Record<string, string>> {
  const { wording, org } = context
  const office = officeOf(org, ticket.office)?.name ?? ''
  const named = ['reason', 'body', 'contact', 'basis', 'note'].map((key) => [key, textOf(data, key)] as const)
  return {
    ...Object.fromEntries(named),
    answer: textOf(data, 'text'),
    outcome: wording.notices.lines[textOf(data, 'outcome')] ?? '',
    refused_as: wording.notices.lines[`refused_${textOf(data, 'why')}`] ?? '',
    late_line: data.late === true ? line(wording, 'late', { office }) : '',
    aid_line: aidLine(context),
    ...promiseWords(data, context),
    mediated_as:
      typeof data.agreed === 'boolean' ? line(wording, data.agreed ? 'mediated_yes' : 'mediated_no', {}) : '',
    mediator: textOf(data, 'mediator'),
    other_number: data.number === undefined ? '' : printNumber(textOf(data, 'number')),
    dispositions: await dispositionLines(db, ticket.complaint_id, data, context),
  }
}

/** Who, how and by which day; a day is said with its year, as every date that binds. */
function promiseWords(data: Data, { wording }: Words): Record<string, string> {
  const theirs = textOf(data, 'theirs')
  return {
    who: textOf(data, 'who'),
    what: textOf(data, 'what'),
    how: textOf(data, 'how'),
    due_day: data.due === undefined ? '' : legalDate(textOf(data, 'due')),
    theirs_line: theirs === '' ? '' : line(wording, 'theirs', { theirs }),
  }
}

/** One by one, as they were asked (article 32). */
async function dispositionLines(db: Kysely<Tables>, complaintId: string, data: Data, { wording }: Words) {
  const given = (data.dispositions ?? []) as Disposition[]
  if (given.length === 0) return ''
  const demands = await demandsOf(db, complaintId)
  const lines = demands.flatMap(({ id, text }, index) => {
    const found = given.find(({ demandId }) => demandId === id)
    if (!found) return []
    const values = {
      ...{ n: String(index + 1), demand: text, facts: found.facts, basis: found.basis },
      outcome: wording.notices.lines[found.outcome] ?? '',
    }
    return [line(wording, text === '' ? 'disposition_whole' : 'disposition', values)]
  })
  return lines.join('\n')
}

/** Help goes on after the end of the road (article 37). */
export function aidLine({ wording, rules }: Words): string {
  const aid = rules.profile.endOfRoad?.aid ?? []
  const items = aid.map(({ name, to }) => line(wording, 'aid_item', { name, to }))
  return items.length === 0 ? '' : line(wording, 'aid', { aid: items.join(wording.notices.lines.aid_glue ?? '') })
}

/** What a card tells staff of its event, beside the matter. */
export function reasonOf(template: string, data: Data, { wording, org, rules }: Words, now: Date): string {
  const { lines } = wording.cards
  const office = (id: string) => officeOf(org, id)?.name ?? id
  const sides = (data.objections ?? []) as Objection[]
  if (sides.length > 0) {
    return sides
      .map((side) =>
        render(lines.side ?? '', { office: office(side.office), clause: side.clause, reason: side.reason }),
      )
      .join('\n')
  }
  const reason = textOf(data, 'reason') || textOf(data, 'request') || textOf(data, 'note')
  const rule = textOf(data, 'rule')
  const point = checkpointKind(rule)
  const what = (point ? wording.cards.checkpoints[point] : rules.profile.clocks[rule as ClockId]?.what) ?? ''
  const day = (key: string) => (data[key] === undefined ? '' : dateInWords(textOf(data, key), now))
  const due = day('due')
  const leader = org.staff.find(({ userid }) => userid === data.leader)?.name ?? textOf(data, 'leader')
  const values = {
    other_number: data.number === undefined ? '' : printNumber(textOf(data, 'number')),
    ...{ reason, leader, opinion: textOf(data, 'opinion'), standard: textOf(data, 'standard'), on: day('on') },
    clause: textOf(data, 'clause'),
    from: office(textOf(data, 'fromOffice')),
    what,
    due,
    outcome: wording.notices.lines[textOf(data, 'outcome')] ?? '',
    words: textOf(data, 'text') || textOf(data, 'topic'),
  }
  return lines[template] ? render(lines[template], values) : reason
}
