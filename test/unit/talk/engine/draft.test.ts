import { describe, expect, it } from 'vitest'
import { filings } from '../../../../src/talk/dialogue/engine/draft.ts'
import { missingIn, reminderOf, whereItStands } from '../../../../src/talk/dialogue/engine/index.ts'
import { flowOf, optionOf, sessionOf, summary, threadOf, worldOf } from './world.ts'

const text = (id: string, over = {}) => ({ id, kind: 'text', ...over })

describe('what a draft lacks', () => {
  const flow = flowOf([
    text('what'),
    text('where', { when: ['missing what'] }),
    text('town', { when: ['missing what.id'] }),
    text('beside', { volunteered: true }),
    { id: 'seen', kind: 'photos' },
    summary('what'),
    { id: 'file', kind: 'act' },
  ])
  const missing = (fields: Parameters<typeof threadOf>[1]) => missingIn(threadOf(flow, fields), worldOf([flow]))

  it('is what can be asked now; what hangs on how an open question is answered waits for it', () => {
    expect(missing({})).toEqual(['what', 'where'])
  })

  it('is asked once the answer is there', () => {
    expect(missing({ what: { text: '甲' } })).toEqual(['town'])
    expect(missing({ what: { text: '甲', id: 'a' } })).toEqual([])
  })
})

describe('a draft whose flow was withdrawn', () => {
  const flow = flowOf([text('what'), summary('what')], { id: 'withdrawn' })
  const left = threadOf(flow, { what: { text: '甲' } }, { asked: 'what' })
  const world = worldOf([])

  it('files nothing, lacks nothing and asks nothing', () => {
    expect(filings(sessionOf(left), world)).toEqual([])
    expect(missingIn(left, world)).toEqual([])
    expect(whereItStands(left, world)).not.toContain('what')
    expect(reminderOf(left, world)).toContain('您写的事还没有提交')
  })
})

describe('a reminder', () => {
  it('whose question comes in two messages is one text, line by line', () => {
    const flow = flowOf([text('what'), text('where'), summary('what', 'where')])
    const asked = { ...flow, texts: { ...flow.texts, confirm: '请您看看：\n{summary}\n{about}\n都对吗？' } }
    const about = '请您再看一遍。'.repeat(60)
    const thread = threadOf(asked, { what: { text: '路灯坏了' }, where: { text: '幸福路12号' } })
    const said = reminderOf(thread, worldOf([asked], { values: { about } }))
    expect(said).toContain('已经记下：what、where')
    expect(said).toContain(`where：幸福路12号\n${about}\n都对吗？\n提交`)
  })

  it('names only what was answered', () => {
    const flow = flowOf([
      text('what'),
      text('where', { optional: true, options: [optionOf('none')] }),
      summary('what', 'where'),
    ])
    const thread = threadOf(flow, { what: { text: '甲' }, where: { text: '', skipped: true } })
    expect(whereItStands(thread, worldOf([flow]))).toContain('已经记下：what。')
  })
})
