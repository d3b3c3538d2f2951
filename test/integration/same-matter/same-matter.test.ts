import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileMatter } from '../../../src/app/matters.ts'
import { othersLine } from '../../../src/app/same-matter.ts'
import type { Draft } from '../../../src/case/intake/index.ts'
import { citizen, files, STORY } from '../../support/citizen.ts'
import { DATABASES, type House, openHouse } from '../../support/house.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MIXER = '望湖花园门口的混凝土搅拌站昼夜施工，粉尘很大，窗户都不敢开，老人小孩咳嗽不停。'
const MIXER_BY_OTHERS = [
  '搅拌站建在望湖花园门口，粉尘飘进家里，混凝土车昼夜不停，孩子咳嗽，希望搬走。',
  '望湖花园小区门口的搅拌站半夜还在搅拌混凝土，粉尘和噪音让人没法睡。',
  '望湖花园业主反映门口混凝土搅拌站，昼夜施工粉尘污染严重，老人小孩都咳嗽。',
]

describe.each(DATABASES)('on the %s database', (database) => {
  let house: House
  beforeAll(async () => {
    house = await openHouse({ database })
  })
  afterAll(() => house.close())

  let drafts = 0
  const draftBy = (reporter: string, text: string, more: Partial<Draft> = {}): Draft => {
    drafts += 1
    return {
      ...{ cause: `test/${drafts}`, reporter, channel: 'online', receivedAt: house.clock.now(), words: [text] },
      ...{ demands: [], place: null, party: null, contact: null, media: [], category: null, danger: false },
      ...{ noticeVersion: '1', ...more },
    }
  }
  const db = () => house.context.db
  const file = (draft: Draft) =>
    db()
      .transaction()
      .execute((trx) => fileMatter(trx, draft, null, house.context))
  const told = (draft: Draft) =>
    db()
      .transaction()
      .execute((trx) => othersLine(trx, draft, house.context))

  it('who tells their own open matter again is asked, and it is added there: nothing new is registered', async () => {
    const li = citizen(house.sim)
    const { number } = await files(li)
    house.clock.advance(2 * HOUR_MS)
    const before = await db().selectFrom('tickets').select('id').execute()
    li.says(STORY)
    const asked = await li.hears('您反映过一件很像的事')
    expect(asked.menu?.head ?? asked.text).toContain(number)
    await li.taps('是那一件')
    await li.hears(`已经补充到${number}`)
    expect(await db().selectFrom('tickets').select('id').execute()).toEqual(before)
    const added = await db().selectFrom('supplements').select('words').execute()
    expect(added.map(({ words }) => words)).toContain(STORY)
  })

  it('who says that it is another one is asked once, and gets a number of its own', async () => {
    const wang = citizen(house.sim)
    const first = await files(wang)
    house.clock.advance(2 * HOUR_MS)
    wang.says(STORY)
    await wang.hears('您反映过一件很像的事')
    await wang.taps('是另外一件')
    await wang.hears('怎么联系您')
    await wang.taps('不留联系方式')
    await wang.hears('都对吗')
    await wang.taps('没问题，提交')
    const filed = (await wang.hears('已经登记')).text ?? ''
    expect(filed).not.toContain(first.number)
  })

  it('somebody else is not asked about a matter that is not theirs', async () => {
    const zhao = citizen(house.sim)
    zhao.says(STORY)
    await zhao.hears('怎么联系您')
    expect((await zhao.heard()).join('\n')).not.toContain('很像的事')
  })

  it('how many others told the same is said from three on, without a word of theirs', async () => {
    const said: string[] = []
    for (const [n, text] of MIXER_BY_OTHERS.entries()) {
      await file(draftBy(`other/${n}`, text))
      said.push(await told(draftBy('me', MIXER)))
    }
    expect(said.slice(0, 2)).toEqual(['', ''])
    expect(said[2]).toContain('还有3位群众')
    for (const text of MIXER_BY_OTHERS) expect(said[2]).not.toContain(text.slice(0, 12))
    expect(await told(draftBy('other/0', MIXER))).toBe('')
    expect(await told(draftBy('me', '镇上的小学放学时校门口堵车，家长的车停满了人行道。'))).toBe('')
  })

  it('one person who tells it often counts once, and nobody counts after ninety days', async () => {
    const text = '南湖路口的红绿灯坏了一个月，早晚高峰堵成一团，行人不敢过马路。'
    for (let times = 0; times < 4; times += 1) await file(draftBy('often', text))
    expect(await told(draftBy('me', text))).toBe('')
    for (const reporter of ['b', 'c']) await file(draftBy(reporter, text))
    expect(await told(draftBy('me', text))).toContain('还有3位群众')
    expect(await told(draftBy('me', text, { receivedAt: new Date(house.clock.now().getTime() + 91 * DAY_MS) }))).toBe(
      '',
    )
  })

  it('the same words of another town are another matter', async () => {
    const text = '村口的路灯坏了两个月，晚上一片漆黑，老人摔了一跤。'
    const [here, there] = house.context.org.places.filter(({ level }) => level === 'town')
    const at = (place: typeof here) => ({ place: { id: place?.id ?? null, text: place?.name ?? '' } })
    for (const reporter of ['a', 'b', 'c']) await file(draftBy(reporter, text, at(here)))
    expect(await told(draftBy('me', text, at(here)))).toContain('还有3位群众')
    expect(await told(draftBy('me', text, at(there)))).toBe('')
  })

  it('a report of an official takes no part: it is not kept, not counted, and nothing is said beside it', async () => {
    const text = '石桥村村主任把集体林场的承包款放进自己口袋，村民分不到钱，账目从来不公开。'
    const report = { circumstances: { kind: { suggested: 'report', by: 'citizen' } } } as const
    for (const reporter of ['a', 'b', 'c']) {
      const filed = await file(draftBy(reporter, text, report))
      const kept = db().selectFrom('similar_matters').selectAll()
      expect(await kept.where('complaint_id', '=', filed?.row.complaint_id ?? '').execute()).toEqual([])
    }
    expect(await told(draftBy('me', text))).toBe('')
    expect(await told(draftBy('me', text, report))).toBe('')
  })

  it('nothing is kept of a filing that was taken back', async () => {
    const before = await db().selectFrom('similar_matters').select('seq').execute()
    const failing = db()
      .transaction()
      .execute(async (trx) => {
        await fileMatter(trx, draftBy('gone', MIXER), null, house.context)
        throw new Error('after all not')
      })
    await expect(failing).rejects.toThrow('after all not')
    expect(await db().selectFrom('similar_matters').select('seq').execute()).toEqual(before)
  })
})
