import { describe, expect, it } from 'vitest'
import type { ChannelFault } from '../../../src/talk/channel/index.ts'
import { plausible } from '../../../src/talk/inbox/plausible.ts'
import { sniff } from '../../../src/talk/inbox/sniff.ts'
import { decide } from '../../../src/talk/outbox/decide.ts'
import { closedBecause } from '../../../src/talk/outbox/window.ts'

const NOW = new Date('2026-03-02T01:00:00Z')
const fault = (kind: ChannelFault['kind'], retryAfterMs?: number): ChannelFault => ({
  kind,
  detail: '',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})

describe('what a refusal means', () => {
  it.each([
    ['busy', 'queued'],
    ['frequency', 'queued'],
    ['config', 'queued'],
    ['window', 'held'],
    ['session', 'held'],
    ['content', 'given_up'],
    ['gone', 'given_up'],
    ['too_big', 'given_up'],
    ['ours', 'given_up'],
    ['stale_hint', 'given_up'],
  ] as const)('%s: %s', (kind, state) => {
    expect(decide(fault(kind), 0, NOW).state).toBe(state)
  })

  it('waits longer each time, and not for ever', () => {
    const waits = Array.from({ length: 20 }, (_, attempts) => {
      const verdict = decide(fault('busy'), attempts, NOW)
      return verdict.state === 'queued' ? verdict.notBefore.getTime() - NOW.getTime() : null
    })
    expect(waits).toEqual([...waits].sort((one, other) => (one ?? 0) - (other ?? 0)))
    expect(decide(fault('busy'), 20, NOW)).toEqual({ state: 'given_up', reason: 'busy_too_long' })
  })

  it('waits as long as the platform says', () => {
    expect(decide(fault('frequency', 5_000), 0, NOW)).toMatchObject({ notBefore: new Date(NOW.getTime() + 5_000) })
  })

  it('a refusal for the count closes the window until the next word', () => {
    expect(decide(fault('window'), 0, NOW)).toMatchObject({ spent: true })
    expect(decide(fault('session'), 0, NOW)).not.toHaveProperty('spent')
  })
})

/** 微信客服 (wecom.md §3.5). */
const WINDOW_MS = 48 * 3_600_000

describe('the reply window', () => {
  const at = (agoMs: number, sentSince = 0) => ({ lastInboundAt: new Date(NOW.getTime() - agoMs), sentSince })

  it('is never open before the first word', () => {
    expect(closedBecause({ lastInboundAt: null, sentSince: 0 }, NOW)).toBe('window_never_opened')
  })

  it('closes a minute before its 48 hours are over: by the platform’s clock it may be later, and a send takes its time', () => {
    expect(closedBecause(at(WINDOW_MS - 60_001), NOW)).toBeNull()
    expect(closedBecause(at(WINDOW_MS - 60_000), NOW)).toBe('window_closed')
  })

  it('takes five messages', () => {
    expect(closedBecause(at(0, 4), NOW)).toBeNull()
    expect(closedBecause(at(0, 5), NOW)).toBe('window_spent')
  })
})

describe('a time of sending', () => {
  it('is kept where it can be', () => {
    const ago = new Date(NOW.getTime() - 3 * 86_400_000)
    expect(plausible(ago, NOW)).toBe(ago)
  })

  it.each([Number.NaN, -1, 0, 8.64e15, NOW.getTime() + 3 * 3_600_000])('%s is taken as now', (ms) => {
    expect(plausible(new Date(ms), NOW)).toEqual(NOW)
  })
})

describe('the type of a file is read from its bytes', () => {
  it.each([
    ['ffd8ffe0', 'image/jpeg'],
    ['89504e470d0a1a0a', 'image/png'],
    [Buffer.from('GIF89a').toString('hex'), 'image/gif'],
    [Buffer.from('RIFFxxxxWEBP').toString('hex'), 'image/webp'],
    [Buffer.from('xxxxftypmp42').toString('hex'), 'video/mp4'],
    [Buffer.from('#!AMR\n').toString('hex'), 'audio/amr'],
    [Buffer.from('%PDF-1.7').toString('hex'), 'application/pdf'],
    [Buffer.from('<html><script>').toString('hex'), 'application/octet-stream'],
    ['', 'application/octet-stream'],
    ['ff', 'application/octet-stream'],
  ])('%s: %s', (hex, type) => {
    expect(sniff(Buffer.from(hex, 'hex'))).toBe(type)
  })
})
