import { fileMatter } from '../../src/app/matters.ts'
import type { Draft } from '../../src/case/intake/index.ts'
import type { Opened } from '../../src/case/ticket/index.ts'
import { madeUp } from '../same-matter/made-up.ts'
import type { BenchHouse } from './house.ts'

/** A made-up matter with a demand, a place of the county and a way to reach its author; the same for the same number. */
export function draftOf(n: number, { context, clock }: BenchHouse): Draft {
  const places = context.org.places
  const place = places[n % places.length] ?? null
  const { text } = madeUp(n)
  return {
    ...{ cause: `bench/${n}`, reporter: `bench/reporter/${n}`, channel: 'online', receivedAt: clock.now() },
    ...{ words: [text], demands: ['请尽快处理'], place: place && { id: place.id, text: place.name }, party: null },
    ...{ contact: { name: '张三', phone: '13800000000' }, media: [], danger: false, noticeVersion: '1' },
    category: context.understanding.classify({ text }).scores[0]?.category ?? null,
  }
}

/** As a turn does it: one transaction. */
export async function file(draft: Draft, { context }: BenchHouse): Promise<Opened> {
  const opened = await context.db.transaction().execute((trx) => fileMatter(trx, draft, 'bench/turn', context))
  if (!opened) throw new Error(`${draft.cause} was filed before`)
  return opened
}
