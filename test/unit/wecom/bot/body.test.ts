import { describe, expect, it } from 'vitest'
import { BOT_TEXT_BYTES, botPush, botReply, botWelcome, byteLength } from '../../../../src/wecom/index.ts'

const text = (bytes: number) => ({ kind: 'text' as const, text: 'a'.repeat(bytes) })

describe('what the robot says', () => {
  it('is one stream that ends at once, so that it can be told only once', () => {
    expect(botReply('ID', { kind: 'text', text: '好' })).toEqual({
      ok: true,
      value: { msgtype: 'stream', stream: { id: 'ID', finish: true, content: '好' } },
    })
  })

  it.each([
    ['a reply', (said: ReturnType<typeof text>) => botReply('ID', said)],
    ['a push', botPush],
    ['a welcome', botWelcome],
  ])('has at most 20480 bytes: %s', (_, build) => {
    expect(build(text(BOT_TEXT_BYTES)).ok).toBe(true)
    expect(build(text(BOT_TEXT_BYTES + 1))).toMatchObject({ ok: false, error: { kind: 'ours' } })
    expect(build(text(0))).toMatchObject({ ok: false, error: { kind: 'ours' } })
    expect(byteLength('汉'.repeat(6827))).toBeGreaterThan(BOT_TEXT_BYTES)
    expect(build({ kind: 'text', text: '汉'.repeat(6827) }).ok).toBe(false)
  })

  it('is refused here where the platform would refuse the card', () => {
    const card = {
      card_type: 'button_interaction' as const,
      main_title: { title: 'x' },
      task_id: 'a b',
      button_list: [],
    }
    expect(botReply('ID', { kind: 'card', card })).toMatchObject({ ok: false, error: { kind: 'ours' } })
  })
})
