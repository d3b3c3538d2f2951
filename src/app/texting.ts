import type { Kysely } from 'kysely'
import { readComplaint } from '../case/intake/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { Context } from './context.ts'

export const MINUTE_MS = 60_000
/** Between tries to send a text message; after the last one another way is taken. */
export const TEXT_AGAIN_MIN = [1, 5, 15, 60]
/** One try takes at most so long. */
export const TEXT_LEASE_MS = 60_000

const MOBILE = /^1[3-9]\d{9}$/

/** Where a text message reaches the person of a complaint. */
export async function mobileOf(
  trx: Kysely<Tables>,
  complaintId: string,
  context: Pick<Context, 'seal'>,
): Promise<string | null> {
  const complaint = await readComplaint(trx, complaintId, context.seal)
  const phone = complaint?.contact?.phone ?? ''
  return MOBILE.test(phone) ? phone : null
}
