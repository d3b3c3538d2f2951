import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AskStep, FlowOption } from '../../../src/talk/dialogue/flow.ts'
import { choose, chooseWhole } from '../../../src/talk/dialogue/kinds/choose.ts'
import { bareContact, isAnonymous, readContact } from '../../../src/talk/dialogue/kinds/contact.ts'
import { splitDemands } from '../../../src/talk/dialogue/kinds/demands.ts'
import { KINDS } from '../../../src/talk/dialogue/kinds/index.ts'
import { declines, isIndifferent, isSaidToUs } from '../../../src/talk/dialogue/kinds/kind.ts'
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
    expect(choose('柳席镇', [option('a', '柳溪镇'), option('b', '柳渡镇')])).toBeNull()
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

describe('a long text', () => {
  const kinds: AskStep['kind'][] = [
    'choice',
    'yes_no',
    'phone',
    'contact',
    'date',
    'party',
    'headcount',
    'representatives',
  ]
  const told = '他们每天夜里在楼下施工老人和孩子整夜睡不着打电话去说对方态度很差就是不停'
  it.each(kinds)('of forty letters is a story to the kind %s, too', (kind) => {
    const forty = told.padEnd(40, '真的很吵')
    expect(forty).toHaveLength(40)
    expect(read(kind, forty)).toEqual({ is: 'story' })
    expect(read(kind, forty.slice(0, 39)).is).not.toBe('story')
  })

  it('that declines a number is kept with the story', () => {
    const none = [option('none', '不留联系方式', ['不留', '不想留', '没有'], true)]
    for (const kind of ['contact', 'phone'] as const) {
      expect(read(kind, `我不想留电话。${LONG}`, none)).toEqual({ is: 'skip', also: 'story' })
      expect(read(kind, LONG, none)).toEqual({ is: 'story' })
    }
  })

  it('with a telephone number answers, and is kept', () => {
    const phone = { phone: '13800000000', text: '13800000000', by: 'citizen' }
    for (const kind of ['contact', 'phone'] as const)
      expect(read(kind, `13800000000。${LONG}`)).toEqual({ is: 'value', value: phone, also: 'story' })
  })

  it('is not refused for a number that is a digit too short', () => {
    for (const kind of ['contact', 'phone'] as const)
      expect(read(kind, `${LONG}，他们的电话是1380000000`)).toEqual({ is: 'story' })
  })

  it('names nobody with its short words', () => {
    expect(read('contact', `投诉无门，${LONG}`)).toEqual({ is: 'story' })
  })

  it('with a number of people in it does not say how many file', () => {
    expect(read('headcount', `${LONG}，全楼30户都知道`)).toEqual({ is: 'story' })
  })

  it('beside a choice is kept from eight letters on', () => {
    const safe = [option('danger', '有危险'), option('safe', '没有危险')]
    expect(read('choice', '没有危险，昨晚他又过来砸门', safe)).toMatchObject({ value: { id: 'safe' }, also: 'story' })
    expect(read('choice', '没有危险，他走了', safe)).toEqual({
      is: 'value',
      value: { id: 'safe', text: '没有危险', by: 'citizen' },
    })
  })
})

it.each([
  ['text', ' 找过居委会\n', '找过居委会'],
  ['party', ' 宏达物业\n', '宏达物业'],
  ['place', ' 幸福路12号\n', '幸福路12号'],
  ['date', ' 上周三\n', '上周三'],
  ['date', ' 去年腊月\n', '去年腊月'],
  ['headcount', ' 20户\n', '20户'],
  ['demands', ' 把路修好\n', '把路修好'],
] as const)('of an answer to a %s the spaces around it are not kept', (kind, text, kept) => {
  expect(read(kind, text)).toMatchObject({ is: 'value', value: { text: kept } })
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

  it('an answer between the two has its own words only', () => {
    const lift = [option('yes', '有电梯'), option('unknown', '不清楚'), option('no', '没有电梯')]
    expect(read('yes_no', '没有', lift)).toMatchObject({ value: { id: 'no' } })
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

  it.each(['不太同意', '同意一半', '应该会同意吧，没问', '他同意我不同意', '同意，不同意', '难说', '同以'])(
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

  it.each(['去年腊月', '过年那几天', '很久', '很久了', '一直这样'])(
    '"%s" cannot be reckoned and is kept as said',
    (text) => {
      expect(read('date', text)).toEqual({ is: 'value', value: { text, by: 'citizen' } })
    },
  )

  it.each(['不记得', '忘了', '记不清了', '不知道'])('"%s" leaves it open', (text) => {
    expect(read('date', text)).toEqual({ is: 'skip' })
  })

  it.each(['哈哈', '？', '12345', '柳溪', '早'])('"%s" is no time', (text) => {
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
    expect(read('contact', '1380000000', [], 1)).toEqual({ is: 'wrong', because: 'too_short' })
    expect(read('contact', '王女士 1380000000', [], 1)).toMatchObject({ is: 'value', value: { name: '王女士' } })
  })

  it('can be declined', () => {
    expect(read('phone', '不方便')).toEqual({ is: 'skip' })
    expect(read('phone', '还是不留了', [option('none', '不留电话', ['不留'], true)])).toEqual({ is: 'skip' })
  })

  it.each(['哈哈', '王女士', '300'])('is not in "%s", and nothing is wrong with it', (text) => {
    expect(read('phone', text)).toEqual({ is: 'wrong' })
  })
})

describe('whom it is about', () => {
  it.each([
    '宏达物业',
    '村里的李会计',
    '县水利局',
    '没有物业，是村委会在管',
    '村委',
    '12路公交',
    '公交K12',
    '姓张，单位我也不清楚',
  ])('"%s"', (text) => {
    expect(read('party', text)).toEqual({ is: 'value', value: { text, by: 'citizen' } })
  })

  it.each(['不清楚', '不知道', '没有'])('"%s" leaves it open', (text) => {
    expect(read('party', text)).toEqual({ is: 'skip' })
  })

  it.each(['？', '12', ' 12 ', '我'])('"%s" is no name', (text) => {
    expect(read('party', text)).toEqual({ is: 'wrong' })
  })

  it('a long text is a story; a name understood in it is the answer', () => {
    expect(read('party', LONG)).toEqual({ is: 'story' })
    const known = { x: { text: '宏达建筑公司', by: 'understood' as const } }
    expect(read('party', LONG, [], 0, known)).toEqual({
      is: 'value',
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

  it.each(['不清楚', '不知道', '先不说', '我先不说了'])('"%s" leaves it open', (text) => {
    expect(read('headcount', text, [option('none', '先不说', [], true)])).toEqual({ is: 'skip' })
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
    ['代表王芳、李强', [{ name: '王芳' }, { name: '李强' }]],
    ['王芳还有李强', [{ name: '王芳' }, { name: '李强' }]],
    ['王芳 、李强 ', [{ name: '王芳' }, { name: '李强' }]],
    ['王芳 和李强', [{ name: '王芳' }, { name: '李强' }]],
    ['王芳和 李强', [{ name: '王芳' }, { name: '李强' }]],
    ['王芳和李和平', [{ name: '王芳' }, { name: '李和平' }]],
    ['王芳 13800000000，13900000000', [{ name: '王芳', phone: '13800000000' }]],
    ['王芳 和 李和平', [{ name: '王芳' }, { name: '李和平' }]],
    ['李和平和王芳', [{ name: '李和平' }, { name: '王芳' }]],
    ['王芳手机13800000000', [{ name: '王芳', phone: '13800000000' }]],
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

  it.each(['13800000000', '王芳，我们还没有商量好', '大家一起'])('"%s" is asked again', (text) => {
    expect(read('representatives', text)).toEqual({ is: 'wrong' })
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
    ['一、修路 二、装灯', ['修路', '装灯']],
    ['1.  修路。。\n2.  装灯。。', ['修路', '装灯']],
    ['1. 修路 2. 装灯 3.', ['修路', '装灯']],
    ['1.赔 2.修', ['赔', '修']],
    ['一是修路；另外赔钱', ['一是修路', '另外赔钱']],
    ['赔', ['赔']],
    ['？', []],
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

  it('said in one sentence are several where they were taken apart for us, in its words and with nothing lost', () => {
    const text = '希望把路灯修好，再把垃圾清走'
    const taken = (items: string[]) => read('demands', text, [], 0, { x: { text, items, by: 'understood' } })
    expect(taken(['把路灯修好', '把垃圾清走'])).toEqual({
      is: 'value',
      value: { text, items: ['把路灯修好', '把垃圾清走'], by: 'citizen' },
    })
    for (const items of [
      ['把路灯修好', '把垃圾运走'],
      ['把路灯', '修好'],
      ['把路灯修好'],
      ['把路灯修好', '把路灯修好'],
    ])
      expect(taken(items)).toEqual({ is: 'value', value: { text, by: 'citizen' } })
  })

  it('a single one is no list', () => {
    expect(read('demands', '把路修好')).toEqual({ is: 'value', value: { text: '把路修好', by: 'citizen' } })
  })

  it('may be left to the office', () => {
    expect(read('demands', '你们看着办吧', [option('open', '看着办', ['你们看着办'], true)])).toEqual({ is: 'skip' })
  })

  it.each([
    ['figures', '1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11.'],
    ['characters', '一、 二、 三、 四、 五、 六、 七、 八、 九、 十、 十一、'],
  ])('more than nine, numbered in %s, are nine, and nothing is lost', (_, numbers) => {
    const wanted = ['修路', '装灯', '赔钱', '停工', '通水', '道歉', '公示', '退费', '清运', '种树', '复查']
    const text = numbers.split(' ').map((number, at) => number + wanted[at])
    expect(splitDemands(text.join('\n'))).toEqual([...wanted.slice(0, 8), '清运；种树；复查'])
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
    ['一', 5],
    ['选2', 4],
    ['很满意', 5],
    ['还是不满意吧', 2],
    ['不是很满意', 2],
    ['谈不上满意', 2],
    ['不太好', 2],
    ['不是特别好', 2],
    ['太差了', 1],
    ['非常满意⭐', 5],
    ['⭐ ⭐ ⭐', 3],
    ['⭐\ufe0f⭐\ufe0f⭐\ufe0f', 3],
    ['★★★☆☆', 3],
  ])('"%s" is %s', (text, mark) => {
    const label = MARKS.find(({ id }) => id === String(mark))?.label
    expect(read('rating', text, MARKS)).toEqual({
      is: 'value',
      value: { id: String(mark), text: label, by: 'citizen' },
    })
  })

  it('without a list a number is the mark', () => {
    expect(read('rating', '1')).toMatchObject({ value: { id: '1', text: '1' } })
  })

  it.each([
    '6',
    '0',
    '100分',
    '95分',
    '随便',
    '？',
    '没什么不满意的',
    '没有什么不好的',
    '不好说',
    '不算太差',
    '谢谢🌟',
  ])('"%s" is none', (text) => {
    expect(read('rating', text, MARKS)).toEqual({ is: 'wrong' })
  })

  it('in the flow’s own words is the mark of that option; an option that is no mark declines', () => {
    const own = [option('5', '解决了'), option('1', '没有解决'), option('none', '先不评', ['不评'], true)]
    expect(read('rating', '没有解决', own)).toMatchObject({ value: { id: '1', text: '没有解决' } })
    expect(read('rating', '不评了', own)).toEqual({ is: 'skip' })
    expect(read('rating', '不想说', own)).toEqual({ is: 'skip' })
  })

  it('with more to say is the mark, and what is said is kept', () => {
    expect(read('rating', `不满意。${LONG}`, MARKS)).toEqual({
      is: 'value',
      value: { id: '2', text: '不满意', by: 'citizen' },
      also: 'story',
    })
  })
})

describe('a choice by its number', () => {
  const TEN = [...'甲乙丙丁戊己庚辛壬癸'].map((letter) => option(letter, `${letter}小区`))

  it('goes to ten, in figures and in characters', () => {
    expect(TEN.map((_, at) => choose(String(at + 1), TEN)?.id).join('')).toBe('甲乙丙丁戊己庚辛壬癸')
    expect([...'一二三四五六七八九十'].map((number) => choose(number, TEN)?.id).join('')).toBe('甲乙丙丁戊己庚辛壬癸')
  })

  it.each(['第2', '选2', '选择2', '2个', '2项', '第2号'])('may be said "%s"', (text) => {
    expect(choose(text, TEN)?.id).toBe('乙')
  })

  it.each(['在2', '2楼', '甲'])('is not "%s"', (text) => {
    expect(choose(text, TEN)).toBeNull()
  })

  it('is found in its words only where they stand together', () => {
    expect(choose('乙甲小区小区', TEN)?.id).toBe('甲')
  })
})

describe('a word that is almost another', () => {
  it.each([
    ['路灯晚来', '路灯早来'],
    ['路边灯坏', '路灯坏'],
    ['路灯坏', '路边灯坏'],
    ['路灯坏', '路灯坏'],
  ])('"%s" is "%s"', (said, word) => {
    expect(nearest(said, word)).toBe(true)
  })

  it.each([
    ['路灯亮了', '路灯坏了'],
    ['路灯不来', '路灯早来'],
    ['路不灯坏', '路灯坏'],
    ['路灯坏', '路不灯坏'],
    ['路边灯坏吧', '路灯坏'],
    ['路灯', '路边灯坏'],
    ['河边树倒', '路边灯坏'],
    ['灯亮', '灯亮'],
  ])('"%s" is not "%s"', (said, word) => {
    expect(nearest(said, word)).toBe(false)
  })
})

describe('whoever declines', () => {
  it.each(['我不知道', '俺也不知道', '都不知道', '真不清楚', '搞不清', '搞不清楚', '弄不清', '不知道了', '不记得了啊'])(
    'any question says "%s"',
    (text) => {
      expect(declines(text)).toBe(true)
    },
  )

  it.each(['他们不知道', '不知道他叫什么', '有没有'])('none by "%s"', (text) => {
    expect(declines(text)).toBe(false)
  })

  it.each(['随便', '随便你', '随便你们', '都行啊', '都可以了吧'])('to choose says "%s"', (text) => {
    expect(isIndifferent(text)).toBe(true)
    expect(read('place', text)).toEqual({ is: 'skip' })
  })

  it.each(['车随便', '随便停车', '他们都可以'])('to choose does not say "%s"', (text) => {
    expect(isIndifferent(text)).toBe(false)
  })
})

describe('what is said to us', () => {
  it.each(['你们那边', '您说的', '在哪里吗', '在哪？ ', '都没人不管他们', '修好啦'])('is "%s"', (text) => {
    expect(isSaidToUs(text)).toBe(true)
  })

  it.each(['么家村', '了凡路', '幸福路12号'])('is not "%s"', (text) => {
    expect(isSaidToUs(text)).toBe(false)
  })

  it.each(['place', 'party'] as const)('answers no %s: it is about the matter, or too short for that', (kind) => {
    expect(read(kind, '你们来看看')).toEqual({ is: 'story' })
    expect(read(kind, '你呢')).toEqual({ is: 'wrong' })
  })

  it('and holds a place that we know is a place', () => {
    const known = { place: { text: '柳渡镇', id: 'liudu' } }
    expect(read('place', '您说的柳渡镇', [], 0, known)).toMatchObject({ is: 'value', value: { id: 'liudu' } })
  })
})

describe('no name and no number', () => {
  it.each([
    '匿名',
    '我匿名',
    '我们就匿名',
    '不具名',
    '不留',
    '不想留名',
    '不写我的姓名',
    '那就不留下电话了吧',
    '匿名，行吗',
    '匿名~吧',
    '不留，怕',
    '不留，我害怕',
    '不留，怕报复',
    '不留，我怕被报复',
  ])('is wanted by "%s"', (text) => {
    expect(isAnonymous(text)).toBe(true)
  })

  it.each(['有人匿名', '匿名举报他们', '不留情面', '不'])('is not wanted by "%s"', (text) => {
    expect(isAnonymous(text)).toBe(false)
  })

  it.each(['匿名', '不知道'])('is left by "%s", whatever is shown', (text) => {
    expect(read('contact', text)).toEqual({ is: 'skip' })
  })

  it.each(['没有号', '不用打', '不用回', '不用联系方式', '不用 怕打扰'])('"%s" declines', (text) => {
    expect(read('contact', text, [option('none', '不留联系方式', ['没有', '不用'], true)])).toEqual({ is: 'skip' })
  })
})

describe('a name beside a number', () => {
  it.each([
    ['是王芳 13800000000', '王芳'],
    ['王芳13800000000李强', '王芳'],
    ['王芳，李强 13800000000', '王芳'],
    ['这个 13800000000', undefined],
    ['应该是 13800000000', undefined],
    [' 王女士 13800000000，路灯坏了两个月，一片漆黑', '王女士'],
    ['十分感谢您们 李建国', '李建国'],
    ['真十分感谢您们 李建国', undefined],
  ])('in "%s" is %s', (text, name) => {
    expect(readContact(text)?.name).toBe(name)
  })

  it('is a contact and nothing else with five letters around it', () => {
    expect(bareContact('有事请打我13800000000')).not.toBeNull()
    expect(bareContact('有急事请打我13800000000')).toBeNull()
    expect(bareContact('那个没用了这个13800000000')).not.toBeNull()
  })

  it('that might be no name is asked for once more, and then kept', () => {
    expect(read('contact', '换电梯')).toEqual({ is: 'wrong' })
    expect(read('contact', '换电梯 13800000000')).toMatchObject({ is: 'value', value: { phone: '13800000000' } })
    expect(read('contact', '换电梯', [], 1)).toMatchObject({ is: 'value', value: { name: '换电梯' } })
    expect(read('contact', '我叫换电梯')).toMatchObject({ is: 'value', value: { name: '换电梯' } })
  })
})

describe('demands with other numbers', () => {
  it.each([
    ['①修路 ②装灯', ['修路', '装灯']],
    ['请问，一是否能修，二是否能赔', ['请问，一是否能修，二是否能赔']],
    ['A1、B2、都要修好', ['A1、B2、都要修好']],
  ])('"%s"', (text, items) => {
    expect(splitDemands(text)).toEqual(items)
  })
})

describe('photos that do not come', () => {
  const none = [option('none', '没有照片', [], true)]

  it('are declined in any way', () => {
    expect(read('photos', '不知道')).toEqual({ is: 'skip' })
  })

  it('are told of with eight letters or more, less is neither', () => {
    expect(read('photos', '昨天下午他们又来', none)).toEqual({ is: 'story' })
    expect(read('photos', '下午他们又来过', none)).toEqual({ is: 'wrong' })
  })
})

describe('a mark in words', () => {
  it.each(['5分钟就来人', '给过5分', '6分', '不好意思'])('is not "%s"', (text) => {
    expect(read('rating', text, MARKS)).toEqual({ is: 'wrong' })
  })

  it.each([
    ['给5星好评', 5],
    ['5颗星', 5],
    ['打两分', 2],
    ['很的满意', 5],
    ['非常地不满意', 1],
    ['没好转', 2],
    ['不行', 2],
    ['差评', 2],
    ['还行', 3],
    ['挺好', 4],
  ])('"%s" is %s', (text, mark) => {
    expect(read('rating', text, MARKS)).toMatchObject({ value: { id: String(mark) } })
  })
})

describe('where it happens', () => {
  it.each(['城东', '幸福路12号大院东门外'])('is "%s"', (text) => {
    expect(read('place', text)).toEqual({ is: 'value', value: { text, by: 'citizen' } })
  })

  it.each(['路口那一带晚上没人', '路口那一带没有人管'])('is not told by "%s"', (text) => {
    expect(read('place', text)).toEqual({ is: 'story' })
  })

  it('has two letters at least', () => {
    expect(read('place', '东')).toEqual({ is: 'wrong' })
  })
})

it('a number is declined in the very words that are shown', () => {
  expect(read('phone', '不了，谢谢', [option('none', '不了，谢谢', [], true)])).toEqual({ is: 'skip' })
})

it('a consent that may be left open is, where it is declined', () => {
  expect(read('consent', '不清楚', AGREED)).toEqual({ is: 'skip' })
})

describe('a choice', () => {
  const safe = [option('danger', '有危险'), option('safe', '没有危险'), option('none', '说不准', [], true)]

  it('with seven letters beside it tells no more', () => {
    expect(read('choice', '没有危险，昨晚他过来砸门', safe)).not.toHaveProperty('also')
  })

  it('left open with more to say keeps that', () => {
    expect(read('choice', '说不准，昨晚他又过来砸门', safe)).toEqual({ is: 'skip', also: 'story' })
  })

  it.each(['随便', '不知道'])('is left open by "%s" where that is offered', (text) => {
    expect(read('choice', text, safe)).toEqual({ is: 'skip' })
    const required = { kind: 'choice', optional: false } as AskStep
    const input = { type: 'answer' as const, seq: 1, text, parts: [], understood: { fields: {}, options: {} } }
    expect(KINDS.choice.read(input, required, {} as Thread, safe.slice(0, 2), NOW)).toEqual({ is: 'wrong' })
  })
})

describe('who speaks for the others', () => {
  it('is kept by name, with seven letters beside it', () => {
    const value = { text: '王芳', people: [{ name: '王芳' }], by: 'citizen' }
    expect(read('representatives', '王芳，我们没有商量好')).toEqual({ is: 'value', value })
  })
})

describe('a short answer in words', () => {
  const step = { kind: 'text', id: 'x', field: 'x', when: [], ask: 'x', wrong: [], volunteered: false }
  const options = [option('none', '没有找过', ['没找过'])]
  const say = (text: string, optional: boolean) =>
    KINDS.text.read(
      { type: 'answer', seq: 1, text, parts: [], understood: { fields: {}, options: {} } },
      { ...step, optional, options, lists: [] } as unknown as AskStep,
      {} as Thread,
      options,
      NOW,
    )

  it('chosen leaves the question open where it may be, and is the answer where it may not', () => {
    expect(say('没找过', true)).toEqual({ is: 'skip' })
    expect(say('没找过', false)).toEqual({ is: 'value', value: { text: '没有找过', by: 'citizen' } })
  })

  it('of signs alone is none', () => {
    expect(say('？！', true)).toEqual({ is: 'wrong' })
  })
})

it('a place sent as a location that we know has our id, another has none', () => {
  const place = { latitude: 30, longitude: 114, text: '幸福路12号' }
  const sent = (fields: Fields) =>
    KINDS.place.read(
      { type: 'location', seq: 1, ...place, understood: { fields, options: {} } },
      {} as AskStep,
      {} as Thread,
      [],
      NOW,
    )
  expect(sent({ place: { text: '柳渡镇', id: 'liudu' } })).toStrictEqual({
    is: 'value',
    value: { ...place, id: 'liudu', by: 'citizen' },
  })
  expect(sent({})).toStrictEqual({ is: 'value', value: { ...place, by: 'citizen' } })
})

describe('everybody’s words for yes and no, whatever the labels are', () => {
  const plans = [option('yes', '甲方案'), option('no', '乙方案')]
  const YES =
    '是 是的 对 对的 有 有的 要 好 好的 可以 行 嗯 嗯嗯 没错 没有错 同意 愿意 需要 没问题 没有问题 不反对 当然 yes OK'
  const NO = '不 否 不是 不是的 不对 没 没有 不要 不用 不行 不可以 不同意 不愿意 不需要 不好 有问题 反对 拒绝 No'

  it.each(YES.split(' '))('"%s" is yes', (text) => {
    expect(read('consent', text, plans)).toEqual({ is: 'value', value: { text: '甲方案', id: 'yes', by: 'citizen' } })
  })

  it.each(NO.split(' '))('"%s" is no', (text) => {
    expect(read('consent', text, plans)).toEqual({ is: 'value', value: { text: '乙方案', id: 'no', by: 'citizen' } })
  })
})

it('who speaks for the others is read back with names and numbers, or left open', () => {
  expect(read('representatives', '王芳13800000000、李强')).toMatchObject({ value: { text: '王芳 13800000000、李强' } })
  expect(read('representatives', '不知道')).toEqual({ is: 'skip' })
  expect(read('representatives', '先不写', [option('none', '先不写', [], true)])).toEqual({ is: 'skip' })
})

it.each(['？！', '12345'])('a demand of no word is asked for again: "%s"', (text) => {
  expect(read('demands', text)).toEqual({ is: 'wrong' })
})
