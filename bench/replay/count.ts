import type { Simulator } from '../../simulator/index.ts'
import type { Visit } from './phone.ts'
import { type Bubble, numbersIn } from './reading.ts'

export type Books = ReturnType<Simulator['books']>
export type PhoneBook = Books['phones'][string]

export interface Evidence {
  visits: Visit[]
  books: Books
  cards: ReadonlyMap<string, ReadonlySet<string>>
  clicks: ReadonlyMap<string, number>
  /** Userids of the offices that have what no route leads elsewhere. */
  fallback: ReadonlySet<string>
}

/** Every figure of a replay that can be read from the simulator's books. */
export const countReplay = ({ visits, books, cards, clicks, fallback }: Evidence) => {
  const filed = visits.filter((visit) => visit.number !== null)
  const bookOf = (visit: Visit) => books.phones[visit.phone]
  const issued = visits.map((visit) => issuedIn(bookOf(visit)))
  const reached = (visit: Visit, outside: boolean) =>
    [...(cards.get(visit.number ?? '') ?? [])].some((userid) => fallback.has(userid) !== outside)
  const sent = visits.map((visit) => bookOf(visit)?.sent.length ?? 0)
  const waits = visits.flatMap((visit) => waitsIn(visit.bubbles))
  return {
    filed: filed.length,
    lost: visits.filter((visit) => visit.confirmed && visit.number === null).length,
    doubled: issued.filter((numbers) => numbers.size > 1).length,
    routed: filed.filter((visit) => reached(visit, true)).length,
    fallback: filed.filter((visit) => !reached(visit, true) && reached(visit, false)).length,
    told: filed.filter((visit) => isTold(bookOf(visit), visit.number ?? '', clicks)).length,
    distinct_numbers: new Set(issued.flatMap((numbers) => [...numbers])).size,
    messages_per_complaint_median: percentile(sent, 0.5),
    messages_per_complaint_p95: percentile(sent, 0.95),
    reply_p95_ms: percentile(waits, 0.95),
    reply_max_ms: percentile(waits, 1),
    answered_twice: visits.filter((visit) => isAnsweredTwice(bookOf(visit))).length,
    stuck: visits.filter((visit) => visit.number === null && !visit.confirmed).length,
    unknown_calls: books.unknown.length,
    refused_sends: sum(Object.values(books.phones).flatMap((book) => Object.values(book.refused))),
    cards_dropped: sum(Object.values(books.members).map((book) => book.dropped)),
  }
}

const sum = (figures: number[]): number => figures.reduce((total, figure) => total + figure, 0)

const issuedIn = (book: PhoneBook | undefined): Set<string> =>
  new Set((book?.accepted ?? []).flatMap((message) => numbersIn(message.text)))

/** The officer pressed 受理, and after that the platform took a message to the citizen that says so with the number. */
export const isTold = (book: PhoneBook | undefined, number: string, clicks: ReadonlyMap<string, number>): boolean => {
  const pressed = clicks.get(number)
  if (pressed === undefined || book === undefined) return false
  return book.accepted.some(
    ({ at, text }) => at >= pressed && text.includes('受理') && numbersIn(text).includes(number),
  )
}

/**
 * The same words twice for one message. Each message of the citizen may have one answer, and several sent at once may be
 * answered late and alike: so a repeated text is counted only when no message is left that could have caused it.
 */
export const isAnsweredTwice = (book: PhoneBook | undefined): boolean => {
  const messages = [
    ...(book?.sent ?? []).map(({ at }) => ({ at, text: null })),
    ...(book?.accepted ?? []).map(({ at, text }) => ({ at, text })),
  ].sort((one, other) => one.at - other.at)
  const final = new Set<string>()
  let unanswered = 0
  let before: string | null = null
  let spoken = false
  for (const { text } of messages) {
    if (text === null) {
      unanswered += 1
      spoken = false
      continue
    }
    if (numbersIn(text).length > 0) {
      if (final.has(text)) return true
      final.add(text)
    }
    const repeated = text === before
    if (repeated && unanswered === 0) return true
    if (repeated || !spoken) unanswered = Math.max(0, unanswered - 1)
    spoken = true
    before = text
  }
  return false
}

/** From each message of the citizen to the first answer after it. */
const waitsIn = (bubbles: Bubble[]): number[] =>
  bubbles.flatMap((bubble, index) => {
    if (bubble.from !== 'me') return []
    const answer = bubbles.slice(index + 1).find((each) => each.from === 'them')
    return answer ? [answer.wall_ms - bubble.wall_ms] : []
  })

export const percentile = (figures: number[], share: number): number | null => {
  const sorted = [...figures].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
