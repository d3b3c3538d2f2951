import type { Context } from '../../src/app/context.ts'
import { quietUntil } from '../../src/talk/outbox/index.ts'
import type { StrictChannel } from './strict-channel.ts'

export interface Figures {
  /** Sends the platform had to refuse. Must be 0. */
  refused: number
  /** Notices of which nobody knows any more, or which are called told although nothing of them was sent. Must be 0. */
  lost: number
  /** Told unasked in the quiet hours, to people who had not just written. Must be 0. */
  woken: number
  notices: number
  told: number
  not_told_with_fallback: number
  waiting: number
  /** Rows that left inside another message. */
  merged: number
  digests: number
  /** How often something was held, by reason. */
  held: number
  held_by_choice: number
  held_for_final: number
  sent: number
  hiccups: number
  seconds: number
}

type Rows = Awaited<ReturnType<typeof rowsOf>>
type Row = Rows[number]

const rowsOf = ({ db }: Context) => db.selectFrom('outbound').selectAll().orderBy('seq').execute()

/** Counted afterwards from the rows and from what the channel itself took, not from what the service says of itself. */
export async function figuresOf(
  context: Context,
  strict: StrictChannel,
  held: readonly string[],
): Promise<Omit<Figures, 'seconds'>> {
  const { db } = context
  const rows = await rowsOf(context)
  const notices = await db.selectFrom('notices').selectAll().where('audience', '=', 'citizen').execute()
  const tasks = await db.selectFrom('contact_tasks').select(['notice_id', 'state', 'means']).execute()
  const byCause = Map.groupBy(rows, (row) => row.cause.split('/').slice(0, 2).join('/'))
  const taskOf = new Map(tasks.map((task) => [task.notice_id, task]))
  const reached = (row: Row): boolean => {
    const sent = strict.taken.get(row.carried_by ?? row.id)
    return sent !== undefined && says(sent.text, row)
  }
  const alive = (row: Row): boolean => row.state === 'queued' || row.state === 'held' || row.state === 'carried'
  const isLost = (notice: (typeof notices)[number]): boolean => {
    const theirs = byCause.get(notice.cause) ?? []
    const task = taskOf.get(notice.id)
    if (notice.state === 'told') return !(task?.means === 'phone' || (theirs.length > 0 && theirs.every(reached)))
    if (notice.state === 'not_told') return task === undefined
    return notice.state === 'sent' && !theirs.some(alive)
  }
  const carriers = rows.filter((row) => row.cause.startsWith('carry/') && row.state === 'accepted')
  const of = (state: string) => notices.filter((notice) => notice.state === state).length
  return {
    refused: sum(strict.refused),
    lost: notices.filter(isLost).length,
    woken: rows.filter((row) => isWoken(row, strict, context)).length,
    notices: notices.length,
    told: of('told'),
    not_told_with_fallback: tasks.length,
    waiting: of('sent') + of('planned'),
    merged: rows.filter((row) => row.carried_by !== null && row.state === 'accepted').length,
    digests: carriers.filter((row) => row.away).length,
    held: held.length,
    held_by_choice: held.filter((reason) => reason === 'by_choice').length,
    held_for_final: held.filter((reason) => reason === 'kept_for_final').length,
    sent: strict.taken.size,
    hiccups: strict.hiccups,
  }
}

/** In full, or as a step of its matter in a digest. */
function says(text: string, row: Row): boolean {
  const own = row.body.content.kind === 'text' ? row.body.content.text : ''
  const told = own !== '' && text.includes(own)
  return told || (row.push !== null && !row.push.whole && text.includes(row.push.label))
}

function isWoken(row: Row, strict: StrictChannel, context: Context): boolean {
  const sent = strict.taken.get(row.id)
  if (!sent || row.push === null || row.away || row.push.urgent) return false
  return quietUntil(sent.at, context.config.quiet) !== null
}

const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0)
