import { describe, expect, it } from 'vitest'
import { heldSince } from '../../../src/case/ticket/index.ts'
import { acts, dayAfter, perform, performNamed } from './support.ts'

const since = (...of: Parameters<typeof performNamed>) => heldSince(performNamed(...of).events).toISOString()

describe('since when the office that has a matter has it', () => {
  it('is since it came into its hands, whatever was done with it there', () => {
    expect(since('register')).toBe(dayAfter(0))
    expect(since('register', 'forward')).toBe(dayAfter(1))
    expect(since('register', 'forward', 'accept', 'answer', 'deliver')).toBe(dayAfter(1))
    expect(since('register', 'forward', 'object', 'agree')).toBe(dayAfter(3))
    expect(since('register', 'forward', 'object', 'insist')).toBe(dayAfter(1))
    const { register, forward, object, agree } = acts
    const contested = perform([register, forward, object, agree, { ...forward, toOffice: 'works' }, object])
    expect(heldSince(contested.events).toISOString()).toBe(dayAfter(5))
  })

  it('is since a review was asked for or decided: each is another office’s turn', () => {
    const reviewed = ['register', 'forward', 'accept', 'answer', 'deliver', 'request_review'] as const
    expect(since(...reviewed)).toBe(dayAfter(5))
    expect(since(...reviewed, 'decide_review')).toBe(dayAfter(6))
    expect(since(...reviewed, 'decide_review', 'request_rereview')).toBe(dayAfter(7))
    expect(since(...reviewed, 'decide_review', 'request_rereview', 'decide_rereview')).toBe(dayAfter(8))
  })

  it('is since ever where nothing is known', () => {
    expect(heldSince([]).getTime()).toBe(0)
  })
})
