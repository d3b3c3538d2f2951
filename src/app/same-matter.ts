import { type Kysely, sql } from 'kysely'
import type { Draft } from '../case/intake/index.ts'
import { type Org, placeChain } from '../case/org/index.ts'
import { printNumber } from '../case/ticket/index.ts'
import { findSimilar, keepSimilar, likenessOf, readNature, SAME_MATTER, type Sought } from '../case/understand/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { Session, Understood } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { line } from './words.ts'

/**
 * Whether what is told takes part in any comparison. A report of an official never does (Art. 30 ¶3): not even that another
 * one like it exists may become known.
 */
function isCompared({ words, circumstances }: Pick<Draft, 'words' | 'circumstances'>): boolean {
  const kind = circumstances?.kind
  if (kind?.suggested === 'report') return false
  return kind?.by === 'citizen' || !accuses(words.join('\n'))
}

const accuses = (text: string): boolean => ['report', 'unclear'].includes(readNature(text) ?? '')

const sought = (
  text: string,
  place: string | null,
  { understanding, org }: Pick<Context, 'understanding' | 'org'>,
) => ({
  imprint: understanding.imprint({ text }),
  area: place === null ? null : townOf(place, org),
})

const townOf = (place: string, { places }: Org): string | null =>
  placeChain(place, places).find(({ level }) => level === 'town')?.id ?? null

const soughtFor = (draft: Draft, context: Pick<Context, 'understanding' | 'org'>): Sought =>
  sought(draft.words.join('\n'), draft.place?.id ?? null, context)

/** In the transaction that files it. */
export async function keepForComparison(
  trx: Kysely<Tables>,
  complaintId: string,
  draft: Draft,
  context: Pick<Context, 'understanding' | 'org'>,
): Promise<void> {
  if (isCompared(draft)) await keepSimilar(trx, complaintId, soughtFor(draft, context))
}

/** So few say anything only of a whole story; a greeting is like any other. */
const LEAST_LETTERS = 10
/** Of one person's open matters the newest. */
const OWN_AT_MOST = 20

/** The one open matter of the same person that the words seem to be about: its author is asked whether they belong there. */
export async function withOwnMatter(
  understood: Understood,
  whole: string,
  said: { reporter: string; session: Session },
  context: Pick<Context, 'db' | 'understanding'>,
): Promise<Understood> {
  const { fields } = understood
  if (whole.length < LEAST_LETTERS || said.session.thread?.fields.same || fields.danger || accuses(whole)) {
    return understood
  }
  const open = await context.db
    .selectFrom('tickets')
    .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
    .select(['tickets.number', 'complaints.id'])
    .where('complaints.reporter', '=', said.reporter)
    .where('tickets.state', 'not in', ['closed', 'merged'])
    .where('tickets.kind', '!=', 'report')
    .orderBy('tickets.registered_at', 'desc')
    .limit(OWN_AT_MOST)
    .execute()
  const ids = open.map(({ id }) => id)
  const [best] = await likenessOf(context.db, context.understanding.imprint({ text: whole }), ids)
  const about = best && best.likeness >= SAME_MATTER ? open.find(({ id }) => id === best.complaintId) : undefined
  if (!about) return understood
  return { ...understood, fields: { ...fields, about: { text: printNumber(about.number), by: 'understood' } } }
}

const LATELY_DAYS = 90
const DAY_MS = 86_400_000
/** Fewer could be guessed who they are: then nothing is said. */
const FEWEST_TOLD = 3

/** How many others told the same lately, in plain words; nothing where they are few. Whoever they are and what they said stays theirs. */
export async function othersLine(trx: Kysely<Tables>, draft: Draft, context: Context): Promise<string> {
  if (!isCompared(draft)) return ''
  const found = await findSimilar(trx, soughtFor(draft, context), SAME_MATTER)
  if (found.length < FEWEST_TOLD) return ''
  const { count } = await trx
    .selectFrom('complaints')
    .innerJoin('tickets', 'tickets.complaint_id', 'complaints.id')
    .select(sql<number>`count(distinct complaints.reporter)::integer`.as('count'))
    .where(
      'complaints.id',
      'in',
      found.map(({ complaintId }) => complaintId),
    )
    .where('complaints.reporter', '!=', draft.reporter)
    .where('complaints.received_at', '>', new Date(draft.receivedAt.getTime() - LATELY_DAYS * DAY_MS))
    .where('tickets.kind', '!=', 'report')
    .executeTakeFirstOrThrow()
  if (count < FEWEST_TOLD) return ''
  return line(context.wording, 'others', { days: String(LATELY_DAYS), count: String(count) })
}
