import { z } from 'zod'

/** What is to go wrong with the next callbacks: each number counts deliveries. */
export const mischiefSchema = z.object({
  /** Which callbacks: kf doorbells, or those of the staff app. */
  family: z.enum(['kf', 'app']).default('kf'),
  drop: z.number().int().nonnegative().default(0),
  duplicate: z.number().int().nonnegative().default(0),
  delay: z.object({ count: z.number().int().positive(), ms: z.number().positive() }).optional(),
  /** Hold the next N and send them last first. */
  reverse: z.number().int().nonnegative().default(0),
  forge: z.number().int().nonnegative().default(0),
  wrong_receiveid: z.number().int().nonnegative().default(0),
})

export type MischiefOrder = z.input<typeof mischiefSchema>

export interface Mischief {
  names: string[]
  drop: boolean
  duplicate: boolean
  delayMs: number
  /** How many are to be held together; 0 = none. */
  reverse: number
  forge: boolean
  wrongReceiveId: boolean
}

export interface MischiefBook {
  order(order: MischiefOrder): void
  take(family: 'kf' | 'app'): Mischief
}

const nothing = () => ({ drop: 0, duplicate: 0, delay: 0, delayMs: 0, reverse: 0, reverseOf: 0, forge: 0, wrongId: 0 })

export const createMischief = (): MischiefBook => {
  const left = { kf: nothing(), app: nothing() }
  return {
    order: (input) => {
      const order = mischiefSchema.parse(input)
      const mine = left[order.family]
      mine.drop += order.drop
      mine.duplicate += order.duplicate
      mine.forge += order.forge
      mine.wrongId += order.wrong_receiveid
      if (order.delay) Object.assign(mine, { delay: order.delay.count, delayMs: order.delay.ms })
      if (order.reverse > 0) Object.assign(mine, { reverse: order.reverse, reverseOf: order.reverse })
    },
    take: (family) => {
      const mine = left[family]
      const one = (name: 'drop' | 'duplicate' | 'delay' | 'reverse' | 'forge' | 'wrongId') => {
        if (mine[name] === 0) return false
        mine[name] -= 1
        return true
      }
      const drop = one('drop')
      if (drop) return { ...tame(), names: ['drop'], drop }
      const duplicate = one('duplicate')
      const delayMs = one('delay') ? mine.delayMs : 0
      const reverse = one('reverse') ? mine.reverseOf : 0
      const forge = one('forge')
      const wrongReceiveId = one('wrongId')
      const names = Object.entries({ duplicate, delay: delayMs > 0, reverse: reverse > 0, forge, wrongReceiveId })
      return {
        names: names.filter(([, on]) => on).map(([name]) => name),
        drop,
        duplicate,
        delayMs,
        reverse,
        forge,
        wrongReceiveId,
      }
    },
  }
}

const tame = (): Mischief => ({
  names: [],
  drop: false,
  duplicate: false,
  delayMs: 0,
  reverse: 0,
  forge: false,
  wrongReceiveId: false,
})
