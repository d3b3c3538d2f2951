import { describe, expect, it } from 'vitest'
import { type Deed, decide, freshMemory, type Memory } from '../../../bench/replay/citizen.ts'
import { createDice, type Dice } from '../../../bench/replay/dice.ts'
import type { Persona } from '../../../bench/replay/persona.ts'
import type { Question, Topic } from '../../../bench/replay/reading.ts'

const persona: Persona = {
  pieces: ['楼下的路灯坏了一个月。'],
  town: '乙镇',
  place: '建设路8号',
  want: '希望修好路灯',
  party: null,
  contact: '王女士 13800000001',
  photo: 'none',
  enters: false,
  label: '城乡建设',
}

/** Never beside the point; `tapping` says whether options are tapped. */
const steady = (tapping: boolean): Dice => ({
  ...createDice('steady'),
  chance: (share) => tapping && share > 0.5,
})

const question = (topic: Topic | null, ...labels: string[]): Question => ({
  topic,
  msgid: 'm1',
  options: labels.map((label, index) => ({ index, label, number: String(index + 1) })),
})

const answer = (asked: Question, of: { who?: Partial<Persona>; memory?: Partial<Memory>; dice?: Dice } = {}): Deed =>
  decide(
    { question: asked, lines: [] },
    { ...persona, ...of.who },
    { ...freshMemory, ...of.memory },
    of.dice ?? steady(true),
  ).deed

const tap = (index: number): Deed => ({ do: 'tap', msgid: 'm1', index })
const say = (text: string): Deed => ({ do: 'say', text })

describe('a replay citizen', () => {
  it('answers each question with one fact', () => {
    expect(answer(question('place'))).toEqual(say('建设路8号'))
    expect(answer(question('want', '请你们看着办'))).toEqual(say('希望修好路灯'))
    expect(answer(question('contact', '不留联系方式'))).toEqual(say('王女士 13800000001'))
  })

  it('taps what fits, and what says "unclear" where nothing fits', () => {
    expect(answer(question('town', '甲街道', '乙镇', '不清楚'))).toEqual(tap(1))
    expect(answer(question('town', '甲街道', '不清楚'))).toEqual(tap(1))
    expect(answer(question('category', '环境保护', '城乡建设', '都不像'))).toEqual(tap(1))
    expect(answer(question('category', '环境保护', '都不像，请工作人员定'))).toEqual(tap(1))
    expect(answer(question('contact', '不留联系方式'), { who: { contact: null } })).toEqual(tap(0))
    expect(answer(question('danger', '现在有危险', '现在没有危险'))).toEqual(tap(1))
  })

  it('types words where it does not tap', () => {
    expect(answer(question('confirm', '没问题，提交', '先不提交'), { dice: steady(false) })).toEqual(say('提交'))
  })

  it('sends its photo once, when asked for it', () => {
    const asked = question('photos', '没有照片')
    expect(answer(asked, { who: { photo: 'asked' } })).toEqual({ do: 'photo' })
    expect(answer(asked, { who: { photo: 'asked' }, memory: { photoSent: true } })).toEqual(tap(0))
  })

  it('takes a bare "once more" for the question before, and a riddle for its first option', () => {
    expect(answer(question(null), { memory: { lastTopic: 'place' } })).toEqual(say('建设路8号'))
    expect(answer(question(null, '反映问题', '帮助'))).toEqual(tap(0))
    expect(answer(question(null))).toEqual(say('楼下的路灯坏了一个月。'))
  })

  it('is beside the point in about one answer in ten, and then answers the same question', () => {
    const dice = createDice('slips')
    const firsts = Array.from({ length: 2000 }, () =>
      decide({ question: question('place'), lines: [] }, persona, freshMemory, dice),
    )
    const slips = firsts.filter(({ memory }) => memory.slips.length > 0)
    expect(slips.length / firsts.length).toBeCloseTo(0.1, 1)
    const after = slips.map(
      ({ memory }) => decide({ question: question('place'), lines: [] }, persona, memory, dice).deed,
    )
    expect(new Set(after.map((deed) => JSON.stringify(deed)))).toEqual(new Set([JSON.stringify(say('建设路8号'))]))
  })

  it('confirms a summary, but first has its own nonsense put right, once', () => {
    const asked = question('confirm', '没问题，提交', '要修改', '先不提交')
    const slipped: Memory = { ...freshMemory, slips: ['要多久'] }
    const seen = { question: asked, lines: ['请您看一遍：', '地点：要多久', '都对吗？'] }
    const first = decide(seen, persona, slipped, steady(true))
    expect(first).toMatchObject({ deed: tap(1), memory: { fixing: '地点', confirmed: false } })
    expect(answer(question('change', '事情', '地点'), { memory: first.memory })).toEqual(tap(1))
    const second = decide(seen, persona, first.memory, steady(true))
    expect(second).toMatchObject({ deed: tap(0), memory: { confirmed: true } })
  })
})
