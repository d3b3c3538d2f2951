import type { Draft } from '../case/intake/index.ts'
import { findPlaces, type Org, rootPlace } from '../case/org/index.ts'
import { type Actor, printNumber, printQueryCode } from '../case/ticket/index.ts'
import type { Registered, Registration } from '../desk/api/index.ts'
import { shanghaiDay } from '../platform/kernel/index.ts'
import type { Context } from './context.ts'
import { fileMatter } from './matters.ts'

/** What staff take down themselves: the form of the office says what becomes of it, in the version of that form. */
const ON_PAPER = 'paper'

/**
 * A letter, call, fax or visit, taken down by staff (articles 17, 21–23): the same number, clocks and query code as in the chat. The
 * code is shown this once; the same key again finds the matter and gives no code.
 */
export async function registerByStaff(given: Registration, by: Actor, context: Context): Promise<Registered> {
  const draft = draftOf(given, context)
  return context.db.transaction().execute(async (trx) => {
    const opened = await fileMatter(trx, draft, null, context, by)
    if (opened) {
      const { row, queryCode } = opened
      return { id: row.id, number: printNumber(row.number), queryCode: printQueryCode(queryCode) }
    }
    const { id, number } = await trx
      .selectFrom('tickets')
      .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
      .select(['tickets.id', 'tickets.number'])
      .where('complaints.cause', '=', draft.cause)
      .executeTakeFirstOrThrow()
    return { id, number: printNumber(number), queryCode: null }
  })
}

function draftOf(given: Registration, { org, clock }: Pick<Context, 'org' | 'clock'>): Draft {
  const { name, phone, address, people, kind, electronic, receivedOn, sourceName, sourceNumber } = given
  const now = clock.now()
  return {
    cause: `registration/${given.key}`,
    // Nobody to write to in the chat: what is to be told becomes a task.
    reporter: `${ON_PAPER}/${given.key}`,
    channel: given.channel,
    // Of another day only the day is known; the clocks count days.
    receivedAt: receivedOn === shanghaiDay(now) ? now : new Date(`${receivedOn}T12:00:00+08:00`),
    words: [given.words],
    demands: given.demands,
    place: placeOf(given.place, org),
    party: given.party ?? null,
    contact:
      name || phone || address ? { ...(name && { name }), ...(phone && { phone }), ...(address && { address }) } : null,
    circumstances: {
      ...(people === undefined ? {} : { people }),
      ...(kind === undefined ? {} : { kind: { suggested: kind, by: 'citizen' as const } }),
      ...(electronic ? { delivery: 'chat' as const } : {}),
      ...(sourceName ? { source: { name: sourceName, ...(sourceNumber && { number: sourceNumber }) } } : {}),
    },
    media: [],
    category: given.category ?? null,
    danger: given.danger,
    noticeVersion: ON_PAPER,
  }
}

/** By its name where it is one of ours; else as it was written, and a person routes it. */
export function placeOf(text: string | undefined, org: Org): Draft['place'] {
  if (text === undefined || text.trim() === '') return null
  const root = rootPlace(org.places)?.id
  const [only, ...more] = findPlaces(text, org.places).filter(({ placeId }) => placeId !== root)
  return { id: only && more.length === 0 ? only.placeId : null, text }
}
