import { describe, expect, it } from 'vitest'
import { openLog } from '../../../../src/platform/log/index.ts'
import { createPushQueue } from '../../../../src/talk/channel/bot-queue.ts'

const log = openLog('silent')

/** Storing fails as often as said for each push. */
function setUp(failures: Record<string, number>, answers = { database: false, stopped: false }) {
  const stored: string[] = []
  const left = { ...failures }
  const queue = createPushQueue<string>(
    async (push) => {
      if ((left[push] ?? 0) > 0) {
        left[push] = (left[push] ?? 0) - 1
        throw new Error('not stored')
      }
      stored.push(push)
    },
    { log, againMs: 1, stopped: () => answers.stopped, databaseAnswers: async () => answers.database },
  )
  return { stored, queue }
}

describe('pushes that cannot be asked for again', () => {
  it('are stored in the order they came, also when the database was away for a while', async () => {
    const { stored, queue } = setUp({ a: 20, b: 1 })
    for (const push of ['a', 'b', 'c']) queue.add(push)
    await queue.drained()
    expect(stored).toEqual(['a', 'b', 'c'])
  })

  it('do not wait for one that the database will never take', async () => {
    const { stored, queue } = setUp({ poison: 1_000_000 }, { database: true, stopped: false })
    for (const push of ['poison', 'b']) queue.add(push)
    await queue.drained()
    expect(stored).toEqual(['b'])
  })

  it('do not keep the process from ending', async () => {
    const { stored, queue } = setUp({ a: 1_000_000 }, { database: false, stopped: true })
    queue.add('a')
    await queue.drained()
    expect(stored).toEqual([])
  })
})
