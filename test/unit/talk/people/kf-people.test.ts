import { describe, expect, it } from 'vitest'
import { inboundOf } from '../../../../src/talk/channel/kf-inbound.ts'
import { parseKfMessage } from '../../../../src/wecom/index.ts'

const read = (raw: Record<string, unknown>) =>
  inboundOf(parseKfMessage({ msgid: 'm', send_time: 1_700_000_000, ...raw }), 'wk1', new Date(0))
const event = (body: Record<string, unknown>) =>
  read({ origin: 4, msgtype: 'event', event: { open_kfid: 'wk1', ...body } })

describe('what the platform says of people', () => {
  it('a servicer’s message keeps who wrote it', () => {
    const message = read({
      ...{ origin: 5, open_kfid: 'wk1', external_userid: 'wm1', servicer_userid: 'lisi' },
      ...{ msgtype: 'text', text: { content: '您好' } },
    })
    expect(message).toMatchObject({ author: 'servicer', servicer: 'lisi', body: { kind: 'text', text: '您好' } })
  })

  it.each([
    [1, { kind: 'session_changed', change: 'taken_from_pool', servicer: 'new', code: 'CODE' }],
    [2, { kind: 'session_changed', change: 'transferred', servicer: 'new', code: 'CODE' }],
    [4, { kind: 'session_changed', change: 'reopened', servicer: 'new', code: 'CODE' }],
    [9, { kind: 'session_changed', change: 'other', servicer: 'new', code: 'CODE' }],
  ])('session_status_change %i names the new servicer and its code', (change_type, body) => {
    const given = { event_type: 'session_status_change', external_userid: 'wm1', change_type, msg_code: 'CODE' }
    expect(event({ ...given, old_servicer_userid: 'old', new_servicer_userid: 'new' })).toMatchObject({
      peer: 'wm1',
      body,
    })
  })

  it('an ended session has no servicer', () => {
    const given = { event_type: 'session_status_change', external_userid: 'wm1', change_type: 3, msg_code: 'CODE' }
    expect(event({ ...given, old_servicer_userid: 'old' }).body).toEqual({
      ...{ kind: 'session_changed', change: 'ended', code: 'CODE' },
    })
  })

  it('trap 9.16: in the event 1 is serving and 2 is stopped', () => {
    const given = { event_type: 'servicer_status_change', servicer_userid: 'lisi' }
    expect(event({ ...given, status: 1 })).toMatchObject({
      peer: null,
      body: { kind: 'servicer_changed', serving: true },
    })
    expect(event({ ...given, status: 2, stop_type: 1 }).body).toMatchObject({ servicer: 'lisi', serving: false })
  })
})
