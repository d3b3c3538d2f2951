import { describe, expect, it } from 'vitest'
import { err, manualClock, ok } from '../../../../src/platform/kernel/index.ts'
import { botChannel } from '../../../../src/talk/channel/bot.ts'
import { createPace } from '../../../../src/talk/channel/bot-pace.ts'
import { createOpenPushes } from '../../../../src/talk/channel/bot-pushes.ts'
import type { Content } from '../../../../src/talk/channel/index.ts'
import type { BotBody, BotLine } from '../../../../src/wecom/index.ts'

const HELLO: Content = { kind: 'text', text: '您好' }
const MENU: Content = { kind: 'menu', head: '对吗？', options: [{ id: 'a/b/yes', label: '1. 对' }], tail: '' }

/** A platform that answers each frame with the next of these codes, then with 0. null: no answer came. */
function setUp(codes: (number | null)[] = []) {
  const clock = manualClock(new Date('2026-03-02T01:00:00Z'))
  const frames: { way: string; to: string; body: BotBody }[] = []
  const frame = (way: string) => async (to: string, body: BotBody) => {
    frames.push({ way, to, body })
    const code = codes.length > 0 ? codes.shift() : 0
    if (code === 0) return ok(null)
    if (code === null || code === undefined) return err({ kind: 'busy' as const, errcode: null, errmsg: 'no answer' })
    const kind = { 45009: 'frequency', 846606: 'done', 42014: 'ours', 846607: 'customer' } as const
    return err({ kind: kind[code as keyof typeof kind] ?? ('gone' as const), errcode: code, errmsg: '' })
  }
  const line: BotLine = {
    isLive: () => true,
    respond: frame('respond'),
    welcome: frame('welcome'),
    updateCard: frame('update'),
    send: frame('send'),
    hangUp: async () => {},
    close: () => {},
  }
  const pushes = createOpenPushes(clock)
  const channel = botChannel({ clock, pace: createPace(), pushes, line: () => line })
  const say = (id: string, content = HELLO, code?: string) =>
    channel.send({ id, account: 'BOT', peer: 'wang', content, ...(code ? { code } : {}) })
  return { clock, frames, pushes, say, ways: () => frames.map(({ way, to }) => `${way} ${to}`) }
}

describe('a message of the robot', () => {
  it('answers the last push under its req_id, once; what follows is sent on its own', async () => {
    const { pushes, say, ways } = setUp()
    pushes.add('wang', { reqId: 'R1', msgid: 'M1' })
    await say('A')
    await say('B')
    expect(ways()).toEqual(['respond R1', 'send wang'])
  })

  it('is sent on its own where nobody waits for an answer', async () => {
    const { say, frames } = setUp()
    expect(await say('A')).toEqual({ ok: true, value: null })
    expect(frames[0]).toMatchObject({ way: 'send', body: { msgtype: 'markdown' } })
  })

  it.each([846604, 846605, 846608])('is sent on its own where the req_id is dead (%i, trap 9.12)', async (code) => {
    const { pushes, say, ways } = setUp([code])
    pushes.add('wang', { reqId: 'OLD', msgid: 'M1' })
    expect(await say('A')).toMatchObject({ ok: true })
    expect(ways()).toEqual(['respond OLD', 'send wang'])
    await say('B')
    expect(ways().at(-1)).toBe('send wang')
  })

  it('is sent on its own where something else has answered the push (846606)', async () => {
    const { pushes, say, ways } = setUp([846606])
    pushes.add('wang', { reqId: 'R1', msgid: 'M1' })
    expect(await say('A')).toMatchObject({ ok: true })
    expect(ways()).toEqual(['respond R1', 'send wang'])
  })

  it('whose acknowledgement was lost is tried under the same req_id, and not said twice', async () => {
    const { pushes, say, ways } = setUp([null, 846606])
    pushes.add('wang', { reqId: 'R1', msgid: 'M1' })
    expect(await say('A')).toMatchObject({ ok: false, error: { kind: 'busy' } })
    expect(await say('A')).toMatchObject({ ok: true })
    expect(ways()).toEqual(['respond R1', 'respond R1'])
  })

  it('goes out on its own the day after: 24 hours is all a req_id lasts', async () => {
    const { clock, pushes, say, ways } = setUp()
    pushes.add('wang', { reqId: 'R1', msgid: 'M1' })
    clock.advance(24 * 3_600_000)
    await say('A')
    expect(ways()).toEqual(['send wang'])
  })

  it('knows no req_id from before a reconnection (trap 9.12)', async () => {
    const { pushes, say, ways } = setUp()
    pushes.add('wang', { reqId: 'R1', msgid: 'M1' })
    pushes.clear()
    await say('A')
    expect(ways()).toEqual(['send wang'])
  })

  it('welcomes with the code of the event, and a code that is too old is no reason to write', async () => {
    const { say, ways } = setUp([846604])
    expect(await say('A', HELLO, 'E1')).toMatchObject({ ok: false, error: { kind: 'gone' } })
    expect(ways()).toEqual(['welcome E1'])
  })

  it('is said in words where the card is not taken: it may have been shown before a crash', async () => {
    const { say, frames } = setUp([42014])
    expect(await say('A', MENU)).toMatchObject({ ok: true })
    expect(frames.map(({ body }) => body.msgtype)).toEqual(['template_card', 'markdown'])
    expect(JSON.stringify(frames[1]?.body)).toContain('1. 对')
  })

  it('waits, and is not refused, where the person never wrote (846607)', async () => {
    expect(await setUp([846607]).say('A')).toMatchObject({ ok: false, error: { kind: 'window' } })
  })

  it('beyond the pace is held back before the platform sees it, for as long as is needed', async () => {
    const { clock, say, frames } = setUp()
    for (let n = 0; n < 30; n += 1) await say(`A${n}`)
    const held = await say('B')
    expect(held).toMatchObject({ ok: false, error: { kind: 'frequency' } })
    expect(frames).toHaveLength(30)
    clock.advance(held.ok ? 0 : (held.error.retryAfterMs ?? 0))
    expect(await say('B')).toMatchObject({ ok: true })
  })
})

describe('pushes of one person', () => {
  const pushes = () => createOpenPushes(manualClock(new Date('2026-03-02T01:00:00Z')))

  it('give back the one before, which now has no answer to wait for', () => {
    const open = pushes()
    expect(open.add('wang', { reqId: 'R1', msgid: 'M1' })).toBeNull()
    expect(open.add('wang', { reqId: 'R2', msgid: 'M2' })).toMatchObject({ reqId: 'R1' })
    expect(open.for('wang', 'A')).toMatchObject({ reqId: 'R2' })
  })

  it('are the same question when the platform repeats one', () => {
    const open = pushes()
    open.add('wang', { reqId: 'R1', msgid: 'M1' })
    expect(open.add('wang', { reqId: 'R2', msgid: 'M1' })).toBeNull()
  })

  it('one that came while the other was being answered stays open', () => {
    const open = pushes()
    open.add('wang', { reqId: 'R1', msgid: 'M1' })
    const first = open.for('wang', 'A')
    open.add('wang', { reqId: 'R2', msgid: 'M2' })
    if (first) open.drop('wang', first)
    expect(open.for('wang', 'B')).toMatchObject({ reqId: 'R2' })
  })
})
