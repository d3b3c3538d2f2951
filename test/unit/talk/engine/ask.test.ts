import { describe, expect, it } from 'vitest'
import { askWhich, saidWith } from '../../../../src/talk/dialogue/engine/ask.ts'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { acted, proceed } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { World } from '../../../../src/talk/dialogue/engine/world.ts'
import type { Fields } from '../../../../src/talk/dialogue/types.ts'
import { flowOf, mine, NOW, optionOf, read, saying, sessionOf, TEXTS, talk, threadOf, worldOf } from './world.ts'

const YES = optionOf('yes', '没问题，提交', { words: ['提交'] })
const LATER = optionOf('later', '先不提交', { command: 'leave keep' })

const flow = flowOf(
  [
    { kind: 'narrative', id: 'words' },
    { kind: 'choice', id: 'town', options: [optionOf('liudu', '柳渡镇'), optionOf('maidian', '麦店镇')] },
    { kind: 'photos', id: 'photos', volunteered: true },
    { kind: 'demands', id: 'want' },
    { kind: 'text', id: 'who', optional: true },
    { kind: 'text', id: 'again', ask: 'repeats' },
    { kind: 'summary', id: 'confirm', lists: ['words', 'town', 'want', 'who', 'photos'], options: [YES, LATER] },
  ],
  {
    id: 'lamp',
    texts: { repeats: '您说：{words}\n在{town}\n找过{who}\n照片{photos}\n对吗？', confirm: '请看：\n{summary}' },
    fields: { words: '事情', town: '乡镇', want: '要求', who: '找过谁', photos: '照片' },
  },
)
const world = worldOf([flow])
const known: Fields = {
  words: mine('路灯坏了'),
  town: mine('柳渡镇', { id: 'liudu' }),
  want: mine('修好；别再坏', { items: ['修好', '别再坏'] }),
  who: { text: '', skipped: true },
  photos: mine('2份', { media: [] }),
}
const asked = (fields: Fields, at: World = world) => proceed(sessionOf(threadOf(flow, fields)), at, [])

describe('a question that repeats what was answered', () => {
  it('says it in the words of the person, and is marked so', () => {
    const { lines } = asked(known)
    expect(lines).toEqual([
      {
        role: 'ask',
        said: { kind: 'text', text: '您说：路灯坏了\n在柳渡镇\n照片2份\n对吗？' },
        echo: true,
      },
    ])
  })

  it('says our own word for it where nothing may be said back; what was chosen or counted is our word already', () => {
    expect(asked(known, { ...world, noEcho: true }).lines).toEqual([
      { role: 'ask', said: { kind: 'text', text: `您说：${TEXTS.unseen}\n在柳渡镇\n照片2份\n对吗？` } },
    ])
  })

  it('repeats nothing of the person where all of it was declined, chosen or sent as photos', () => {
    const { lines } = asked({ ...known, words: { text: '', skipped: true } })
    expect(lines).toEqual([{ role: 'ask', said: { kind: 'text', text: '在柳渡镇\n照片2份\n对吗？' } }])
  })

  it('is shortened to a glance: what is written over many lines stands in one', () => {
    const said = (text: string) => read(asked({ ...known, words: mine(text) }))[0]?.split('\n')[0]
    expect(said('  路灯 \n\n 坏了  ')).toBe('您说：路灯 坏了')
    expect(said('坏'.repeat(120))).toBe(`您说：${'坏'.repeat(120)}`)
    expect(said('坏'.repeat(121))).toBe(`您说：${'坏'.repeat(120)}……（共121字，全文已记下）`)
  })
})

describe('a summary', () => {
  const all = { ...known, again: mine('对') }

  it('lists what was answered, several demands one by one, and nothing that was declined', () => {
    const [line] = asked(all).lines
    expect(line).toEqual({
      role: 'ask',
      said: {
        kind: 'menu',
        head: '请看：\n事情：路灯坏了\n乡镇：柳渡镇\n要求：\n1. 修好\n2. 别再坏\n照片：2份',
        options: [
          { id: 'lamp/confirm/yes', label: '1. 没问题，提交' },
          { id: 'lamp/confirm/later', label: '2. 先不提交' },
        ],
        tail: '',
      },
      echo: true,
    })
  })

  it('names only what there is where nothing may be said back', () => {
    const [line] = asked(all, { ...world, noEcho: true }).lines
    const [unseen] = [TEXTS.unseen]
    expect(line?.echo).toBeUndefined()
    expect(read({ lines: line ? [line] : [] })[0]).toBe(
      `请看：\n事情：${unseen}\n乡镇：柳渡镇\n要求：${unseen}\n照片：2份`,
    )
  })

  it('calls a field that has no label by its name', () => {
    const bare = { ...flow, fields: {} }
    const thread = threadOf(bare, all)
    expect(read(proceed(sessionOf(thread), worldOf([bare]), []))[0]).toContain('words：路灯坏了')
  })

  it('can be confirmed where messages are taken one by one, without turns', () => {
    const shown = asked(all)
    const next = talk(shown.session, world, '提交')
    expect(next.session.thread?.fields.confirm).toBeUndefined()
    expect(read(next)).toEqual([TEXTS.left])
  })

  it('can be confirmed only in a turn after the one it was shown in', () => {
    const shown = asked(all, { ...world, turn: 'one' })
    const soon = take(shown.session, saying('提交', 1), { ...world, turn: 'one' })
    expect(read(soon)[0]).toContain('请看')
    expect(read(take(soon.session, saying('提交', 1), { ...world, turn: 'two' }))).toEqual([TEXTS.left])
  })
})

describe('what an act says', () => {
  const filing = flowOf(
    [
      { kind: 'narrative', id: 'words' },
      { kind: 'act', id: 'file', say: { done: 'done' } },
      { kind: 'text', id: 'more' },
    ],
    { id: 'filing', texts: { done: '登记了：{words}，编号{number}' } },
  )
  const done = (more: Partial<World>) =>
    acted(
      sessionOf(threadOf(filing, { words: mine('路灯坏了') })),
      'file',
      { say: 'done', values: { number: '7' } },
      worldOf([filing], more),
    ).lines[0]

  it('repeats the person and is marked so, or says our own word', () => {
    expect(done({})).toEqual({ role: 'note', said: { kind: 'text', text: '登记了：路灯坏了，编号7' }, echo: true })
    expect(done({ noEcho: true })).toEqual({
      role: 'note',
      said: { kind: 'text', text: `登记了：${TEXTS.unseen}，编号7` },
    })
  })
})

describe('the time a question is open', () => {
  const later = new Date(NOW.getTime() + 60_000)

  it('runs from when it was first asked, however often it is asked again', () => {
    const first = asked({})
    expect(first.session.thread?.askedAt).toBe(NOW.toISOString())
    const again = take(first.session, { type: 'unreadable', seq: 2, kind: 'x' }, { ...world, now: later })
    expect(again.session.thread?.askedAt).toBe(NOW.toISOString())
  })

  it('begins anew with the next question', () => {
    const next = take(asked({}).session, saying('路灯坏了两个月没有人修', 1), { ...world, now: later })
    expect(next.session.thread).toMatchObject({ asked: 'town', askedAt: later.toISOString() })
  })
})

describe('a question with something to tap', () => {
  const options = [optionOf('a', '甲'), optionOf('b', '乙')]
  const put = (text: string) => saidWith(text, options, ({ id }) => id)
  const menu = (head: string) => ({
    role: 'ask',
    said: {
      kind: 'menu',
      head,
      options: [
        { id: 'a', label: '1. 甲' },
        { id: 'b', label: '2. 乙' },
      ],
      tail: '',
    },
  })

  it('is one menu as long as it fits', () => {
    expect(put('哪一个？')).toEqual([menu('哪一个？')])
    const full = `${'x'.repeat(896)}\n？`
    expect(Buffer.byteLength(full)).toBe(900)
    expect(put(full)).toEqual([menu(full)])
  })

  it('goes in two messages where it does not: the text first, then its last line with the options', () => {
    const text = `一\n${'长'.repeat(300)}\n\n哪一个？`
    expect(put(text)).toEqual([
      { role: 'ask', said: { kind: 'text', text: `一\n${'长'.repeat(300)}` }, goesOn: true },
      menu('哪一个？'),
    ])
  })

  it('is never split within its only line', () => {
    const line = '长'.repeat(310)
    expect(put(line)).toEqual([menu(line)])
  })

  it('has no number where there is one thing to tap, and is a plain text where there is none', () => {
    expect(read({ lines: saidWith('好吗？', [optionOf('a', '好')], ({ id }) => id) })).toEqual(['好吗？', '好'])
    expect(saidWith('好吗？', [], ({ id }) => id)).toEqual([{ role: 'ask', said: { kind: 'text', text: '好吗？' } }])
  })
})

describe('"about that matter, or another one?"', () => {
  const aside = { seq: 1, text: '又坏了一盏灯', understood: { fields: {}, options: {} } }

  it('is asked though the number of that matter is not known', () => {
    const again = take(sessionOf(null, { aside }), { type: 'unreadable', seq: 2, kind: 'x' }, world)
    // The line that holds nothing but the number is left out.
    expect(read(again)).toEqual([TEXTS.unreadable, '', `1. ${TEXTS.about_that}`, `2. ${TEXTS.about_new}`])
  })

  it('says what was said, or that something was sent', () => {
    const filed = { number: '7', at: NOW.toISOString() }
    expect(read({ lines: askWhich(sessionOf(null, { aside, filed }), world) })[0]).toBe(
      TEXTS.about_which?.replace('{number}', '7'),
    )
    const sent = sessionOf(null, { aside: { ...aside, text: '' }, filed })
    expect(read({ lines: askWhich(sent, world) })[0]).toBe(TEXTS.about_files?.replace('{number}', '7'))
  })
})

describe('a text that the wording does not have', () => {
  const bare: World = { ...world, common: { ...world.common, texts: {} } }

  it('is said as nothing', () => {
    const aside = { seq: 1, text: '又坏了一盏灯', understood: { fields: {}, options: {} } }
    const which = take(sessionOf(null, { aside }), { type: 'unreadable', seq: 2, kind: 'x' }, bare)
    expect(read(which)).toEqual(['', '1. ', '2. '])
    expect(read(asked(known, { ...bare, noEcho: true }))).toEqual(['在柳渡镇\n照片2份\n对吗？'])
    const silent = { ...flow, texts: {} }
    expect(read(proceed(sessionOf(threadOf(silent)), worldOf([silent]), []))).toEqual([''])
  })
})
