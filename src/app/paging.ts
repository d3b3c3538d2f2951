import type { Kysely } from 'kysely'
import { readComplaint } from '../case/intake/index.ts'
import {
  type Act,
  type Actor,
  acknowledgePage,
  hastenPage,
  type Paged,
  pageNext,
  readEvents,
  type Stored,
  startPage,
  stepAsidePage,
} from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { render } from '../talk/dialogue/index.ts'
import { putCard, putCardUpdates, withdrawCards } from '../talk/outbox/index.ts'
import { raiseAlarm } from './alarms.ts'
import { awayFrom } from './available.ts'
import { cardFor } from './card.ts'
import type { Context } from './context.ts'

/** Cards that call somebody: `page/<page>/<step>`. Neither quiet hours nor a legal date has a say in them. */
export const PAGE_CAUSE = 'page/'

/** One step of a page that is due: in the history, and on a card for each who is called. */
export async function pageMatter(ticketId: string, context: Context): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    const paged = await pageNext(trx, ticketId, { ...context, away: awayFrom })
    if (!paged) return
    const { row, page, step, userids } = paged
    if (paged.exhausted) {
      const detail = { office: row.office, called: userids.join(' ') }
      await raiseAlarm(trx, { kind: 'page_unanswered', subject: ticketId, detail }, context)
    }
    const complaint = await readComplaint(trx, row.complaint_id, context.seal)
    if (!complaint || userids.length === 0) return
    const body = cardFor('page', row, complaint, await reasonOf(trx, paged, context), null, context)
    await putCard(trx, { cause: `${PAGE_CAUSE}${page}/${step}`, subject: ticketId, userids, body }, context)
  })
}

async function reasonOf(trx: Kysely<Tables>, { row, eventId }: Paged, { wording, rules }: Context): Promise<string> {
  const asked = (await readEvents(trx, row.id)).find(({ id }) => id === eventId)?.event
  const said = asked?.type === 'escalated' ? { to: asked.data.reportedTo, reason: asked.data.reason } : {}
  const template = wording.cards.lines[`page_${asked?.type}`] ?? ''
  return render(template, { ...said, minutes: String(rules.supervision.pageMinutes) })
}

/** Whoever acts on a matter has it in hand, unless by standing aside; whoever reports it upwards wants others at once. */
export async function followPage(
  trx: Kysely<Tables>,
  ticketId: string,
  { act, added }: { act: Act; added: readonly Stored[] },
  context: Context,
): Promise<void> {
  if (act.actor.kind !== 'staff') return
  if (act.type === 'recuse') return stepAsidePage(trx, ticketId, act.officer, context)
  await acknowledge(trx, ticketId, act.actor, context)
  const reported = added.find(({ event }) => event.type === 'escalated')
  if (reported) await startPage(trx, { ticketId, eventId: reported.id, by: act.actor }, context)
}

/** The call is over for everybody, and their cards say who has it. `pressed`: by the button of that card. */
export async function acknowledge(
  trx: Kysely<Tables>,
  ticketId: string,
  officer: Actor,
  context: Context,
  pressed?: { cause: string; cardId: string; responseCode: string | null },
): Promise<void> {
  const done = await acknowledgePage(trx, ticketId, { id: officer.id, office: officer.office ?? '' }, context)
  if (!done || (!done.first && !pressed)) return
  const by = context.org.staff.find(({ userid }) => userid === done.by)?.name ?? done.by
  const label = render(context.wording.cards.done.acknowledged ?? '', { by })
  const within = `${PAGE_CAUSE}${done.page}/`
  const clicked = pressed?.responseCode
    ? { clicked: { cardId: pressed.cardId, responseCode: pressed.responseCode } }
    : {}
  const cause = pressed?.cause ?? `${within}acknowledged`
  await withdrawCards(trx, within, 'acknowledged')
  await putCardUpdates(
    trx,
    {
      subject: ticketId,
      cause,
      label,
      ...clicked,
      ...(done.first || !pressed ? { within } : { only: pressed.cardId }),
    },
    context,
  )
}

/** Who cannot be reached is not waited for. */
export async function pageNotReached(trx: Kysely<Tables>, cause: string, context: Context): Promise<void> {
  const [, page = '', step = ''] = cause.split('/')
  await hastenPage(trx, page, Number(step), context)
}
