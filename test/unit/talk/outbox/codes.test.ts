import { describe, expect, it } from 'vitest'
import { faultOf as channelFault } from '../../../../src/talk/channel/fault.ts'
import { decide } from '../../../../src/talk/outbox/decide.ts'
import { faultOf } from '../../../../src/wecom/fault.ts'

const NOW = new Date('2026-03-02T01:00:00Z')
const verdict = (errcode: number) => decide(channelFault(faultOf(errcode, 'refused')), 0, NOW)

describe('what the platform says of the window corrects the budget', () => {
  it.each([
    [95001, 'five messages since the word'],
    [95002, 'more than 48 hours since the word'],
    [95013, 'the session has ended'],
    [95031, 'not consulted within 48 hours'],
  ])('%i (%s): nothing more until the person writes', (errcode) => {
    expect(verdict(errcode)).toEqual({ state: 'held', reason: 'window_refused', spent: true })
  })

  it.each([95016, 95018])(
    '%i: somebody else has the session, and the state is read again before the next send',
    (errcode) => {
      expect(verdict(errcode)).toEqual({ state: 'held', reason: 'session_refused' })
    },
  )

  it.each([40201, 95030])('%i: what was said is refused, and not tried again', (errcode) => {
    expect(verdict(errcode)).toEqual({ state: 'given_up', reason: 'content_refused' })
  })
})
