import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Budget, type Plan, plan, type Rules, type Waiting } from '../../../../src/talk/outbox/plan.ts'
import type { Push } from '../../../../src/talk/outbox/tables.ts'

const NOW = new Date('2026-03-02T02:00:00Z')
const MINUTE = 60_000
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE)
const TEXT_BYTES = 2048

const rules: Rules = {
  pushes: 'all',
  quietUntil: null,
  digest: { head: '错过的：', item: (label, steps) => `${label}：${steps.join('；')}` },
  fits: (text) => Buffer.byteLength(text) <= TEXT_BYTES,
}
const open = (left: number): Budget => ({ closed: null, left, since: ago(1) })

let seq = 0
const row = (over: Partial<Waiting> = {}): Waiting => {
  seq += 1
  return {
    ...{ id: `r${seq}`, cause: `turn/${seq}/0`, text: `text ${seq}`, push: null, seq },
    ...{ away: false, held: false, sealed: false, coded: false, createdAt: NOW, notBefore: NOW },
    ...over,
  }
}
const push = (weight: Push['weight'], over: Partial<Waiting> = {}, more: Partial<Push> = {}): Waiting => {
  const own = row(over)
  const told: Push = { subject: `m${own.seq}`, label: `MQ${own.seq}`, gist: `step ${own.seq}`, weight, ...more }
  return { ...own, cause: over.cause ?? `notice/${own.seq}/0`, push: told }
}
const rowsSent = (planned: Plan) => planned.send.flatMap((message) => message.rows)
const reasons = (planned: Plan) => Object.fromEntries(planned.hold.map(({ id, reason }) => [id, reason]))

describe('what leaves first', () => {
  it('the answer to the newest word, then older answers, then what is told unasked', () => {
    const old = row({ createdAt: ago(60) })
    const told = push('final')
    const answer = row()
    expect(rowsSent(plan([told, old, answer], open(5), NOW, rules))).toEqual([answer.id, old.id, told.id])
  })

  it('what was held goes after the answer also within the second of the word, which the platform does not divide', () => {
    const [held, answer] = [row({ away: true }), row()]
    expect(rowsSent(plan([held, answer], { ...open(5), since: NOW }, NOW, rules))).toEqual([answer.id, held.id])
  })

  it('a reply that waits for a moment keeps its place', () => {
    const [later, next, told] = [row({ notBefore: new Date(NOW.getTime() + MINUTE) }), row(), push('final')]
    expect(plan([later, next, told], open(5), NOW, rules)).toEqual({ send: [], hold: [], again: later.notBefore })
  })
})

describe('the budget', () => {
  it.each([
    ['step', 2, true],
    ['step', 1, false],
    ['decision', 1, false],
    ['final', 1, true],
    ['final', 0, false],
  ] as const)('a push of weight %s with %i left: %s', (weight, left, leaves) => {
    const told = push(weight)
    const planned = plan([told], open(left), NOW, rules)
    expect(rowsSent(planned)).toEqual(leaves ? [told.id] : [])
    if (!leaves) expect(reasons(planned)).toEqual({ [told.id]: left === 0 ? 'window_spent' : 'kept_for_final' })
  })

  it('answers may use all of it, and what is too much is held', () => {
    const rows = [row(), row(), row()]
    const planned = plan(rows, open(2), NOW, rules)
    expect(rowsSent(planned)).toEqual([rows[0]?.id, rows[1]?.id])
    expect(reasons(planned)).toEqual({ [rows[2]?.id ?? '']: 'window_spent' })
  })

  it('closed, everything is held for the reason', () => {
    const [answer, told] = [row(), push('final')]
    const planned = plan([answer, told], { closed: 'window_closed', left: 3, since: ago(9) }, NOW, rules)
    expect(planned.send).toEqual([])
    expect(reasons(planned)).toEqual({ [answer.id]: 'window_closed', [told.id]: 'window_closed' })
  })

  it('has no end where the channel sets none', () => {
    const rows = Array.from({ length: 9 }, () => row())
    expect(rowsSent(plan(rows, open(Number.POSITIVE_INFINITY), NOW, rules))).toHaveLength(9)
  })
})

describe('several pushes', () => {
  it('are one message, the newest first', () => {
    const [first, second] = [push('step', { text: 'accepted' }), push('final', { text: 'answered' })]
    expect(plan([first, second], open(5), NOW, rules).send).toEqual([
      { rows: [second.id, first.id], text: 'answered\n\naccepted' },
    ])
  })

  it('a final one takes the others along in the last message', () => {
    const planned = plan([push('step'), push('final'), push('step')], open(1), NOW, rules)
    expect(planned.send).toHaveLength(1)
    expect(rowsSent(planned)).toHaveLength(3)
  })

  it('a held step rides along with what goes anyway', () => {
    const [held, told] = [push('step', { held: true }), push('decision')]
    expect(rowsSent(plan([held, told], open(2), NOW, rules))).toEqual([told.id, held.id])
    expect(plan([held], open(5), NOW, rules)).toEqual({ send: [], hold: [], again: null })
  })

  it('the pieces of a long answer stay in their order', () => {
    const long = '长'.repeat(600)
    const pieces = [0, 1].map((n) => push('final', { cause: `notice/long/${n}`, text: `${n}${long}` }))
    const note = push('step', { text: 'short' })
    expect(plan([...pieces, note], open(5), NOW, rules).send).toEqual([
      { rows: [note.id, pieces[0]?.id], text: `short\n\n0${long}` },
      { rows: [pieces[1]?.id], text: null },
    ])
  })

  it('what was tried before leaves again as it is, before the others', () => {
    const [tried, fresh] = [push('step', { sealed: true }), push('step')]
    expect(plan([fresh, tried], open(5), NOW, rules).send).toEqual([
      { rows: [tried.id], text: null },
      { rows: [fresh.id], text: null },
    ])
  })
})

describe('what the person chose', () => {
  const decisions: Rules = { ...rules, pushes: 'decisions' }

  it('only decisions: a step waits for the next word, a decision does not', () => {
    const [step, decision] = [push('step'), push('decision')]
    expect(reasons(plan([step], open(5), NOW, decisions))).toEqual({ [step.id]: 'by_choice' })
    expect(rowsSent(plan([step, decision], open(5), NOW, decisions))).toEqual([decision.id, step.id])
  })

  it('after the word everything is told', () => {
    const step = push('step', { away: true })
    expect(rowsSent(plan([step], open(4), NOW, decisions))).toEqual([step.id])
  })
})

describe('at night', () => {
  const night: Rules = { ...rules, quietUntil: new Date(NOW.getTime() + 60 * MINUTE) }

  it('nobody is told anything unasked, but answered', () => {
    const [answer, told] = [row(), push('final')]
    const planned = plan([told, answer], open(5), NOW, night)
    expect(rowsSent(planned)).toEqual([answer.id])
    expect(planned).toMatchObject({ hold: [], again: night.quietUntil })
  })

  it('except where somebody may be in danger, or just wrote', () => {
    const [urgent, away] = [push('step', {}, { urgent: true }), push('step', { away: true })]
    expect(rowsSent(plan([urgent, away], open(5), NOW, night)).sort()).toEqual([urgent.id, away.id].sort())
  })
})

describe('what was missed', () => {
  const missed = (weight: Push['weight'], subject: string, gist: string, more: Partial<Push> = {}, text = gist) =>
    push(weight, { away: true, text }, { subject, label: subject, gist, ...more })

  it('is one digest: of each matter the steps, newest first', () => {
    const rows = [missed('step', 'A', 'A1'), missed('step', 'B', 'B1'), missed('final', 'A', 'A2')]
    const [digest, ...none] = plan(rows, open(3), NOW, rules).send
    expect(none).toEqual([])
    expect(digest?.text).toBe('错过的：\nA：A2；A1\nB：B1')
    expect([...(digest?.rows ?? [])].sort()).toEqual(rows.map(({ id }) => id).sort())
  })

  it('an answer is repeated in full', () => {
    const rows = [missed('step', 'A', 'accepted'), missed('final', 'A', 'answered', { whole: true }, '答复：修好了')]
    expect(plan(rows, open(3), NOW, rules).send[0]?.text).toBe('错过的：\nA：answered；accepted\n\n答复：修好了')
  })

  it('one thing missed is told as it was to be told', () => {
    const only = missed('step', 'A', 'A1')
    expect(plan([only], open(3), NOW, rules).send).toEqual([{ rows: [only.id], text: null }])
  })

  it('several answers and nothing else need no list', () => {
    const whole = { whole: true } as const
    const rows = [missed('final', 'A', 'a', whole, '答复甲'), missed('final', 'B', 'b', whole, '答复乙')]
    expect(plan(rows, open(3), NOW, rules).send[0]?.text).toBe('答复乙\n\n答复甲')
  })
})

describe('whatever waits', () => {
  const weight = fc.constantFrom('step', 'decision', 'final') as fc.Arbitrary<Push['weight']>
  const any = fc.record({
    kind: fc.constantFrom('reply', 'push'),
    weight,
    subject: fc.constantFrom('A', 'B', 'C'),
    away: fc.boolean(),
    held: fc.boolean(),
    sealed: fc.boolean(),
    whole: fc.boolean(),
    urgent: fc.boolean(),
    size: fc.integer({ min: 1, max: 680 }),
    later: fc.boolean(),
    old: fc.boolean(),
  })
  type Any = typeof any extends fc.Arbitrary<infer T> ? T : never
  const make = (each: Any): Waiting => {
    const over = {
      text: '字'.repeat(each.size),
      notBefore: each.later ? new Date(NOW.getTime() + MINUTE) : NOW,
      createdAt: each.old ? ago(100) : NOW,
      sealed: each.sealed,
    }
    if (each.kind === 'reply') return row(over)
    const held = each.held && !each.away
    const more = { subject: each.subject, label: each.subject, ...(each.whole ? { whole: true as const } : {}) }
    return push(each.weight, { ...over, away: each.away, held }, { ...more, ...(each.urgent ? { urgent: true } : {}) })
  }
  const situations = fc.record({
    rows: fc.array(any, { maxLength: 12 }),
    left: fc.integer({ min: 0, max: 5 }),
    closed: fc.boolean(),
    pushes: fc.constantFrom('all', 'decisions') as fc.Arbitrary<'all' | 'decisions'>,
    night: fc.boolean(),
  })
  const tried = (each: typeof situations extends fc.Arbitrary<infer T> ? T : never) => {
    const rows = each.rows.map(make)
    const budget = { closed: each.closed ? 'window_closed' : null, left: each.left, since: ago(10) }
    const quietUntil = each.night ? new Date(NOW.getTime() + 60 * MINUTE) : null
    return { rows, planned: plan(rows, budget, NOW, { ...rules, pushes: each.pushes, quietUntil }) }
  }
  const always = (holds: (of: ReturnType<typeof tried>, each: Parameters<typeof tried>[0]) => void) =>
    fc.assert(
      fc.property(situations, (each) => {
        holds(tried(each), each)
      }),
      { seed: 20260302, numRuns: 500 },
    )

  it('no more messages leave than the window has', () =>
    always(({ planned }, { left, closed }) => {
      expect(planned.send.length).toBeLessThanOrEqual(closed ? 0 : left)
    }))

  it('every row leaves once, is held, or waits for a moment: none is lost', () =>
    always(({ rows, planned }) => {
      const named = [...rowsSent(planned), ...planned.hold.map(({ id }) => id)]
      expect(new Set(named).size).toBe(named.length)
      const silent = rows.filter((each) => !named.includes(each.id) && !each.held)
      if (silent.length > 0) expect(planned.again).not.toBeNull()
    }))

  it('the last message of the window is an answer or final', () =>
    always(({ rows, planned }, { left }) => {
      if (planned.send.length < left || left === 0) return
      const last = rows.filter((each) => planned.send.at(-1)?.rows.includes(each.id))
      expect(last.some((each) => each.push === null || each.push.weight === 'final')).toBe(true)
    }))

  it('no message is longer than the channel takes, and none is empty', () =>
    always(({ planned }) => {
      for (const { rows, text } of planned.send) {
        expect(rows.length).toBeGreaterThan(0)
        if (text !== null) expect(rules.fits(text)).toBe(true)
      }
    }))

  it('nothing is held that is held already', () =>
    always(({ rows, planned }) => {
      const held = rows.filter((each) => each.held).map(({ id }) => id)
      expect(planned.hold.filter(({ id }) => held.includes(id))).toEqual([])
    }))
})
