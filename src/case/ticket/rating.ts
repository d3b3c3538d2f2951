import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { shanghaiDay } from '../../platform/kernel/index.ts'
import { addDays } from '../rules/index.ts'
import type { Delivered } from './acts.ts'
import type { MatterEvent } from './events.ts'

export const GRADES = ['satisfied', 'fairly', 'dissatisfied'] as const
export type Grade = (typeof GRADES)[number]
/** Whoever registered and passed it on, and whoever answered. */
export type Rated = 'petition_office' | 'unit'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    ratings: { ticket_id: string; object: Rated; office: string; grade: Grade; reason: string | null; rated_at: Date }
  }
}

const RATEABLE: readonly MatterEvent['type'][] = ['answered', 'reviewed', 'rereviewed'] satisfies Delivered[]

/** Days after the last word in writing; no national rule gives the number (petition.md §2.4, unconfirmed): configuration. */
export function ratingState(
  events: readonly MatterEvent[],
  windowDays: number,
  now: Date,
): 'open' | 'over' | 'not_yet' {
  const last = events.findLast(({ type }) => RATEABLE.includes(type))
  if (last === undefined) return 'not_yet'
  const until = addDays(shanghaiDay(new Date(last.at)), windowDays)
  return shanghaiDay(now) <= until ? 'open' : 'over'
}

/** The last word counts. */
export async function rate(
  trx: Kysely<Tables>,
  rating: { ticketId: string; object: Rated; office: string; grade: Grade; reason: string | null },
  now: Date,
): Promise<void> {
  const { ticketId: ticket_id, object, ...given } = rating
  const values = { ...given, rated_at: now }
  await trx
    .insertInto('ratings')
    .values({ ticket_id, object, ...values })
    .onConflict((conflict) => conflict.columns(['ticket_id', 'object']).doUpdateSet(values))
    .execute()
}
