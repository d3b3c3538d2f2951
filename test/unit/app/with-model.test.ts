import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ACT_NAMES } from '../../../src/app/act-names.ts'
import { categoryId, reader } from '../../../src/app/reading.ts'
import { ROOT } from '../../../src/app/root.ts'
import { withModel } from '../../../src/app/with-model.ts'
import { parseOrg } from '../../../src/case/org/index.ts'
import { type Llm, loadUnderstanding } from '../../../src/case/understand/index.ts'
import { manualClock } from '../../../src/platform/kernel/index.ts'
import { type Fields, loadWording, type Session, type Understood } from '../../../src/talk/dialogue/index.ts'
import { emptySession } from '../../../src/talk/dialogue/types.ts'

const understanding = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
const parsed = parseOrg(readFileSync(join(ROOT, 'simulator/county.yaml'), 'utf8'), [...understanding.categories])
if (!parsed.ok) throw new Error('simulator/county.yaml does not parse')
const org = parsed.value
const { flows } = loadWording(join(ROOT, 'flows'), ACT_NAMES)
const clock = manualClock(new Date('2026-03-02T01:00:00Z'))
const read = reader(understanding, () => org, clock)

type Answers = { category?: string | null; fields?: Awaited<ReturnType<Llm['fields']>> }

/** What the readers and a model that answers so make of a text, and what the model was asked. */
async function understood(
  text: string,
  { category = null, fields = { wants: [] } }: Answers,
  session: Session = emptySession,
  reading?: Understood,
) {
  const asked: string[] = []
  const told: string[] = []
  const llm: Llm = {
    async category(words, candidates) {
      asked.push(`category of ${candidates.join()}`)
      told.push(...words.known)
      return category
    },
    async fields(words) {
      asked.push('fields')
      told.push(...words.known)
      return fields
    },
  }
  const local = reading ?? (await read(text, text))
  const telling = { text, whole: text, session, patience: AbortSignal.timeout(1_000) }
  const { fields: found, options } = await withModel(local, telling, { llm, understanding, org, clock, flows })
  return { local, found, options, asked, told }
}

/** As the local classifier leaves it: several, likeliest first; sure that it is one of them, or not. */
const reading = (names: string[], unsure: boolean): Understood => ({
  fields: unsure ? { category: { text: '', skipped: true, by: 'understood' } } : {},
  options: { category: names.map((name) => ({ id: categoryId(understanding, name), label: name })) },
})

const threadOf = (asked: string | null, fields: Fields = {}): Session => ({
  ...emptySession,
  thread: {
    ...{ flow: 'complaint', version: 1, fields, trail: [], asked, wrong: 0, shown: [], offers: {}, restarting: false },
  },
})

/** A story in words that our readers do not all find. */
const BREAKFAST = '打过年那会儿起，老粮站后头的早餐店天不亮就放喇叭，油烟直往屋里飘，盼着能管管喇叭、装个油烟罩子'

describe('what the local readers left open', () => {
  it('is filled from the citizen’s words and counts as read out of them', async () => {
    const fields = { place: '老粮站后头', time: '打过年那会儿起', party: '早餐店', wants: ['管管喇叭', '装个油烟罩子'] }
    const { found } = await understood('他们天不亮就放喇叭，油烟直往屋里飘，跟他们说了好几回也不改', { fields })
    expect(found).toMatchObject({
      place: { text: '老粮站后头', by: 'understood' },
      time: { text: '打过年那会儿起', by: 'understood' },
      party: { text: '早餐店', by: 'understood' },
      want: { items: ['管管喇叭', '装个油烟罩子'], by: 'understood' },
    })
  })

  it('never replaces what they read', async () => {
    const text = '上周三起柳渡镇幸福路12号门口的工地半夜施工，希望停止夜间施工'
    const fields = { place: '工地', time: '半夜', party: '工地', wants: ['半夜施工'] }
    const { local, found } = await understood(text, { fields })
    for (const name of ['place', 'time', 'want'] as const) expect(found[name]).toEqual(local.fields[name])
  })

  it('keeps the days that a time means', async () => {
    const text = '他们天不亮就放喇叭，油烟直往屋里飘，跟他们说了好几回也不改，上个月'
    const fields = { time: '上个月', wants: [] }
    const { found } = await understood(text, { fields }, emptySession, reading([], false))
    expect(found.time).toMatchObject({ text: '上个月', at: { from: '2026-02-01', to: '2026-02-28' } })
  })

  it('a wish of several parts is taken apart, with nothing added', async () => {
    const text = '门口的路灯坏了很久，希望修好路灯、清走垃圾'
    const want = { text: '希望修好路灯、清走垃圾', by: 'understood' as const }
    const local = { ...reading([], false), fields: { want } }
    const { found } = await understood(text, { fields: { wants: ['修好路灯', '清走垃圾'] } }, emptySession, local)
    expect(found.want).toEqual({ ...want, items: ['修好路灯', '清走垃圾'] })
    for (const wants of [
      ['修好路灯', '门口的路灯坏了很久'],
      ['修好', '清走'],
    ]) {
      const other = await understood(text, { fields: { wants } }, emptySession, local)
      expect(other.found.want).toEqual(want)
    }
  })

  it('an answer that asks for several things is taken apart too', async () => {
    const answer = '把路灯修好，再把垃圾清走'
    const wants = ['把路灯修好', '把垃圾清走']
    const { found, asked } = await understood(answer, { fields: { wants, place: '路灯' } }, threadOf('want'))
    expect(asked).toEqual(['fields'])
    expect(found).toMatchObject({ want: { text: answer, items: wants } })
    expect(found.place).toBeUndefined()
    expect((await understood('把路灯修好', { fields: { wants } }, threadOf('want'))).asked).toEqual([])
  })

  it('several places of ours stay a question', async () => {
    const { found } = await understood('从柳渡镇到麦店镇的公路路面全是坑，大车一过灰尘满天，晴天一身灰', {
      fields: { place: '柳渡镇', wants: [] },
    })
    expect(found.place).toBeUndefined()
  })
})

describe('the category', () => {
  const two = reading(['环境保护', '商贸旅游'], false)
  const none = reading(['城乡建设', '经济管理', '交通运输'], true)

  it('is narrowed where model and local classifier agree, and can still be changed', async () => {
    const { found, options, asked } = await understood(BREAKFAST, { category: '环境保护' }, emptySession, two)
    expect(asked).toContain('category of 环境保护,商贸旅游')
    expect(found.category).toMatchObject({ text: '环境保护', by: 'understood' })
    expect(options.category).toEqual(two.options.category)
  })

  it('stays the question it was where they differ', async () => {
    const { found, options } = await understood(BREAKFAST, { category: '商贸旅游' }, emptySession, two)
    expect(found.category).toBeUndefined()
    expect(options).toEqual(two.options)
  })

  it('of a text that nothing is sure of becomes a question between two likely ones', async () => {
    const { found, options, asked } = await understood(BREAKFAST, { category: '交通运输' }, emptySession, none)
    expect(asked).toContain(`category of ${understanding.categories.join()}`)
    expect(found.category).toBeUndefined()
    expect(options.category?.map(({ label }) => label)).toEqual(['城乡建设', '交通运输'])
  })

  it('that the citizen gave is not asked for', async () => {
    const session = threadOf('what', { category: { text: '政法', id: 'c4', by: 'citizen' } })
    expect((await understood(BREAKFAST, {}, session)).asked).toEqual(['fields'])
  })
})

describe('the model is not asked', () => {
  it.each([
    ['where somebody may be in danger', '楼道里煤气味很大，像是煤气泄漏，老人在家里不敢开灯'],
    ['about what may be a report of an official', '柳渡镇上渡口村村主任贪污修路款，请查清楚这笔钱去了哪里'],
    ['about a text that tells no story', '路灯坏了，快修'],
  ])('%s', async (_, text) => {
    const { local, found, asked } = await understood(text, {
      category: '政法',
      fields: { party: '有人', wants: ['快修'] },
    })
    expect(asked).toEqual([])
    expect(found).toEqual(local.fields)
  })

  it('about a story in which danger was spoken of before', async () => {
    const danger = { text: 'ask', id: 'ask', by: 'understood' as const }
    expect((await understood(BREAKFAST, {}, threadOf('what', { danger }))).asked).toEqual([])
  })

  it('about the answer to a question, unless it is a story', async () => {
    const answer = '就在我们家往东走两里地的那个老桥边上'
    expect((await understood(answer, {}, threadOf('place'))).asked).toEqual([])
    expect((await understood(BREAKFAST, {}, threadOf('place'))).asked).toContain('fields')
  })

  it('for what was answered or left open, or for what this dialogue has no room for', async () => {
    const skipped = { text: '', skipped: true } as const
    const told = { place: skipped, time: skipped, party: skipped, want: skipped }
    expect((await understood(BREAKFAST, {}, threadOf('what', told))).asked.join()).not.toContain('fields')
  })
})

it('names and numbers that the talk holds are given along, to be hidden', async () => {
  const contact = { text: '欧阳 13800000000', name: '欧阳', phone: '13800000000' }
  const { told } = await understood(BREAKFAST, {}, threadOf('what', { contact }))
  expect(told).toEqual(expect.arrayContaining(['欧阳', '13800000000']))
})
