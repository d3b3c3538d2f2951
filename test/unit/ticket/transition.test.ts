import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTS,
  type Act,
  type ActName,
  answerTold,
  type Matter,
  STATES,
  type State,
  TRANSITIONS,
  toldEvent,
  transition,
} from '../../../src/case/ticket/index.ts'
import { acts, clerk, facts, matterIn, officer, PATHS, perform } from './support.ts'

const NOW = '2026-04-01T02:00:00Z'

/** The law restated by hand: the next state, or the refusal. */
const LAW: Record<State | 'none', Record<ActName, string>> = {
  none: {
    register: '→registered',
    forward: 'not_registered',
    accept: 'not_registered',
    answer: 'not_registered',
    close: 'not_registered',
    return: 'not_registered',
  },
  registered: {
    register: 'already_done',
    forward: '→forwarded',
    accept: 'not_forwarded',
    answer: 'not_accepted',
    close: 'not_answered',
    return: 'not_forwarded',
  },
  forwarded: {
    register: 'already_done',
    forward: '→forwarded',
    accept: '→accepted',
    answer: 'not_accepted',
    close: 'not_answered',
    return: '→returned',
  },
  accepted: {
    register: 'already_done',
    forward: 'after_acceptance',
    accept: 'already_done',
    answer: '→answered',
    close: 'not_answered',
    return: 'after_acceptance',
  },
  answered: {
    register: 'already_done',
    forward: 'after_acceptance',
    accept: 'already_done',
    answer: 'already_done',
    close: '→closed',
    return: 'after_acceptance',
  },
  closed: {
    register: 'already_done',
    forward: 'is_closed',
    accept: 'already_done',
    answer: 'already_done',
    close: 'already_done',
    return: 'is_closed',
  },
  returned: {
    register: 'already_done',
    forward: '→forwarded',
    accept: 'not_forwarded',
    answer: 'not_accepted',
    close: 'not_answered',
    return: 'already_done',
  },
}

function result(state: State | 'none', act: Act): string {
  const outcome = transition(state === 'none' ? null : matterIn(state), act, NOW, facts)
  return outcome.ok ? `→${outcome.matter.state}` : outcome.refusal.code
}

/** A forward to another office than the one that has it: to the same one it would be a repetition. */
const elsewhere = { ...acts, forward: { ...acts.forward, toOffice: 'transport' } }

describe('every state × act', () => {
  for (const state of ['none', ...STATES] as const) {
    for (const name of ACTS) {
      it(`${name} on ${state} gives ${LAW[state][name]}`, () => {
        expect(result(state, elsewhere[name])).toBe(LAW[state][name])
      })
    }
  }

  it('is what the exported table says', () => {
    for (const state of ['none', ...STATES] as const) {
      for (const name of ACTS) {
        const cell = TRANSITIONS[state][name]
        expect('to' in cell ? `→${cell.to}` : cell.refuse).toBe(LAW[state][name])
      }
    }
  })
})

describe('a repeated act', () => {
  it('is refused with who did it and when', () => {
    const outcome = transition(matterIn('accepted'), { ...acts.accept, actor: clerk }, NOW, facts)
    expect(outcome).toEqual({
      ok: false,
      refusal: { code: 'already_done', act: 'accept', at: '2026-03-04T01:00:00.000Z', by: officer },
    })
  })

  it('says so of a forward to the office that has the matter, but not after that office returned it', () => {
    expect(result('forwarded', acts.forward)).toBe('already_done')
    expect(result('returned', acts.forward)).toBe('→forwarded')
  })
})

describe('forward', () => {
  it('gives the matter to the office and counts the hand-over', () => {
    const { matter, events } = perform([acts.register, acts.forward, acts.return, elsewhere.forward])
    expect(matter).toMatchObject({ state: 'forwarded', holder: 'transport', handOvers: 2, revision: 4 })
    expect(events.at(-1)).toMatchObject({
      type: 'forwarded',
      data: { fromOffice: 'petition', toOffice: 'transport', correction: false, basis: acts.forward.basis },
    })
  })

  it('marks a second forward without a return between as a correction', () => {
    expect(perform([acts.register, acts.forward, elsewhere.forward]).events.at(-1)?.data).toMatchObject({
      correction: true,
      fromOffice: 'housing',
    })
  })

  it('never reaches an office complained of', () => {
    const outcome = transition(matterIn('registered'), acts.forward, NOW, { ...facts, barred: ['water', 'housing'] })
    expect(outcome).toEqual({ ok: false, refusal: { code: 'barred_office', office: 'housing' } })
  })
})

describe('accept', () => {
  it('settles kind and way where the officer says them, and keeps them where not', () => {
    const settled = transition(matterIn('forwarded'), { ...acts.accept, kind: 'claim', way: 6 }, NOW, facts)
    expect(settled).toMatchObject({ ok: true, matter: { kind: 'claim', way: 6 } })
    expect(matterIn('accepted')).toMatchObject({ kind: 'unsorted', way: null })
  })
})

describe('answer', () => {
  it('needs words', () => {
    expect(result('accepted', { ...acts.answer, text: ' \n' })).toBe('text_required')
  })
})

describe('close', () => {
  const untold = { ...facts, answerTold: false }
  const close = (act: Act) => transition(matterIn('answered'), act, NOW, untold)

  it('is refused while the citizen has not been told the answer', () => {
    expect(close(acts.close)).toEqual({ ok: false, refusal: { code: 'answer_not_told' } })
  })

  it('is allowed when a person told it by phone or on paper and notes how', () => {
    const outcome = close({ ...acts.close, toldBy: 'phone', note: ' 3月5日下午电话告知 ' })
    expect(outcome).toMatchObject({ ok: true, events: [{ data: { told: 'phone', note: '3月5日下午电话告知' } }] })
  })

  it('is refused when the note is missing or blank', () => {
    for (const note of [undefined, '', '  ']) {
      expect(close({ ...acts.close, toldBy: 'paper', ...(note === undefined ? {} : { note }) })).toEqual({
        ok: false,
        refusal: { code: 'note_required' },
      })
    }
  })
})

describe('return', () => {
  it('gives the matter back to the petition office with the reason', () => {
    const { matter, events } = perform([acts.register, acts.forward, acts.return])
    expect(matter).toMatchObject({ state: 'returned', holder: 'petition', handOvers: 1 })
    expect(events.at(-1)?.data).toMatchObject({
      fromOffice: 'housing',
      toOffice: 'petition',
      reason: acts.return.reason,
    })
  })

  it('needs a reason', () => {
    expect(result('forwarded', { ...acts.return, reason: '　' })).toBe('reason_required')
  })

  it('is refused to the petition office itself, which nobody sent the matter to', () => {
    const { matter } = perform([acts.register, { ...acts.forward, toOffice: 'petition' }])
    expect(transition(matter, acts.return, NOW, facts)).toEqual({
      ok: false,
      refusal: { code: 'no_sender', office: 'petition' },
    })
  })
})

describe('the answer counts as told', () => {
  const answered = perform(PATHS.answered.map((name) => acts[name]))
  const told = (of: State) => toldEvent(answered.matter, { of, means: 'message', actor: clerk }, NOW, facts)

  it('only by a told event of the answer itself', () => {
    expect(answerTold(answered.events)).toBe(false)
    expect(answerTold([...answered.events, told('accepted')])).toBe(false)
    expect(answerTold([...answered.events, told('answered')])).toBe(true)
  })

  it('not before there is an answer', () => {
    expect(answerTold([told('answered')])).toBe(false)
    expect(answerTold([told('answered'), ...answered.events])).toBe(false)
  })
})

describe('whatever is done', () => {
  const anyAct = fc
    .tuple(fc.constantFrom(...ACTS), fc.constantFrom('petition', 'housing', 'transport'), fc.constantFrom('', '内容'))
    .map(([name, office, text]): Act => {
      const base = acts[name]
      if (base.type === 'forward') return { ...base, toOffice: office }
      if (base.type === 'answer') return { ...base, text }
      if (base.type === 'return') return { ...base, reason: text }
      return base
    })

  it('the state stays in the union, the revision counts the acts, and the old matter is untouched', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 30 }), fc.boolean(), (list, answerTold) => {
        let matter: Matter | null = null
        let done = 0
        for (const act of list) {
          const before = JSON.stringify(matter)
          const outcome = transition(matter, act, NOW, { ...facts, answerTold })
          expect(JSON.stringify(matter)).toBe(before)
          if (!outcome.ok) continue
          done += 1
          expect(STATES).toContain(outcome.matter.state)
          expect(outcome.matter.revision).toBe(done)
          expect(outcome.events[0]?.type).toBe(outcome.matter.state)
          expect(outcome.events[0]?.clocks).toBe(facts.triggers[outcome.matter.state])
          matter = outcome.matter
        }
      }),
      { seed: 20260302 },
    )
  })

  it('nothing leaves closed', () => {
    for (const name of ACTS) expect(transition(matterIn('closed'), elsewhere[name], NOW, facts).ok).toBe(false)
  })
})
