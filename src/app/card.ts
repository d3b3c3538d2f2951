import type { ComplaintView } from '../case/intake/index.ts'
import { printNumber, type TicketRow } from '../case/ticket/index.ts'
import { AppError } from '../platform/kernel/index.ts'
import type { StaffCard } from '../talk/channel/index.ts'
import { render } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { dateInWords, officeOf } from './words.ts'

const GLANCE = 80

export const ACCEPT_KEY = 'accept'
export const ACKNOWLEDGE_KEY = 'acknowledge'

/** What staff see of a matter on a card: no name, no phone. Those stand behind the link, after login. */
export function cardFor(
  template: string,
  ticket: TicketRow,
  complaint: ComplaintView,
  reason: string,
  next: { due: string } | null,
  context: Pick<Context, 'wording' | 'org' | 'config' | 'clock'>,
): StaffCard {
  const { cards } = context.wording
  const text = cards.cards[template]
  if (!text) throw new AppError({ code: 'card_without_text', message: `flows/cards.yaml has no card ${template}` })
  const values = {
    number: printNumber(ticket.number),
    category: ticket.category ?? cards.unknown_category,
    place: complaint.facts.place?.text ?? cards.unknown_place,
    glance: glance(complaint.words.join(' ')),
    reason,
  }
  const rows = [
    { name: cards.rows.office ?? '', value: officeOf(context.org, ticket.office)?.name ?? '' },
    ...(next
      ? [{ name: cards.rows.due ?? '', value: render(cards.due, { date: dateInWords(next.due, context.clock.now()) }) }]
      : []),
    ...(complaint.facts.danger ? [{ name: cards.rows.danger ?? '', value: cards.danger }] : []),
  ]
  return {
    title: render(text.title, values),
    description: render(text.description, values),
    text: render(text.text, values),
    rows,
    link: `${context.config.publicUrl}/m/tickets/${ticket.id}`,
    linkText: text.open,
    buttons: [...button(text.accept, ACCEPT_KEY, ticket.id), ...button(text.acknowledge, ACKNOWLEDGE_KEY, ticket.id)],
  }
}

const button = (text: string | undefined, key: string, ticketId: string) =>
  text ? [{ text, key: `${key}:${ticketId}` }] : []

function glance(words: string): string {
  const letters = [...words.replace(/\s+/g, ' ').trim()]
  return letters.length <= GLANCE ? letters.join('') : `${letters.slice(0, GLANCE).join('')}…`
}
