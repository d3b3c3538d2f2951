import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content } from '../../../src/talk/channel/index.ts'
import {
  filingIn,
  hasAnswers,
  missingIn,
  reminderOf,
  type World,
  withoutThread,
} from '../../../src/talk/dialogue/engine/index.ts'
import type { Fields, Session } from '../../../src/talk/dialogue/types.ts'
import { CHANGES, changed } from '../../flows/changes.ts'
import { type Body, defaultActs, openStage, type Stage, wording } from '../../flows/stage.ts'

/** A mutant meets fewer of them (scripts/mutate.mjs). */
const FEWER = process.env.QUICK === '1' ? 25 : 1
/** Fixed, so that a failure is the same tomorrow. */
const RUNS = { seed: 20_260_302, numRuns: 250 / FEWER }

const ANSWERS = [
  '幸福路12号',
  '不清楚',
  '没有',
  '1',
  '2',
  '第三个',
  '不留',
  '王女士 13800000000',
  '看着办',
  '提交',
  '不要提交',
  '没问题',
  '对',
  '不对',
  '有错',
  '先不提交',
  '一',
  '99',
  '柳渡镇',
  '上周三晚上',
  '1380000000',
  '我们20户人一起',
  '王芳，李强',
  '改 时间',
  '改 人数',
  '改 照片',
  '改 代表',
  '没问提',
  '都不像',
  '改善路况',
  '改 地点',
  '改联系',
  'MQ26-4821-0937-2',
  'MQ26-4821-0937-9',
  'ABCDE23456',
  '你好',
  '谢谢',
  '😀😀',
  '？',
  ' ',
  '危险的事',
  '没有危险',
  '有危险',
]
const COMMANDS = [
  ...Object.values(wording.common.commands).flatMap((words) => words.slice(0, 2)),
  ...Object.values(wording.common.products).flatMap(({ words }) => words.slice(0, 2)),
]
const TAPS = [
  ...Object.values(wording.flows).flatMap((flow) =>
    flow.steps.flatMap((step) =>
      'options' in step ? step.options.map((option) => `${flow.id}/${step.id}/${option.id}`) : [],
    ),
  ),
  ...['menu/complain', 'menu/status', 'menu/help', 'aside/add', 'aside/new', 'change/place', 'change/words'],
  ...['complaint/town/liudu', 'complaint/category/c0', 'complaint/what/x', 'status/mine/x', '/', '', 'a/b/c/d/e'],
]

/** Stories are told apart by their number, so that each can be looked for. */
const story = fc
  .nat({ max: 9_999 })
  .map(
    (n) =>
      `第${n}件：昨天夜里他们又在楼下施工，一直到三点都没有停，老人和孩子整夜没睡，打电话也没有人来管，已经第五次了`,
  )
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ANSWERS) },
  { weight: 3, arbitrary: fc.constantFrom(...COMMANDS) },
  { weight: 2, arbitrary: story },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
)
const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 8, arbitrary: text.map((words): Body => ({ kind: 'text', text: words })) },
  { weight: 3, arbitrary: fc.constantFrom(...TAPS).map((menuId): Body => ({ kind: 'text', text: '点', menuId })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('image' as const, 'voice' as const, 'file' as const)
      .map((kind): Body => ({ kind, platformMedia: 'm' })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Body>({ kind: 'location', latitude: 30, longitude: 114, name: '人民广场', address: '' }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Body>(
      { kind: 'entered', scene: '', sceneParam: '' },
      { kind: 'entered', scene: 'quick', sceneParam: '' },
      { kind: 'unknown', of: 'x', raw: {} },
    ),
  },
  { weight: 1, arbitrary: fc.nat({ max: 30 }).map((seq): Body => ({ kind: 'recall', seq })) },
)
const turn = fc.array(body, { minLength: 1, maxLength: 3 })
/** As far as the summary: from there on things can go wrong that random talk seldom comes to. */
const TO_THE_SUMMARY = ['小区里有人养鸡，味道很大', '幸福路12号', '1', '看着办', '不留', '1'].map((words): Body[] => [
  { kind: 'text', text: words },
])
const life = fc.oneof(
  fc.array(turn, { minLength: 1, maxLength: 25 }),
  fc.array(turn, { minLength: 1, maxLength: 12 }).map((turns) => [...TO_THE_SUMMARY, ...turns]),
)

interface Heard {
  stage: Stage
  bodies: Body[]
  before: Session
  said: Content[]
}

/** A working side that answers in every way it can. */
async function live(turns: Body[][], check: (heard: Heard) => void, published = [wording]): Promise<void> {
  let calls = 0
  const stage = openStage({
    understand: {
      危险的事: { danger: { text: 'now', id: 'now' } },
      第3: {
        blamed: { text: '', id: 'yes' },
        behalf: { text: '母亲' },
        people: { text: '20户', count: 20, joint: true },
      },
      第4: { kind: { text: '', id: 'report' } },
      第5: { unclear: { text: '', id: 'yes' }, proxy: { text: '', id: 'yes' }, together: { text: '', id: 'yes' } },
      人民广场: { place: { text: '人民广场', id: 'p1' } },
    },
    perform(wanted) {
      calls += 1
      const step = Object.values(wording.flows)
        .flatMap((flow) => flow.steps)
        .find((each) => each.kind === 'act' && each.id === wanted.step && each.do === wanted.act)
      const says = step?.kind === 'act' ? Object.keys(step.say) : []
      const say = says[calls % Math.max(says.length, 1)] ?? ''
      return { ...defaultActs(wanted), say, values: { number: 'MQ26-4821-0937-2', list: '1. x', state: '已受理' } }
    },
  })
  for (const [index, bodies] of turns.entries()) {
    stage.wording = published[index % published.length] ?? wording
    const before = stage.session
    const said = await stage.turn(bodies)
    check({ stage, bodies, before, said })
  }
}

/** What an office may publish while people talk. */
const EDITIONS = [wording, ...Object.values(CHANGES).map(changed)]

const wordsKept = (session: Session): string =>
  [session.thread, ...session.waiting]
    .flatMap((thread) => [thread?.fields, thread?.putAside])
    .flatMap((fields) => Object.values((fields ?? {}) as Fields).map((value) => value.text))
    .concat(session.aside?.text ?? '')
    .join('\n')

const isStory = (each: Body): each is Extract<Body, { kind: 'text' }> =>
  each.kind === 'text' && !each.menuId && each.text.startsWith('第') && each.text.includes('件：')

describe('whatever a citizen does', () => {
  it.each([
    ['', [wording]],
    [', while other flows are published from turn to turn', EDITIONS],
  ])(
    'the dialogue never throws, and everybody who speaks is answered%s',
    async (_name, published) => {
      await fc.assert(
        fc.asyncProperty(life, (turns) =>
          live(
            turns,
            ({ stage, bodies, said }) => {
              const speaks = bodies.some((each) => each.kind !== 'recall')
              if (speaks) expect(said.length + stage.wanted.length).toBeGreaterThan(0)
              if (speaks) expect(said.length).toBeGreaterThan(0)
              for (const content of said) {
                const words = content.kind === 'text' ? content.text : content.head
                expect(words.trim()).not.toBe('')
                expect(words).not.toMatch(/\{[a-z_]+\}|undefined|null|NaN/)
              }
            },
            published,
          ),
        ),
        RUNS,
      )
    },
    60_000,
  )

  it('what is asked fits the platform: ten things to tap, ids and labels of 128 bytes', async () => {
    await fc.assert(
      fc.asyncProperty(life, (turns) =>
        live(turns, ({ said }) => {
          for (const content of said) {
            if (content.kind !== 'menu') continue
            expect(content.options.length).toBeLessThanOrEqual(10)
            expect(content.options.length).toBeGreaterThan(0)
            for (const option of content.options) {
              expect(Buffer.byteLength(option.label)).toBeLessThanOrEqual(128)
              expect(Buffer.byteLength(option.id)).toBeLessThanOrEqual(128)
            }
          }
          expect(said.length).toBeLessThanOrEqual(3)
        }),
      ),
      RUNS,
    )
  }, 60_000)

  it.each([
    ['', [wording]],
    [', while other flows are published from turn to turn', EDITIONS],
  ])(
    'no story is lost: it stays with the draft until it is filed, added, or thrown away on purpose%s',
    async (_name, published) => {
      const DELETES = [
        '重来',
        '重新开始',
        '退出',
        '结束',
        '返回',
        '上一步',
        '撤销上一步',
        '要修改',
        '修改',
        '不对',
        '有错',
        '改 地点',
        '改联系',
      ]
      const deletes = (each: Body): boolean =>
        each.kind === 'recall' ||
        (each.kind === 'text' &&
          (each.menuId !== undefined || DELETES.includes(each.text) || /^\d+$|^[一二三]$|^第.个$/.test(each.text)))
      await fc.assert(
        fc.asyncProperty(life, async (turns) => {
          const told = new Set<string>()
          await live(
            turns,
            ({ stage, bodies }) => {
              for (const wanted of stage.wanted) {
                const carried = Object.values(wanted.fields)
                  .map((value) => value.text)
                  .join('\n')
                for (const one of told) if (carried.includes(one)) told.delete(one)
              }
              // What may delete, may delete anything said so far: only what survives it is followed further.
              const risky = bodies.some(deletes)
              for (const each of bodies) if (isStory(each)) told.add(each.text)
              const kept = wordsKept(stage.session)
              const filed = stage.wanted.map((wanted) => JSON.stringify(wanted.fields)).join()
              for (const one of told) {
                const there = kept.includes(one) || filed.includes(one)
                if (!there && !risky) throw new Error(`lost: ${one}`)
                if (!there || filed.includes(one)) told.delete(one)
              }
            },
            published,
          )
        }),
        RUNS,
      )
    },
    60_000,
  )

  it.each([
    ['', [wording]],
    [', while other flows are published from turn to turn', EDITIONS],
  ])(
    'nothing is filed but what a summary showed in an earlier turn%s',
    async (_name, published) => {
      const shown = (fields: Fields): string =>
        [
          'words',
          'kind',
          'time',
          'place',
          'town',
          'want',
          'party',
          'tried',
          'people',
          'representatives',
          'contact',
          'category',
        ]
          .map((name) => fields[name]?.text ?? '')
          .join('|')
      await fc.assert(
        fc.asyncProperty(life, async (turns) => {
          let seen = new Set<string>()
          await live(
            turns,
            ({ stage, said }) => {
              for (const wanted of stage.wanted.filter((each) => each.act === 'submit_complaint')) {
                expect(['yes', 'paper']).toContain(wanted.fields.confirmed?.id)
                expect([...seen]).toContain(shown(wanted.fields))
              }
              const { thread } = stage.session
              const summed = said.some(
                (content) => content.kind === 'menu' && content.options[0]?.id.endsWith('/confirm/yes'),
              )
              if (summed && thread) seen = new Set([...seen, shown(thread.fields)])
            },
            published,
          )
        }),
        { ...RUNS, numRuns: 600 / FEWER },
      )
    },
    120_000,
  )

  it('a draft is never two: one matter at most is under way or waits', async () => {
    await fc.assert(
      fc.asyncProperty(life, (turns) =>
        live(turns, ({ stage }) => {
          const threads = [stage.session.thread, ...stage.session.waiting].filter(
            (thread) => thread?.flow === 'complaint' || thread?.flow === 'quick',
          )
          expect(threads.length).toBeLessThanOrEqual(1)
          expect(stage.session.waiting.length).toBeLessThanOrEqual(2)
        }),
      ),
      RUNS,
    )
  }, 60_000)

  it('nothing is filed before the privacy notice was read', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (turns) => {
        let read = false
        await live(turns, ({ stage, said }) => {
          if (stage.wanted.some((wanted) => FILING_ACTS.includes(wanted.step))) expect(read).toBe(true)
          read ||= said.some((content) => content.kind === 'text' && content.text.includes('如有人身危险，请先打110'))
        })
      }),
      RUNS,
    )
  }, 60_000)

  it('what was answered stays, whatever is said that takes nothing back', async () => {
    const calm = turn.filter((bodies) => bodies.every(takesNothingBack))
    /** The platform delivers once more what it is not sure of, and people say things twice. */
    const twice = calm.map((bodies) => bodies.flatMap((each) => [each, each]))
    const lives = fc.array(fc.oneof({ weight: 4, arbitrary: calm }, { weight: 1, arbitrary: twice }), {
      minLength: 1,
      maxLength: 15,
    })
    await fc.assert(
      fc.asyncProperty(fc.boolean(), lives, (far, turns) =>
        live(far ? [...TO_THE_SUMMARY, ...turns] : turns, ({ stage, before }) => {
          const draft = filingIn(before, worldOf(stage))
          if (!draft || stage.wanted.some((wanted) => FILING_ACTS.includes(wanted.step))) return
          const after = filingIn(stage.session, worldOf(stage))
          const kept = { ...after?.putAside, ...after?.fields }
          const gone = Object.keys(draft.fields).filter((name) => kept[name] === undefined)
          expect(gone.filter((name) => !followsFromOthers(draft.flow, name))).toEqual([])
        }),
      ),
      RUNS,
    )
  }, 60_000)

  it.each([
    ['', [wording]],
    [', while other flows are published from turn to turn', EDITIONS],
  ])(
    'it can be left at any moment: kept as it stands, or deleted when that is confirmed%s',
    async (_name, published) => {
      await fc.assert(
        fc.asyncProperty(life, fc.boolean(), async (turns, deleted) => {
          const stages: Stage[] = []
          await live(turns, ({ stage }) => void stages.push(stage), published)
          const stage = stages.at(-1) as Stage
          const draft = filingIn(stage.session, worldOf(stage))
          const answers = draft && hasAnswers(draft) ? draft.fields : null
          await stage.turn([{ kind: 'text', text: '退出' }])
          expect(stage.session.thread).toBeNull()
          expect(filingIn(stage.session, worldOf(stage))?.fields ?? null).toEqual(answers)
          if (!stage.session.leaving) return
          await stage.turn([{ kind: 'text', text: deleted ? '删除' : '保留' }])
          if (deleted) await stage.turn([{ kind: 'text', text: '确定删除' }])
          expect(filingIn(stage.session, worldOf(stage))?.fields ?? null).toEqual(deleted ? null : answers)
        }),
        RUNS,
      )
    },
    60_000,
  )

  it('a draft can be reminded of, and registered unsubmitted, at any moment; what is said next is answered', async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.array(fc.boolean(), { maxLength: 40 }), async (turns, registered) => {
        let count = 0
        await live(
          turns,
          ({ stage, bodies, said }) => {
            if (bodies.some((each) => each.kind !== 'recall')) expect(said.length).toBeGreaterThan(0)
            const world = worldOf(stage)
            const draft = filingIn(stage.session, world)
            count += 1
            if (!draft || !hasAnswers(draft)) return
            const reminder = reminderOf(draft, world)
            expect(reminder).toContain('您写的事还没有提交')
            expect(reminder).not.toMatch(/\{[a-z_]+\}|undefined|null|NaN/)
            if (!registered[count]) return
            const filed = { number: 'MQ26-4821-0937-2', at: world.now.toISOString(), lacks: missingIn(draft, world) }
            stage.session = { ...withoutThread(stage.session, draft), filed, leaving: null }
          },
          EDITIONS,
        )
      }),
      RUNS,
    )
  }, 60_000)
})

const worldOf = (stage: Stage): World => ({
  flows: stage.wording.flows,
  common: stage.wording.common,
  values: stage.values,
  offers: {},
  now: new Date('2026-03-02T09:00:00Z'),
})

/** Steps that file what a summary showed. */
const FILING_ACTS = Object.values(wording.flows).flatMap((flow) =>
  flow.steps.filter((step) => step.kind === 'act' && step.when.some(isConfirmation)).map((step) => step.id),
)
function isConfirmation(condition: string): boolean {
  return condition === 'has confirmed'
}

/** Words for leaving, beginning anew and going back; taps and numbers, which may mean one of these; and what is taken back. */
const TAKE_BACK = ['back', 'restart', 'leave', 'change'].flatMap((name) => wording.common.commands[name] ?? [])
const takesNothingBack = (each: Body): boolean =>
  each.kind !== 'recall' &&
  (each.kind !== 'text' ||
    (!each.menuId &&
      !TAKE_BACK.includes(each.text) &&
      !/^改|^\d+$|^[一二三]$|^第.个$|不对|有错|要修改/.test(each.text)))

/** Asked because of another answer, or confirming all of them: gone when that changes. */
const followsFromOthers = (flow: string, field: string): boolean =>
  wording.flows[flow]?.steps.some(
    (step) => step.field === field && (step.kind === 'summary' || step.kind === 'act' || step.when.length > 0),
  ) ?? false
