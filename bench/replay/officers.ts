import { setTimeout as pause } from 'node:timers/promises'
import type { Simulator } from '../../simulator/index.ts'
import type { County } from './county.ts'
import type { Dice } from './dice.ts'
import { numbersIn } from './reading.ts'

export interface Officers {
  /** Number → userids on whose screen its card appeared. */
  cards: ReadonlyMap<string, ReadonlySet<string>>
  /** Number → when (clock of the simulator, ms) an officer first pressed its button. */
  clicks: ReadonlyMap<string, number>
  stop(): Promise<void>
}

type Copy = Awaited<ReturnType<Simulator['members']['screen']>>['items'][number]

/** A press that does not arrive is repeated by a person who sees the button still there. */
const AGAIN_MS = 2000
const TRIES = 60
/** In so many cases a second officer presses the same button a moment later. */
const TWIN_SHARE = 0.1

/** Everybody in the county's offices looks at their cards; somebody accepts each matter. */
export const startOfficers = (sim: Simulator, county: County, dice: Dice): Officers => {
  const cards = new Map<string, Set<string>>()
  const clicks = new Map<string, number>()
  const twins = new Set<string>()
  const busy = new Set<Promise<void>>()
  let stopped = false

  const accept = async (userid: string, copy: Copy, number: string): Promise<void> => {
    const key = acceptKey(copy)
    if (key === null) return
    const first = !clicks.has(number)
    if (!first && (twins.has(number) || !dice.chance(TWIN_SHARE))) return
    if (first) clicks.set(number, Number.POSITIVE_INFINITY)
    else twins.add(number)
    await pause(dice.between(100, 800))
    clicks.set(number, Math.min(clicks.get(number) ?? Number.POSITIVE_INFINITY, Date.parse(sim.clock.read().now)))
    await press(userid, copy, key)
  }
  const press = async (userid: string, copy: Copy, key: string): Promise<void> => {
    for (let tries = 0; tries < TRIES && !stopped && copy.replaced === undefined; tries += 1) {
      const answer = await sim.members.click(userid, { msgid: copy.msgid, key }).catch(() => null)
      if (answer === null || !('outcome' in answer) || answer.outcome === 'delivered') return
      await pause(AGAIN_MS)
    }
  }
  const look = (userid: string, copy: Copy): void => {
    const [number] = numbersIn(JSON.stringify(copy.card ?? copy.text ?? ''))
    if (number === undefined) return
    const holders = cards.get(number) ?? new Set()
    if (holders.has(userid)) return
    cards.set(number, holders.add(userid))
    const work = accept(userid, copy, number).finally(() => busy.delete(work))
    busy.add(work)
  }
  const watch = async (userid: string): Promise<void> => {
    let after = 0
    while (!stopped) {
      const news = await sim.members.screen(userid, { after, wait: 2000 })
      after = news.last
      for (const copy of news.items) look(userid, copy)
    }
  }
  const watches = county.staff.map(({ userid }) => watch(userid))
  return {
    cards,
    clicks,
    stop: async () => {
      stopped = true
      await Promise.all([...watches, ...busy])
    },
  }
}

const acceptKey = (copy: Copy): string | null => {
  const buttons = (copy.card?.button_list ?? []) as { text?: string; key?: string; type?: number }[]
  return buttons.find((button) => button.type !== 1 && button.text?.includes('受理'))?.key ?? null
}
