import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admit } from '../../../../src/talk/outbox/member-quota.ts'

const NOW = 1_800_000_000_000
const times = (count: number, at: (index: number) => number) => Array.from({ length: count }, (_, index) => at(index))

describe('what a member may be sent', () => {
  it('is thirty messages at once; the thirty-first waits until a minute after the first', () => {
    const sent = times(29, () => NOW - 1000)
    expect(admit(sent, NOW, 1)).toEqual({ sent: [...sent, NOW] })
    expect(admit([...sent, NOW], NOW + 1, 1)).toEqual({ waitUntil: NOW - 1000 + 65_000 })
  })

  it('is a thousand in an hour', () => {
    const sent = times(1000, (index) => NOW - 3_500_000 + index * 3_000)
    expect(admit(sent, NOW, 1)).toEqual({ waitUntil: NOW - 3_500_000 + 3_605_000 })
    expect(admit(sent.slice(1), NOW, 1)).toMatchObject({ sent: expect.arrayContaining([NOW]) })
  })

  it('counts every piece of long words', () => {
    const sent = times(28, () => NOW)
    expect(admit(sent, NOW, 2)).toMatchObject({ sent: expect.any(Array) })
    expect(admit(sent, NOW, 3)).toEqual({ waitUntil: NOW + 65_000 })
  })

  it('is never more than the platform delivers, however late each send arrives there, and is asked again at the right moment', () => {
    const wish = fc.record({ gap: fc.integer({ min: 0, max: 20_000 }), late: fc.integer({ min: 0, max: 5_000 }) })
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 150 }), (wishes) => {
        let now = NOW
        let kept: number[] = []
        const arrived: number[] = []
        for (const { gap, late } of wishes) {
          now += gap
          let answer = admit(kept, now, 1)
          if ('waitUntil' in answer) {
            expect(answer.waitUntil).toBeGreaterThan(now)
            now = answer.waitUntil
            answer = admit(kept, now, 1)
          }
          if (!('sent' in answer)) throw new Error('waited in vain')
          kept = answer.sent
          arrived.push(now + late)
        }
        arrived.sort((a, b) => a - b)
        for (const [index, at] of arrived.entries()) {
          const before = arrived[index - 30]
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(60_000)
        }
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('forgets what is older than an hour', () => {
    const answer = admit([NOW - 4_000_000, NOW - 10], NOW, 1)
    expect(answer).toEqual({ sent: [NOW - 10, NOW] })
  })
})
