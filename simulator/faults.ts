import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/** What the next calls of a path meet instead of (or, with when: 'after', on top of) what they asked for. */
export const faultSchema = z.object({
  /** A path such as /cgi-bin/kf/send_msg, * for every call, or /bot/aibot_send_msg for a command of the robot. */
  path: z.string(),
  count: z.number().int().positive().default(1),
  /** Calls to let through first. */
  skip: z.number().int().nonnegative().default(0),
  errcode: z.number().int().optional(),
  status: z.number().int().min(100).max(599).optional(),
  latency_ms: z.number().nonnegative().optional(),
  drop: z.boolean().optional(),
  /** 'after': the call takes effect, and only its answer is late or lost. */
  when: z.enum(['before', 'after']).default('before'),
})

export type FaultOrder = z.input<typeof faultSchema>
export type Fault = z.output<typeof faultSchema>

export interface Faults {
  order(order: FaultOrder): Fault
  take(path: string, how?: 'exactly'): Fault | null
  clear(): void
  pending(): Fault[]
}

export const createFaults = (): Faults => {
  let orders: Fault[] = []
  return {
    order: (order) => {
      const fault = faultSchema.parse(order)
      orders.push(fault)
      return fault
    },
    take: (path, how) => {
      const fault = orders.find((each) => each.path === path || (each.path === '*' && how !== 'exactly'))
      if (!fault) return null
      if (fault.skip > 0) {
        fault.skip -= 1
        return null
      }
      fault.count -= 1
      if (fault.count === 0) orders = orders.filter((each) => each !== fault)
      return fault
    },
    clear: () => {
      orders = []
    },
    pending: () => orders,
  }
}

/** The ordered latency, where it lies before the call takes effect, or between that and its answer. */
export const linger = async (fault: Fault | null, when: Fault['when']): Promise<void> => {
  if (fault?.latency_ms !== undefined && fault.when === when) await sleep(fault.latency_ms)
}
