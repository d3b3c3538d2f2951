import { describe, expect, it } from 'vitest'
import { switched } from '../../../../src/talk/dialogue/engine/products.ts'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { begin, proceed } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { Flow } from '../../../../src/talk/dialogue/flow.ts'
import { flowOf, mine, saying, sessionOf, threadOf, worldOf } from './world.ts'

const short = flowOf(
  [
    { kind: 'text', id: 'what' },
    { kind: 'text', id: 'when' },
  ],
  { id: 'short' },
)
const long = flowOf(
  [
    { kind: 'text', id: 'what' },
    { kind: 'contact', id: 'when' },
  ],
  { id: 'long' },
)
const world = worldOf([short, long])
const answers = { what: mine('路灯坏了'), when: mine('王芳 13800000000') }

describe('the same answers under another way of filing', () => {
  it('are read anew where the question is of another kind', () => {
    const next = switched(threadOf(short, answers), 'long', world)
    expect(next.flow).toBe('long')
    expect(next.fields.what).toEqual(answers.what)
    expect(next.fields.when).toMatchObject({ name: '王芳', phone: '13800000000' })
  })

  it('stand as they are where nothing is known of the questions they were given to', () => {
    const { under: _unknown, ...old } = threadOf(short, answers)
    expect(switched(old, 'long', world).fields).toEqual(answers)
  })

  it('are asked for without any word of a published change', () => {
    const { news } = switched(threadOf(short, { what: mine('路灯坏了') }), 'long', world)
    expect(news).toBeUndefined()
  })
})

describe('words that may be a claim or a report', () => {
  it('are asked about, on a short way of filing too: the dialogue that has a question for it goes on', () => {
    const office = worldOf([])
    const { session } = proceed(sessionOf(begin(office.flows.quick as Flow)), office, [])
    const unclear = { unclear: { text: 'report', id: 'report', by: 'understood' as const } }
    const next = take(session, saying('村主任把修路的钱拿走了', 1, unclear), office).session.thread
    expect(next).toMatchObject({ flow: 'complaint', asked: 'kind' })
  })
})

describe('danger spoken of on a short way of filing', () => {
  it('is asked about at once, in the dialogue that has a question for it', () => {
    const quick = worldOf([])
    const { session } = proceed(sessionOf(begin(quick.flows.quick as Flow)), quick, [])
    const danger = { danger: { text: 'now', id: 'now', by: 'understood' as const } }
    const next = take(session, saying('电线掉在路上，有人触电', 1, danger), quick).session.thread
    expect(next).toMatchObject({ flow: 'complaint', asked: 'safety' })
    expect(next?.fields.words?.text).toBe('电线掉在路上，有人触电')
  })
})
