import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AskStep, FlowOption } from '../../../src/talk/dialogue/flow.ts'
import { choose, chooseWhole } from '../../../src/talk/dialogue/kinds/choose.ts'
import { splitDemands } from '../../../src/talk/dialogue/kinds/demands.ts'
import { KINDS } from '../../../src/talk/dialogue/kinds/index.ts'
import { nearest } from '../../../src/talk/dialogue/kinds/near.ts'
import type { Fields, Thread } from '../../../src/talk/dialogue/types.ts'

/** Monday in Shanghai. */
const NOW = new Date('2026-03-02T01:00:00Z')
const option = (id: string, label: string, words: string[] = [], skip = false): FlowOption => ({
  id,
  label,
  words,
  skip,
})
const YES_NO = [option('yes', '需要'), option('no', '不需要')]
const AGREED = [option('yes', '知道，同意'), option('no', '还没有问过', ['没问过'])]
const MARKS = ['非常满意', '满意', '一般', '不满意', '非常不满意'].map((label, index) =>
  option(String(5 - index), label),
)

function read(kind: AskStep['kind'], text: string, options: FlowOption[] = [], wrong = 0, fields: Fields = {}) {
  const step = { kind, id: 'x', field: 'x', when: [], ask: 'x', wrong: [], optional: true, volunteered: false }
  const input = {
    type: 'answer' as const,
    seq: 1,
    text,
    parts: [{ seq: 1, text }],
    understood: { fields, options: {} },
  }
  return KINDS[kind].read(input, { ...step, options, lists: [] } as AskStep, { wrong } as Thread, options, NOW)
}
const LONG = '他们每天夜里都在楼下施工，一直到三点都没有停，老人和孩子整夜没睡，打电话也没有人来管，已经是第五次了'

describe('an option written a little wrong', () => {
  const SAFE = [option('danger', '有危险', ['有危险']), option('safe', '没有危险', ['没有危险'])]
  it.each([
    ['有危脸', 'danger'],
    ['没有危脸', 'safe'],
    ['没有危险险', 'safe'],
    ['有委险', 'danger'],
  ])('"%s" is %s', (text, id) => {
    expect(choose(text, SAFE)?.id).toBe(id)
  })

  it.each(['有没有危险', '未有危险吗危', '没危险', '是否危险', '无危险', '有危'])('"%s" is not guessed at', (text) => {
    expect(choose(text, SAFE)?.id).not.toBe('danger')
  })

  it('what is as near to one as to another is neither', () => {
    expect(choose('柳西镇', [option('a', '柳溪镇'), option('b', '柳渡镇')])).toBeNull()
  })

  it('is forgiven nowhere else: where other words are an answer of their own, they are', () => {
    expect(chooseWhole('看着修', [option('open', '看着办')])).toBeNull()
  })

  it('a word with one character of a negation more, less or other is never the same', () => {
    const words = fc.array(fc.constantFrom(...'危险安全提交同意修路'), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(words, fc.constantFrom(...'不没无未别非'), fc.nat({ max: 5 }), (letters, negation, at) => {
        const word = letters.join('')
        const negated = [...letters.slice(0, at), negation, ...letters.slice(at)].join('')
        expect(nearest(negated, word) || nearest(word, negated)).toBe(false)
      }),
      { seed: 4, numRuns: 500 },
    )
  })
})

describe('yes or no', () => {
  it.each([
    ['是', 'yes'],
    ['是的', 'yes'],
    ['嗯', 'yes'],
    ['需要的', 'yes'],
    ['1', 'yes'],
    ['没有问题', 'yes'],
    ['可以啊', 'yes'],
    ['不', 'no'],
    ['不用了', 'no'],
    ['不需要', 'no'],
    ['不是的', 'no'],
    ['没有', 'no'],
    ['2', 'no'],
  ])('"%s" is %s', (text, id) => {
    expect(read('yes_no', text, YES_NO)).toMatchObject({ is: 'value', value: { id } })
  })

  it.each(['不知道怎么说', '也许', '看情况', '3'])('"%s" is neither', (text) => {
    expect(read('yes_no', text, YES_NO)).toEqual({ is: 'wrong' })
  })
})

describe('consent', () => {
  it.each(['同意', '知道，同意', '我同意', '1', '好的'])('"%s" agrees', (text) => {
    expect(read('consent', text, AGREED)).toMatchObject({ value: { id: 'yes' } })
  })

  it.each(['不同意', '没问过', '还没有问过', '不愿意', '2'])('"%s" does not', (text) => {
    expect(read('consent', text, AGREED)).toMatchObject({ value: { id: 'no' } })
  })

  it.each(['不太同意', '同意一半', '应该会同意吧，没问', '他同意我不同意', '难说', '同以'])(
    '"%s" is asked again',
    (text) => {
      expect(read('consent', text, AGREED)).toEqual({ is: 'wrong' })
    },
  )
})

describe('a date', () => {
  it('is kept in the citizen’s words, with the days meant', () => {
    expect(read('date', '上周三晚上吧')).toEqual({
      is: 'value',
      value: {
        text: '上周三晚上吧',
        at: { from: '2026-02-25T18:00', to: '2026-02-25T23:59', precision: 'part' },
        by: 'citizen',
      },
    })
  })

  it.each(['去年腊月', '过年那几天', '很久了', '一直这样'])('"%s" cannot be reckoned and is kept as said', (text) => {
    expect(read('date', text)).toEqual({ is: 'value', value: { text, by: 'citizen' } })
  })

  it.each(['不记得', '忘了', '记不清了', '不知道'])('"%s" leaves it open', (text) => {
    expect(read('date', text)).toEqual({ is: 'skip' })
  })

  it.each(['哈哈', '？', '12345', '柳溪'])('"%s" is no time', (text) => {
    expect(read('date', text)).toEqual({ is: 'wrong' })
  })

  it('of a long text only the time is the answer, the rest joins the story', () => {
    expect(read('date', `昨天下午。${LONG}`)).toMatchObject({ value: { text: '昨天下午' }, also: 'story' })
    expect(read('date', LONG.replace('三点', '很晚'))).toEqual({ is: 'story' })
  })
})

describe('a telephone number', () => {
  it.each(['13800000000', '幺三八 零零零零 零零零零', '打 138-0000-0000 找我'])('"%s"', (text) => {
    expect(read('phone', text)).toMatchObject({ value: { phone: '13800000000' } })
  })

  it.each([
    ['1380000000', 'too_short'],
    ['138000000000', 'too_long'],
  ])('says what is wrong with %s', (text, because) => {
    expect(read('phone', text)).toEqual({ is: 'wrong', because })
    expect(read('contact', `王女士 ${text}`)).toEqual({ is: 'wrong', because })
  })

  it('is asked for once more; then the name alone is kept', () => {
    expect(read('contact', '王女士 1380000000', [], 1)).toMatchObject({ is: 'value', value: { name: '王女士' } })
  })

  it('can be declined', () => {
    expect(read('phone', '不方便')).toEqual({ is: 'skip' })
  })
})

describe('whom it is about', () => {
  it.each(['宏达物业', '村里的李会计', '县水利局', '没有物业，是村委会在管'])('"%s"', (text) => {
    expect(read('party', text)).toEqual({ is: 'value', value: { text, by: 'citizen' } })
  })

  it.each(['不清楚', '不知道', '没有'])('"%s" leaves it open', (text) => {
    expect(read('party', text)).toEqual({ is: 'skip' })
  })

  it.each(['？', '12', '我'])('"%s" is no name', (text) => {
    expect(read('party', text)).toEqual({ is: 'wrong' })
  })

  it('a long text is a story; a name understood in it is the answer', () => {
    expect(read('party', LONG)).toEqual({ is: 'story' })
    const known = { x: { text: '宏达建筑公司', by: 'understood' as const } }
    expect(read('party', LONG, [], 0, known)).toMatchObject({
      value: { text: '宏达建筑公司', by: 'citizen' },
      also: 'story',
    })
  })
})

describe('how many file together', () => {
  it.each([
    ['1', 1],
    ['就我一个人', 1],
    ['只有我自己', 1],
    ['一个人', 1],
    ['两个人', 2],
    ['2人', 2],
    ['我和两个邻居', 3],
    ['三户', 3],
    ['５个', 5],
    ['六户人家', 6],
    ['十二', 12],
    ['12', 12],
    ['大概20户', 20],
    ['二十多户', 20],
    ['50余人', 50],
    ['一百来户', 100],
    ['三百多户', 300],
    ['全村200多人', 200],
    ['我们小区一共320户业主', 320],
    ['一千二百人', 1200],
    ['一万人', 10_000],
    ['好几户', 3],
  ])('"%s" is %s', (text, count) => {
    const joint = count >= 2 ? { joint: true } : {}
    expect(read('headcount', text)).toEqual({ is: 'value', value: { text, count, ...joint, by: 'citizen' } })
  })

  it.each(['很多', '大家', '0', '？', '柳溪镇'])('"%s" is no number', (text) => {
    expect(read('headcount', text)).toEqual({ is: 'wrong' })
  })
})

describe('representatives', () => {
  const names = (text: string) => {
    const reading = read('representatives', text)
    return reading.is === 'value' ? reading.value.people : reading
  }
  it.each([
    ['王芳', [{ name: '王芳' }]],
    ['王芳、李强', [{ name: '王芳' }, { name: '李强' }]],
    ['王芳 李强', [{ name: '王芳' }, { name: '李强' }]],
    ['王芳和李强', [{ name: '王芳' }, { name: '李强' }]],
    ['王芳 13800000000，李强', [{ name: '王芳', phone: '13800000000' }, { name: '李强' }]],
    [
      '王芳13800000000李强13900000000',
      [
        { name: '王芳', phone: '13800000000' },
        { name: '李强', phone: '13900000000' },
      ],
    ],
    ['代表是王芳，电话：13800000000', [{ name: '王芳', phone: '13800000000' }]],
  ])('"%s"', (text, people) => {
    expect(names(text)).toEqual(people)
  })

  it('are five at most', () => {
    expect(names('王一、王二、王三、王四、王五')).toHaveLength(5)
    expect(read('representatives', '王一、王二、王三、王四、王五、王六')).toEqual({
      is: 'wrong',
      because: 'too_many_people',
    })
  })

  it('are not read out of a story', () => {
    expect(read('representatives', LONG)).toEqual({ is: 'story' })
  })
})

describe('several demands', () => {
  it.each([
    ['把路修好', ['把路修好']],
    ['1. 修路 2. 装灯', ['修路', '装灯']],
    ['1、修路；2、装灯；', ['修路', '装灯']],
    ['一是修路，二是装灯', ['修路', '装灯']],
    ['第一，修好路。第二，赔钱。', ['修好路', '赔钱']],
    ['①修路②装灯', ['①修路②装灯']],
    ['修路；装灯', ['修路', '装灯']],
    ['我有三个要求：\n1. 修路\n2. 装灯\n3. 赔钱', ['修路', '装灯', '赔钱']],
    ['晚上10.5点以后停工', ['晚上10.5点以后停工']],
    ['希望修好那一段路，是否能赔', ['希望修好那一段路，是否能赔']],
  ])('"%s"', (text, items) => {
    expect(splitDemands(text)).toEqual(items)
  })

  it('are kept with the words as they were said', () => {
    expect(read('demands', '1. 修路 2. 装灯')).toEqual({
      is: 'value',
      value: { text: '1. 修路 2. 装灯', items: ['修路', '装灯'], by: 'citizen' },
    })
  })

  it('more than nine are nine, and nothing is lost', () => {
    const text = Array.from({ length: 12 }, (_, n) => `${n + 1}. 第${n + 1}件事情`).join('\n')
    expect(splitDemands(text)).toHaveLength(9)
    expect(splitDemands(text).join()).toContain('第12件事情')
  })
})

describe('a rating', () => {
  it.each([
    ['5分', 5],
    ['五星', 5],
    ['打3分', 3],
    ['⭐⭐⭐⭐', 4],
    ['非常满意', 5],
    ['满意', 4],
    ['比较满意', 4],
    ['基本满意', 3],
    ['一般', 3],
    ['不满意', 2],
    ['不太满意', 2],
    ['很不满意', 1],
    ['非常不满意！', 1],
    // A number is a place on the list that is shown.
    ['1', 5],
    ['第五个', 1],
  ])('"%s" is %s', (text, mark) => {
    expect(read('rating', text, MARKS)).toMatchObject({ is: 'value', value: { id: String(mark) } })
  })

  it('without a list a number is the mark', () => {
    expect(read('rating', '1')).toMatchObject({ value: { id: '1', text: '1' } })
  })

  it.each(['6', '0', '100分', '随便', '？'])('"%s" is none', (text) => {
    expect(read('rating', text, MARKS)).toEqual({ is: 'wrong' })
  })
})
