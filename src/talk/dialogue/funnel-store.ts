import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { type Ids, shanghaiDay } from '../../platform/kernel/index.ts'
import type { World } from './engine/index.ts'
import { BUCKETS_MS, type LeftBy, type Mark, markOf } from './funnel.ts'
import type { Thread } from './types.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    flow_steps: {
      day: string
      flow: string
      version: number
      step: string
      what: Mark['what']
      how: string
      slot: number
      n: number
    }
  }
}

/** Turns side by side seldom meet in one row. */
const SLOTS = 16

/** Adds to the counters, always in the same order, so that two turns never wait for each other in a circle. */
export async function count(trx: Kysely<Tables>, marks: Mark[], now: Date, ids: Ids): Promise<void> {
  if (marks.length === 0) return
  const day = shanghaiDay(now)
  const slot = (ids.bytes(1)[0] ?? 0) % SLOTS
  const counted = new Map<string, Tables['flow_steps']>()
  for (const mark of marks) {
    const key = JSON.stringify([mark.flow, mark.version, mark.step, mark.what, mark.how])
    counted.set(key, { ...mark, day, slot, n: (counted.get(key)?.n ?? 0) + 1 })
  }
  await trx
    .insertInto('flow_steps')
    .values([...counted].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row))
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'flow', 'version', 'step', 'what', 'how', 'slot'])
        .doUpdateSet({ n: sql`flow_steps.n + excluded.n` }),
    )
    .execute()
}

export const countLeft = (trx: Kysely<Tables>, thread: Thread, by: LeftBy, world: World, deps: { ids: Ids }) =>
  count(trx, [markOf(thread, 'left', by)], world.now, deps.ids)

/** One step as far as people came. */
export interface FunnelStep {
  flow: string
  version: number
  step: string
  reached: number
  answered: number
  wrong: number
  skipped: number
  left: Record<string, number>
  /** Upper end of the bucket that holds the middle answer; null: none, or it took longer than a day. */
  answered_within_ms: number | null
}

export async function readFunnel(db: Kysely<Tables>): Promise<FunnelStep[]> {
  const rows = await db
    .selectFrom('flow_steps')
    .select((eb) => ['flow', 'version', 'step', 'what', 'how', eb.fn.sum<string>('n').as('n')])
    .groupBy(['flow', 'version', 'step', 'what', 'how'])
    .orderBy('flow')
    .orderBy('version')
    .orderBy('step')
    .orderBy('how')
    .execute()
  const steps = new Map<string, FunnelStep & { times: Map<string, number> }>()
  for (const { flow, version, step, what, how, n } of rows) {
    const key = JSON.stringify([flow, version, step])
    const known = steps.get(key) ?? { ...{ flow, version, step }, ...nothing(), times: new Map() }
    steps.set(key, known)
    if (what === 'left') known.left[how] = Number(n)
    else known[what] += Number(n)
    if (what === 'answered') known.times.set(how, Number(n))
  }
  return [...steps.values()].map(({ times, ...step }) => ({ ...step, answered_within_ms: middle(times) }))
}

type Counts = Omit<FunnelStep, 'flow' | 'version' | 'step'>

const nothing = (): Counts => ({
  ...{ reached: 0, answered: 0, wrong: 0, skipped: 0, left: {} },
  answered_within_ms: null,
})

function middle(times: Map<string, number>): number | null {
  const all = [...times.values()].reduce((sum, n) => sum + n, 0)
  let passed = 0
  for (const end of BUCKETS_MS) {
    passed += times.get(String(end)) ?? 0
    if (all > 0 && passed * 2 >= all) return end
  }
  return null
}
