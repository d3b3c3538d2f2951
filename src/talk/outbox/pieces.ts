import type { Push } from './tables.ts'

/** A push that may leave. */
export interface Ready {
  id: string
  cause: string
  text: string
  push: Push
  away: boolean
  createdAt: Date
  seq: number
}

/** Sentences of flows/notices.yaml. */
export interface DigestWords {
  head: string
  item(label: string, steps: string[]): string
}

export interface Piece {
  rows: string[]
  text: string
  final: boolean
  /** What stands between it and the piece before. */
  glue: '\n' | '\n\n'
}

/** One message of several pieces. */
export interface Packed {
  rows: string[]
  text: string
  final: boolean
}

/** What was missed comes first, shortened to a line for each matter; then the news, newest first and in full. */
export function piecesOf(ready: Ready[], words: DigestWords): Piece[] {
  const away = groupsOf(ready.filter((row) => row.away))
  const news = groupsOf(ready.filter((row) => !row.away))
  // One thing missed needs no digest.
  const missed = away.length > 1 ? digest(away, words) : away.flatMap(inFull)
  return [...missed, ...news.flatMap(inFull)]
}

/** As few messages as hold the pieces in their order; then what may ride along, as far as there is room. */
export function pack(pieces: Piece[], riders: Ready[], fits: (text: string) => boolean): Packed[] {
  const messages: Packed[] = []
  for (const piece of pieces) {
    const last = messages.at(-1)
    if (!last || !join(last, piece, fits))
      messages.push({ rows: [...piece.rows], text: piece.text, final: piece.final })
  }
  for (const group of groupsOf(riders)) {
    const last = messages.at(-1)
    const [piece] = inFull(group)
    if (last && piece && group.length === 1) join(last, piece, fits)
  }
  return messages
}

function join(message: Packed, piece: Piece, fits: (text: string) => boolean): boolean {
  const text = message.text + piece.glue + piece.text
  if (!fits(text)) return false
  message.text = text
  message.rows.push(...piece.rows)
  message.final ||= piece.final
  return true
}

/** The rows of one cause belong together and keep their order: a long answer is several. */
function groupsOf(rows: Ready[]): Ready[][] {
  const groups = new Map<string, Ready[]>()
  for (const row of [...rows].sort((one, other) => one.seq - other.seq)) {
    const cause = row.cause.split('/').slice(0, 2).join('/')
    groups.set(cause, [...(groups.get(cause) ?? []), row])
  }
  return [...groups.values()].sort((one, other) => (other[0]?.seq ?? 0) - (one[0]?.seq ?? 0))
}

const inFull = (group: Ready[]): Piece[] =>
  group.map((row) => ({ rows: [row.id], text: row.text, final: row.push.weight === 'final', glue: '\n\n' }))

/** Of each matter its steps in a line, newest first. What was decided in words (`whole`) is told in full all the same. */
function digest(groups: Ready[][], words: DigestWords): Piece[] {
  const subjects = new Map<string, Ready[][]>()
  for (const group of groups) {
    const subject = group[0]?.push.subject ?? ''
    subjects.set(subject, [...(subjects.get(subject) ?? []), group])
  }
  const [first, ...rest] = [...subjects.values()].flatMap((theirs) => lineOf(theirs, words))
  const lines = first ? [{ ...first, text: `${words.head}\n${first.text}` }, ...rest] : []
  return [...lines, ...groups.flatMap(wholeOf)]
}

/** More steps than these are old news; the line stays a line. */
const STEPS_TOLD = 6

/** A matter of which everything is told in full needs no line. */
function lineOf(groups: Ready[][], words: DigestWords): Piece[] {
  const told = groups.flat().filter((row) => !row.push.whole)
  const steps = [...new Set(groups.flatMap((group) => group[0]?.push.gist ?? []))].slice(0, STEPS_TOLD)
  if (told.length === 0) return []
  return [
    {
      rows: told.map((row) => row.id),
      text: words.item(told[0]?.push.label ?? '', steps),
      final: told.some((row) => row.push.weight === 'final'),
      glue: '\n',
    },
  ]
}

const wholeOf = (group: Ready[]): Piece[] => inFull(group.filter((row) => row.push.whole))
