import { type DigestWords, pack, piecesOf, type Ready } from './pieces.ts'
import type { Push } from './tables.ts'

/** A row that has not left yet, as far as the decision needs it. */
export interface Waiting {
  id: string
  cause: string
  /** What a push says; null for anything that is not plain text. */
  text: string | null
  push: Push | null
  /** Was held until the person's word, which has come. */
  away: boolean
  /** Is held now: leaves only beside something that goes anyway. */
  held: boolean
  /** Made of several rows, or tried before: leaves again exactly as it is, or the platform could not know it for the same. */
  sealed: boolean
  /** Has a code that opens the way by itself, as long as it lasts. */
  coded: boolean
  createdAt: Date
  seq: number
  notBefore: Date
}

export interface Budget {
  /** Why nothing may leave; null while something may. */
  closed: string | null
  /** Messages until the person writes again. */
  left: number
  /** The person's last word: answers to it go before older ones. */
  since: Date | null
}

export interface Rules {
  pushes: 'all' | 'decisions'
  /** End of the quiet hours, while they last. */
  quietUntil: Date | null
  digest: DigestWords
  /** Whether the channel takes this text as one message. */
  fits(text: string): boolean
}

/** `text` null: the one row as it stands. */
export interface Message {
  rows: string[]
  text: string | null
}

export type HoldReason = 'window_spent' | 'kept_for_final' | 'by_choice' | (string & {})

export interface Plan {
  send: Message[]
  hold: { id: string; reason: HoldReason }[]
  /** When to look again, if something waits for a moment. */
  again: Date | null
}

/**
 * What leaves now, as which messages, and what waits for the person's next word. Answers to the person's own word first; what
 * is told unasked (pushes) after them, as few messages as hold it; the last message of the window is kept for a final one.
 */
export function plan(waiting: Waiting[], budget: Budget, now: Date, rules: Rules): Plan {
  const replies = inOrder(waiting.filter((row) => row.push === null && !row.held))
  const fresh = replies.filter((row) => !isOld(row, budget))
  const said = planReplies([...fresh, ...replies.filter((row) => isOld(row, budget))], budget, now)
  // A reply that waits for a moment keeps its place: nothing overtakes it.
  if (said.again !== null) return said
  const pushes = waiting.filter((row) => row.push !== null)
  const spent = said.hold.length > 0 ? (said.hold[0]?.reason ?? null) : null
  const left = budget.left - said.send.length
  const told = planPushes(pushes, { ...budget, closed: budget.closed ?? spent, left }, now, rules)
  return { send: [...said.send, ...told.send], hold: [...said.hold, ...told.hold], again: told.again }
}

/** The platform gives whole seconds, so within the second of the word only what was held is known to be older. */
const isOld = (row: Waiting, { since }: Budget): boolean => row.away || (since !== null && row.createdAt < since)
const inOrder = (rows: Waiting[]): Waiting[] => [...rows].sort((one, other) => one.seq - other.seq)
const holdAll = (rows: Waiting[], reason: HoldReason) =>
  rows.filter((row) => !row.held).map(({ id }) => ({ id, reason }))

function planReplies(replies: Waiting[], budget: Budget, now: Date): Plan {
  const done: Plan = { send: [], hold: [], again: null }
  for (const row of replies) {
    if (row.notBefore > now) return { ...done, again: row.notBefore }
    const closed = budget.closed ?? (done.send.length >= budget.left ? 'window_spent' : null)
    if (closed !== null && !row.coded) done.hold.push({ id: row.id, reason: closed })
    else done.send.push({ rows: [row.id], text: null })
  }
  return done
}

function planPushes(pushes: Waiting[], budget: Budget, now: Date, rules: Rules): Plan {
  const own = inOrder(pushes.filter((row) => !row.held))
  if (budget.closed !== null) return { send: [], hold: holdAll(own, budget.closed), again: null }
  const waits = new Map(own.map((row) => [row, waitsUntil(row, now, rules)]))
  const times = [...waits.values()].flatMap((at) => (at === null ? [] : [at.getTime()]))
  const again = times.length > 0 ? new Date(Math.min(...times)) : null
  const sealed = own.filter((row) => row.sealed)
  // What is tried again goes before what is new.
  if (sealed.some((row) => waits.get(row) !== null)) return { send: [], hold: [], again }
  const ready = own.filter((row) => !row.sealed && waits.get(row) === null)
  const wanted = ready.filter((row) => row.away || rules.pushes === 'all' || row.push?.weight !== 'step')
  const unwanted = ready.filter((row) => !wanted.includes(row))
  const riders = [...unwanted, ...pushes.filter((row) => row.held && !row.sealed)]
  const messages = pack(piecesOf(readyOf(wanted), rules.digest), readyOf(riders), rules.fits)
  const all = [...sealed.map(asItIs), ...messages.map((message) => ({ ...message, only: onlyRow(message, wanted) }))]
  const spent = spend(all, budget.left, wanted)
  const rides = new Set(spent.send.flatMap((message) => message.rows))
  const left = unwanted.filter((row) => !rides.has(row.id))
  return { send: spent.send, hold: [...spent.hold, ...holdAll(left, 'by_choice')], again }
}

/** Nobody is woken by a notice; what answers a person's word they are awake for. */
function waitsUntil(row: Waiting, now: Date, { quietUntil }: Rules): Date | null {
  const quiet = row.away || row.push?.urgent ? null : quietUntil
  const backoff = row.notBefore > now ? row.notBefore : null
  return quiet !== null && backoff !== null && backoff < quiet ? quiet : (backoff ?? quiet)
}

const readyOf = (rows: Waiting[]): Ready[] =>
  rows.flatMap(({ push, text, ...row }) => (push && text !== null ? [{ ...row, push, text }] : []))

interface Candidate {
  rows: string[]
  text: string
  final: boolean
  only: boolean
}

const asItIs = (row: Waiting): Candidate => ({
  rows: [row.id],
  text: row.text ?? '',
  final: row.push?.weight === 'final',
  only: true,
})

const onlyRow = (message: { rows: string[]; text: string }, wanted: Waiting[]): boolean =>
  message.rows.length === 1 && wanted.some((row) => row.id === message.rows[0] && row.text === message.text)

/** One is kept for the final answer: whoever waits for months must not miss it because a step was told. */
function spend(candidates: Candidate[], budget: number, mine: Waiting[]): Omit<Plan, 'again'> {
  const send: Message[] = []
  const hold: Plan['hold'] = []
  for (const { rows, text, final, only } of candidates) {
    const left = budget - send.length
    if (left > 1 || (left === 1 && final)) {
      send.push({ rows, text: only ? null : text })
      continue
    }
    const reason = left > 0 ? 'kept_for_final' : 'window_spent'
    const own = only ? rows : rows.filter((id) => mine.some((row) => row.id === id))
    hold.push(...own.map((id) => ({ id, reason })))
  }
  return { send, hold }
}
