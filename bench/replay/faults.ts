import { setTimeout as pause } from 'node:timers/promises'
import type { Dice } from './dice.ts'

export const FAULTS = ['kill9', 'flushall'] as const
export type Fault = (typeof FAULTS)[number]

/** When each fault strikes, as shares of the complaints filed: spread over the run, early and late, never together. */
const SHARES: Record<Fault, number[]> = {
  kill9: [0.1, 0.3, 0.5, 0.7, 0.85],
  flushall: [0.05, 0.25, 0.45, 0.65, 0.9],
}

export interface Strike {
  fault: Fault
  /** As soon as so many are filed. */
  filed: number
}

export const planStrikes = (faults: readonly Fault[], count: number): Strike[] =>
  faults
    .flatMap((fault) => SHARES[fault].map((share) => ({ fault, filed: Math.floor(share * count) })))
    .sort((one, other) => one.filed - other.filed)

export interface Striker {
  filed(total: number): void
  /** How often each fault was carried out. */
  carriedOut: Record<Fault, number>
  /** Waits for what is under way; throws what went wrong. */
  finish(): Promise<void>
}

/** One fault after another, each at a moment nobody can foresee. */
export const createStriker = (plan: Strike[], deeds: Record<Fault, () => Promise<void>>, dice: Dice): Striker => {
  const carriedOut: Record<Fault, number> = { kill9: 0, flushall: 0 }
  const left = [...plan]
  let work: Promise<void> = Promise.resolve()
  const strike = async (fault: Fault): Promise<void> => {
    await pause(dice.between(0, 600))
    await deeds[fault]()
    carriedOut[fault] += 1
  }
  return {
    carriedOut,
    filed: (total) => {
      while (left[0] !== undefined && left[0].filed <= total) {
        const { fault } = left.shift() as Strike
        work = work.then(() => strike(fault))
        // Seen by finish(); until then nobody waits for it.
        work.catch(() => {})
      }
    },
    finish: () => work,
  }
}
