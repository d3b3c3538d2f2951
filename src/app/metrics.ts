import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { readDrift } from '../case/understand/index.ts'
import type { Context } from './context.ts'
import { readUse } from './llm-use.ts'

/** Counted from the rows when asked: what waits, what was held, what could not be told. */
export function createMetrics(context: Context): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const states = (name: string, help: string, count: () => Promise<{ state: string; n: number }[]>) =>
    new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers: [registry],
      async collect() {
        this.reset()
        for (const row of await count()) this.set({ state: row.state }, Number(row.n))
      },
    })
  const { db } = context
  states('minqing_inbound_rows', 'messages received, by state', () =>
    db
      .selectFrom('inbound')
      .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
      .groupBy('state')
      .execute(),
  )
  states('minqing_outbound_rows', 'messages to citizens, by state', () =>
    db
      .selectFrom('outbound')
      .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
      .groupBy('state')
      .execute(),
  )
  states('minqing_notices', 'notices, by state', () =>
    db
      .selectFrom('notices')
      .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
      .groupBy('state')
      .execute(),
  )
  states('minqing_matters', 'matters, by state', () =>
    db
      .selectFrom('tickets')
      .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
      .groupBy('state')
      .execute(),
  )
  states('minqing_alarms', 'alarms raised, by kind', () =>
    db
      .selectFrom('alarms')
      .select((eb) => ['kind as state', eb.fn.countAll<number>().as('n')])
      .groupBy('kind')
      .execute(),
  )
  states('minqing_llm_questions', 'questions to the language model, by what became of them', () => readUse(context))
  new Gauge({
    name: 'minqing_suggestion_on',
    help: '1 while categories are suggested, 0 while they are turned off',
    registers: [registry],
    collect() {
      this.set(context.suggestion.on ? 1 : 0)
    },
  })
  new Gauge({
    name: 'minqing_suggestion_share',
    help: 'of the last matters, the share that the model left open, and of those decided the share decided otherwise',
    labelNames: ['what'],
    registers: [registry],
    async collect() {
      const drift = await readDrift(db, context.understanding.modelVersion, context.config.drift)
      for (const what of ['unsure', 'disagreed'] as const) this.set({ what }, drift[what].share)
    },
  })
  return registry
}
