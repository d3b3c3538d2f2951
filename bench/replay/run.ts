import { setTimeout as pause } from 'node:timers/promises'
import type { Simulator } from '../../simulator/index.ts'
import { countReplay, isTold } from './count.ts'
import type { County } from './county.ts'
import { createDice } from './dice.ts'
import { createStriker, type Fault, planStrikes } from './faults.ts'
import { type Officers, startOfficers } from './officers.ts'
import { makePersona } from './persona.ts'
import { type Patience, type Visit, visit } from './phone.ts'
import type { Row } from './rows.ts'
import type { ReplayWorld } from './world.ts'

export interface ReplayPlan {
  rows: Row[]
  county: County
  seed: number
  /** Phones in use at one time. */
  concurrency: number
  faults: Fault[]
  progress: (text: string) => void
}

export interface Replayed {
  figures: ReturnType<typeof countReplay> & { seconds: number; kills: number; flushes: number; crashes: number }
  /** Number → label of the row that was filed under it. */
  labels: Map<string, string | null>
  visits: Visit[]
  /** Filed, and no notice of the officer's act: how far each came. */
  untold: string[]
}

const ANSWER_MS = 180_000
/** A lost doorbell is made good by the slow poll, a lost job by the sweep: with faults things may take longer. */
const ANSWER_WITH_FAULTS_MS = 300_000
const OWN_MESSAGES = 40

/** All citizens, some at a time, while officers work and faults strike. */
export const replay = async (world: ReplayWorld, plan: ReplayPlan): Promise<Replayed> => {
  const started = performance.now()
  const { sim, service, redis } = world
  const officers = startOfficers(sim, plan.county, createDice(plan.seed, 'officers'))
  const deeds = { kill9: service.kill, flushall: redis.flushall }
  const striker = createStriker(planStrikes(plan.faults, plan.rows.length), deeds, createDice(plan.seed, 'faults'))
  const patience: Patience = {
    messages: OWN_MESSAGES,
    answerMs: plan.faults.length > 0 ? ANSWER_WITH_FAULTS_MS : ANSWER_MS,
  }
  const visits: Visit[] = []
  const labels = new Map<string, string | null>()
  const file = async (row: Row) => {
    const persona = makePersona(row, plan.county, createDice(plan.seed, row.id, 'persona'))
    const seen = await visit(sim, persona, createDice(plan.seed, row.id, 'visit'), patience)
    visits.push(seen)
    if (seen.number !== null) labels.set(seen.number, row.label)
    const filed = visits.filter((each) => each.number !== null).length
    striker.filed(filed)
    if (visits.length % 10 === 0) plan.progress(`${visits.length} of ${plan.rows.length} done, ${filed} filed`)
  }
  await inTurns(plan.rows, plan.concurrency, file)
  await striker.finish()
  const count = () => countReplay({ visits, books: sim.books(), ...officers, fallback: fallbackStaff(plan.county) })
  await untilTold(count, officers, plan)
  await sim.settled()
  const seconds = (performance.now() - started) / 1000
  await officers.stop()
  const { kill9: kills, flushall: flushes } = striker.carriedOut
  return {
    figures: { ...count(), seconds, kills, flushes, crashes: service.crashes() },
    labels,
    visits,
    untold: untold(visits, sim, officers),
  }
}

const untold = (visits: Visit[], sim: Simulator, { cards, clicks }: Officers): string[] => {
  const { phones } = sim.books()
  return visits.flatMap(({ number, phone }) => {
    if (number === null || isTold(phones[phone], number, clicks)) return []
    const holders = [...(cards.get(number) ?? [])].join(' ')
    const pressed = clicks.get(number)
    return [
      `${number} of ${phone}: card at ${holders || 'nobody'}, pressed ${pressed ? new Date(pressed).toISOString() : 'never'}`,
    ]
  })
}

const fallbackStaff = ({ staff, fallback }: County): ReadonlySet<string> =>
  new Set(staff.filter(({ office }) => fallback.includes(office)).map(({ userid }) => userid))

const inTurns = async <T>(list: T[], width: number, work: (item: T) => Promise<void>): Promise<void> => {
  const left = list.values()
  const worker = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

/** Cards, clicks and notices may trail behind the last citizen; given up only when nothing moves any more. */
const untilTold = async (count: () => { filed: number; told: number }, officers: Officers, plan: ReplayPlan) => {
  const patience = plan.faults.length > 0 ? 120_000 : 60_000
  let moved = performance.now()
  let before = ''
  for (;;) {
    const { filed, told } = count()
    if (told >= filed) return
    const state = `${told} ${officers.cards.size} ${officers.clicks.size}`
    if (state !== before) moved = performance.now()
    before = state
    if (performance.now() - moved > patience) return
    await pause(500)
  }
}
