import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/index.ts'
import type { Flow } from '../../../../src/talk/dialogue/flow.ts'
import { defaultActs, openStage, type Script, wording } from '../../../flows/stage.ts'
import { saying, sessionOf, threadOf, worldOf } from './world.ts'

const NUMBER = 'MQ26-4821-0937-2'
const says = (text: string) => ({ kind: 'text' as const, text })

/** Somebody whose draft was registered without being submitted; `acts` are what the house was asked to do, with what. */
function registered(lacks: string[], over: Script['session'] = sessionOf(null)) {
  const acts: { act: string; fields: Record<string, unknown> }[] = []
  const stage = openStage({
    session: { ...over, filed: { number: NUMBER, at: '2026-03-01T01:00:00Z', lacks } },
    perform: (wanted) => {
      acts.push(wanted)
      return defaultActs(wanted)
    },
  })
  return { stage, added: () => acts.filter(({ act }) => act === 'supplement_matter'), acts }
}

describe('a matter that was registered from a draft', () => {
  it('takes what is said first as an addition, in the words and the message it was said in', async () => {
    const { stage, added } = registered(['place'])
    await stage.turn([says('昨晚又来了')])
    expect(added().map(({ fields }) => [fields.number, fields.extra])).toEqual([
      [{ text: NUMBER }, { text: '昨晚又来了', parts: [{ seq: 1, text: '昨晚又来了' }], by: 'citizen' }],
    ])
    expect(stage.session.thread?.asked).toBe('place')
  })

  it('takes a name and a number for its contact, and for no addition', async () => {
    const { stage, added } = registered(['place', 'contact'])
    await stage.turn([says('王强 13800000000')])
    expect(added()).toEqual([])
    expect(stage.session.thread?.fields.contact).toMatchObject({ name: '王强', phone: '13800000000' })
  })

  it('takes a name, a number and a story for both', async () => {
    const { stage, added } = registered(['place', 'contact'])
    await stage.turn([says('我叫王强 13800000000，昨晚他们又来倒垃圾了')])
    expect(added()).toHaveLength(1)
    expect(stage.session.thread?.fields.contact).toMatchObject({ phone: '13800000000' })
  })

  it('takes words without a number for an addition, where the contact is missing as well', async () => {
    const { stage, added } = registered(['place', 'contact'])
    await stage.turn([says('昨晚他们又来倒垃圾了')])
    expect(added()).toHaveLength(1)
    expect(stage.session.thread?.fields.contact).toBeUndefined()
  })

  it('takes a number for an addition where no contact is missing: it is not lost', async () => {
    const { stage, added } = registered(['place'])
    await stage.turn([says('13800000000')])
    expect(added()).toHaveLength(1)
    expect(stage.session.thread?.fields.contact).toEqual({ text: '', skipped: true })
  })

  it('takes a photo at once, and adds nothing to it', async () => {
    const { stage, added, acts } = registered(['place'])
    await stage.turn([{ kind: 'image', mediaId: 'm' } as never])
    expect(added()).toEqual([])
    expect(acts.map(({ act }) => act)).toEqual(['complete_matter'])
    expect(stage.session.thread?.fields.photos?.media).toHaveLength(1)
  })
})

describe('a photo of somebody whose draft was registered', () => {
  const photo = { kind: 'image', mediaId: 'm' } as never

  it('waits with a text that waits to be told where it belongs', async () => {
    const aside = { seq: 0, text: '隔壁工地夜里施工', understood: { fields: {}, options: {} } }
    const { stage, acts } = registered(['place'], sessionOf(null, { aside }))
    await stage.turn([photo])
    expect(acts).toEqual([])
    expect(stage.session.aside).toMatchObject({ text: '隔壁工地夜里施工', held: { photos: { media: [{ seq: 1 }] } } })
  })

  it('goes to another draft that waits', async () => {
    const first = openStage()
    await first.turn([says('隔壁工地夜里施工，吵得睡不着')])
    await first.turn([says('退出')])
    const { stage, acts } = registered(['place'], first.session)
    await stage.turn([photo])
    expect(acts).toEqual([])
    const draft = [...stage.session.waiting, stage.session.thread].find((thread) => thread?.flow === 'complaint')
    expect(draft?.fields.photos?.media).toHaveLength(1)
  })
})

describe('while it is asked what is missing', () => {
  const askedFor = async (...lacks: string[]) => {
    const it = registered(lacks)
    await it.stage.turn([says('昨晚又来了')])
    it.acts.length = 0
    return it
  }
  const LONG = '他们昨天夜里又开着大卡车来倒垃圾，一直倒到三点多钟，整栋楼的老人孩子都没有睡好觉，臭味到现在还没有散'

  it('a long text is added, though it would do for an answer, and the question stays', async () => {
    const { stage, added } = await askedFor('want')
    await stage.turn([says(LONG)])
    expect(added().map(({ fields }) => fields.extra)).toMatchObject([{ text: LONG }])
    expect(stage.session.thread).toMatchObject({ asked: 'want' })
    expect(stage.session.thread?.fields.want).toBeUndefined()
  })

  it('a sentence that is no place is added', async () => {
    const { stage, added } = await askedFor('place')
    await stage.turn([says('他们一直在那里倒垃圾')])
    expect(added()).toHaveLength(1)
    expect(stage.session.thread?.asked).toBe('place')
  })

  it('a sentence that is no contact is added', async () => {
    const { stage, added } = await askedFor('contact')
    await stage.turn([says('昨天夜里一直有卡车来倒垃圾')])
    expect(added()).toHaveLength(1)
    expect(stage.session.thread?.asked).toBe('contact')
  })

  it('a slip is asked for again, and nothing is added', async () => {
    const { stage, added } = await askedFor('contact')
    await stage.turn([says('1380')])
    expect(added()).toEqual([])
    expect(stage.session.thread?.asked).toBe('contact')
  })

  it('an answer is an answer', async () => {
    const { stage, added } = await askedFor('want')
    await stage.turn([says('把路修好')])
    expect(added()).toEqual([])
    expect(stage.session.thread).toBeNull()
  })

  it('and nothing is left to ask, whatever is said carries out what is still to be done', () => {
    const flow = wording.flows.complete as Flow
    const skipped = flow.steps
      .filter((step) => step.kind !== 'act')
      .map((step) => [step.field, { text: '', skipped: true }])
    const thread = threadOf(flow, { ...Object.fromEntries(skipped), number: { text: NUMBER } })
    const { act } = take(sessionOf(thread), saying('好的'), worldOf([]))
    expect(act).toEqual({ step: 'finish', name: 'complete_matter' })
  })
})
