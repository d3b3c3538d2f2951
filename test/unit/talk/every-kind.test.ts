import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../../../src/app/root.ts'
import { filingIn, missingIn, reminderOf } from '../../../src/talk/dialogue/engine/index.ts'
import { type AskStep, type Flow, flowSchema, type Step } from '../../../src/talk/dialogue/flow.ts'
import { KINDS } from '../../../src/talk/dialogue/kinds/index.ts'
import { type Body, openStage, type Stage, wording } from '../../flows/stage.ts'

/** What happens to an answer of each kind when its question goes, when it waits with a draft, and when it is asked for again. */
const base = flowSchema.parse(parse(readFileSync(join(ROOT, 'test/flows/kinds.yml'), 'utf8')))
const photo: Body = { kind: 'image', platformMedia: 'm' }
const ANSWERS: Record<Exclude<AskStep['kind'], 'summary' | 'narrative'>, Body> = {
  text: { kind: 'text', text: '随便写写' },
  choice: { kind: 'text', text: '2' },
  place: { kind: 'text', text: '幸福路12号' },
  contact: { kind: 'text', text: '王女士 13800000000' },
  photos: photo,
  yes_no: { kind: 'text', text: '有' },
  consent: { kind: 'text', text: '同意' },
  date: { kind: 'text', text: '去年8月3号' },
  phone: { kind: 'text', text: '13800000000' },
  party: { kind: 'text', text: '宏达物业' },
  headcount: { kind: 'text', text: '20户' },
  representatives: { kind: 'text', text: '王芳 13800000000，李强' },
  demands: { kind: 'text', text: '1.修路灯 2.赔偿' },
  rating: { kind: 'text', text: '很满意' },
}
const kinds = Object.keys(ANSWERS) as (keyof typeof ANSWERS)[]
const OPTIONS: Partial<Record<AskStep['kind'], { id: string; label: string }[]>> = {
  choice: ['甲', '乙'].map((label, index) => ({ id: `o${index}`, label: `${label}方案` })),
  yes_no: [
    { id: 'yes', label: '有电梯' },
    { id: 'no', label: '没有电梯' },
  ],
  consent: [
    { id: 'yes', label: '同意' },
    { id: 'no', label: '不同意' },
  ],
}

/** The story, then the one question, then another, then the summary. */
function flowOf(kind: AskStep['kind'], version: number, asked = true): Flow {
  const [what, confirm] = [base.steps[0] as Step, base.steps.find((step) => step.kind === 'summary') as Step]
  const options = OPTIONS[kind] ? { options: OPTIONS[kind] } : {}
  const one = { id: 'one', kind, field: 'one', ask: 'one', wrong: ['one_again'], optional: true, ...options }
  const last = { id: 'last', kind: 'text', field: 'last', ask: 'last', optional: true }
  return flowSchema.parse({
    id: 'complaint',
    version,
    title: '各种问法',
    fields: {
      words: { label: '事情' },
      ...(asked ? { one: { label: '这一项' } } : {}),
      last: { label: '最后' },
      confirmed: { label: '确认' },
    },
    steps: [what, ...(asked ? [one] : []), last, { ...confirm, lists: ['words', ...(asked ? ['one'] : []), 'last'] }],
    texts: { ...base.texts, one: '这一项是什么？', one_again: '再说一次。', last: '还有什么？' },
  })
}
const published = (flow: Flow) => ({ ...wording, flows: { ...wording.flows, complaint: flow } })
const says = (stage: Stage, text: string) => stage.turn([{ kind: 'text', text }])

async function answered(kind: keyof typeof ANSWERS): Promise<Stage> {
  const stage = openStage({ wording: published(flowOf(kind, 1)) })
  await says(stage, '路灯坏了两个月没有人修')
  await stage.turn([ANSWERS[kind]])
  return stage
}
const oneOf = (stage: Stage) => stage.session.thread?.fields.one
const worldOf = ({ wording: { flows, common }, values }: Stage) => ({
  ...{ flows, common, values, offers: {} },
  now: new Date('2026-03-02T09:00:00Z'),
})

it('there is an answer of every kind', () => {
  expect([...kinds, 'narrative', 'summary'].sort()).toEqual(Object.keys(KINDS).sort())
})

describe.each(kinds)('an answer of the kind %s', (kind) => {
  it('is put aside when its question is no longer asked, and comes back as it was', async () => {
    const stage = await answered(kind)
    const value = oneOf(stage)
    expect(value).toMatchObject({ by: 'citizen' })
    expect(stage.session.thread?.asked).toBe('last')
    stage.wording = published(flowOf(kind, 2, false))
    await says(stage, '没有别的了')
    expect(oneOf(stage)).toBeUndefined()
    expect(stage.session.thread?.putAside?.one).toEqual(value)
    stage.wording = published(flowOf(kind, 3))
    await says(stage, '在吗')
    expect(oneOf(stage)).toEqual(value)
    expect(stage.session.thread?.putAside).toBeUndefined()
  })

  it('waits with the draft that was left, and is there when it is taken up', async () => {
    const stage = await answered(kind)
    const value = oneOf(stage)
    await says(stage, '退出')
    await says(stage, '反映问题')
    expect(oneOf(stage)).toEqual(value)
    expect(stage.session.thread?.asked).toBe('last')
  })

  it('is named in a reminder, which asks the next question; a draft without it lacks it, but for photos', async () => {
    const stage = await answered(kind)
    const world = worldOf(stage)
    const draft = filingIn(stage.session, world)
    if (!draft) throw new Error('there is no draft')
    const reminder = reminderOf(draft, world)
    expect(reminder).toContain('事情、这一项')
    expect(reminder).toContain('还有什么？')
    expect(missingIn(draft, world)).toEqual(['last'])
    await says(stage, '返回')
    const open = filingIn(stage.session, world)
    expect(open && missingIn(open, world)).toEqual(kind === 'photos' ? ['last'] : ['one', 'last'])
    expect(open && reminderOf(open, world)).toContain('这一项是什么？')
  })

  it('taken back by its message is asked for again', async () => {
    const stage = await answered(kind)
    await stage.turn([{ kind: 'recall', seq: 2 }])
    expect(oneOf(stage)).toBeUndefined()
    expect(stage.session.thread?.asked).toBe('one')
    expect(stage.session.thread?.fields.words?.text).toContain('路灯')
  })

  it('is corrected by its label', async () => {
    const stage = await answered(kind)
    await says(stage, '修改')
    expect(stage.session.thread?.changing?.map(({ id }) => id)).toContain('one')
    await stage.turn([{ kind: 'text', text: '', menuId: 'change/one' }])
    expect(stage.session.thread?.asked).toBe('one')
    await stage.turn([ANSWERS[kind]])
    expect(oneOf(stage)).toMatchObject({ by: 'citizen' })
  })
})
