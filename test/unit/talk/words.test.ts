import { describe, expect, it } from 'vitest'
import { numberReader } from '../../../src/app/numbers.ts'
import { commandOf } from '../../../src/talk/dialogue/commands.ts'
import { compose, composeOne } from '../../../src/talk/dialogue/compose.ts'
import { saidWith } from '../../../src/talk/dialogue/engine/ask.ts'
import type { Line } from '../../../src/talk/dialogue/engine/index.ts'
import { hear, inputOf, type Pending } from '../../../src/talk/dialogue/inputs.ts'
import { render } from '../../../src/talk/dialogue/texts.ts'
import { wording } from '../../flows/stage.ts'

describe('rendering', () => {
  it('puts values in and trims', () => {
    expect(render('编号：{number}\n', { number: 'MQ1' })).toBe('编号：MQ1')
  })

  it('leaves out a line whose only values are empty, and keeps one with other words only if a value is there', () => {
    expect(render('编号：{number}\n{office_line}\n完', { number: 'MQ1', office_line: '' })).toBe('编号：MQ1\n完')
    expect(render('由{office}，电话{phone}\n完', { office: '住建局' })).toBe('由住建局，电话\n完')
  })

  it('does not read values for more values', () => {
    expect(render('{words}', { words: '{number}', number: 'secret' })).toBe('{number}')
  })
})

describe('commands', () => {
  const read = numberReader('MQ')
  const command = (text: string) => commandOf(text, wording.common, read)

  it.each([
    ['查询', 'status'],
    [' 查 询。', 'status'],
    ['“查询”', 'status'],
    ['查詢', 'status'],
    ['繼續', 'complain'],
    ['補充', 'supplement'],
    ['多久能答复？', 'law'],
    ['热线', 'hotlines'],
    ['幫助', 'help'],
    ['Help!', 'help'],
    ['返回', 'back'],
    ['重來', 'restart'],
    ['隱私', 'privacy'],
  ])('"%s" is %s', (text, name) => {
    expect(command(text)).toEqual({ name, arg: '' })
  })

  it.each([
    ['投訴', 'complaint'],
    ['舉報', 'complaint'],
    ['随手拍', 'quick'],
    ['１２３４５', 'quick'],
  ])('"%s" begins the filing %s', (text, arg) => {
    expect(command(text)).toEqual({ name: 'complain', arg })
  })

  it.each([
    '我打了12345',
    '随手拍了几张照片',
    '我要补充一点',
    '答复',
    '我要查询一下',
    '查询查询',
    '',
    '。。。',
    '返回路',
    '改善路况',
    '改路',
    '修改规划',
    '更改线路走向',
    '改',
  ])('"%s" is none', (text) => {
    expect(command(text)).toBeNull()
  })

  it.each([
    ['改 地点', '地点'],
    ['修改联系', '联系'],
    ['改：类别', '类别'],
    ['改 place', 'place'],
  ])('"%s" changes a field', (text, arg) => {
    expect(command(text)).toEqual({ name: 'change', arg })
  })

  it('a bare number with its check digit looks up; a wrong one, or one in a sentence, does not', () => {
    expect(command('MQ26-4821-0937-2')).toEqual({ name: 'look_up', arg: 'MQ26482109372' })
    expect(command('mq26482109372')).toMatchObject({ name: 'look_up' })
    expect(command('MQ26-4821-0937-3')).toBeNull()
    expect(command('我的编号是MQ26-4821-0937-2')).toBeNull()
  })
})

describe('what is heard', () => {
  const isCommand = (text: string) => text === '帮助'
  let seq = 0
  const pending = (body: Pending['body'], more: Partial<Pending> = {}): Pending => {
    seq += 1
    return {
      seq,
      author: 'customer',
      body,
      sentAt: new Date(0),
      receivedAt: new Date(0),
      media: null,
      recalledSeq: null,
      ...more,
    }
  }
  const text = (words: string, menuId?: string) => pending({ kind: 'text', text: words, ...(menuId ? { menuId } : {}) })
  const shape = (list: Pending[]) =>
    hear(list, { isCommand }).map((one) => (one.kind === 'ready' ? one.input.type : `${one.kind}:${one.text}`))

  it('texts of one breath are one answer, with their parts', () => {
    const [one] = hear([text('甲'), text('乙')], { isCommand })
    expect(one).toMatchObject({ kind: 'words', text: '甲\n乙', parts: [{ text: '甲' }, { text: '乙' }] })
  })

  it('a command or a tap ends the answer; photos and recalls do not', () => {
    expect(shape([text('甲'), text('帮助'), text('乙')])).toEqual(['words:甲', 'answer', 'words:乙'])
    expect(shape([text('甲'), text('是', 'a/b/c'), text('乙')])).toEqual(['words:甲', 'tap', 'words:乙'])
    expect(shape([text('甲'), pending({ kind: 'image', platformMedia: 'm' }, { media: 'x' }), text('乙')])).toEqual([
      'words:甲\n乙',
      'media',
    ])
  })

  it('spaces, stickers and files that were not stored cannot be read', () => {
    expect(
      shape([
        text(' \n　'),
        pending({ kind: 'unknown', of: 'sticker', raw: {} }),
        pending({ kind: 'image', platformMedia: 'm' }),
        pending({ kind: 'shared', of: 'link', text: '' }),
      ]),
    ).toEqual(['unreadable', 'unreadable', 'unreadable', 'unreadable'])
  })

  it('a shared link is words; a location without a name is its coordinates', () => {
    expect(shape([pending({ kind: 'shared', of: 'link', text: '标题' })])).toEqual(['words:标题'])
    const nowhere = { kind: 'location' as const, latitude: 30.5, longitude: 114.25, name: '', address: '' }
    expect(shape([pending(nowhere)])).toEqual(['place:30.5,114.25'])
  })

  it('every input keeps the number of its message', () => {
    const list = [text('甲'), pending({ kind: 'entered', scene: '', sceneParam: '' }), text('帮助')]
    const seqs = hear(list, { isCommand }).map((one) => inputOf(one, { fields: {}, options: {} }).seq)
    expect(seqs).toEqual(list.map((each) => each.seq))
  })
})

describe('composing', () => {
  const note = (words: string): Line => ({ role: 'note', said: { kind: 'text', text: words } })
  const ask = (words: string): Line => ({ role: 'ask', said: { kind: 'text', text: words } })
  const contents = (lines: Line[]) => compose(lines).map((reply) => reply.content)

  it('notes are one message, each said once, and only the last question stays', () => {
    expect(contents([note('甲'), ask('一？'), note('乙'), note('甲'), ask('二？')])).toEqual([
      { kind: 'text', text: '甲\n\n乙' },
      { kind: 'text', text: '二？' },
    ])
  })

  it('a question in two messages stays whole; an overtaken one goes whole', () => {
    const long = saidWith(`${'长'.repeat(400)}\n都对吗？`, [{ id: 'yes', label: '是' }], (each) => each.id)
    expect(long).toHaveLength(2)
    expect(contents([ask('一？'), ...long])).toHaveLength(2)
    expect(contents([...long, ask('二？')])).toEqual([{ kind: 'text', text: '二？' }])
  })

  it('a text question before a menu question is overtaken', () => {
    const menu = saidWith('二？', [{ id: 'yes', label: '是' }], (each) => each.id)
    expect(contents([ask('一？'), ...menu])).toHaveLength(1)
  })

  it('knows questions from what was told', () => {
    expect(compose([note('甲'), ask('一？')]).map((reply) => reply.question)).toEqual([false, true])
    expect(composeOne([note('甲'), ask('一？')])).toEqual([
      { content: { kind: 'text', text: '甲\n\n一？' }, question: false },
    ])
  })

  it('nothing said is no message', () => {
    expect(compose([])).toEqual([])
    expect(compose([note('')])).toEqual([])
  })

  it('labels have numbers only where there is a choice', () => {
    const [one] = saidWith('？', [{ id: 'a', label: '甲' }], (each) => each.id)
    const [two] = saidWith(
      '？',
      [
        { id: 'a', label: '甲' },
        { id: 'b', label: '乙' },
      ],
      (each) => each.id,
    )
    expect(one?.said).toMatchObject({ options: [{ label: '甲' }] })
    expect(two?.said).toMatchObject({ options: [{ label: '1. 甲' }, { label: '2. 乙' }] })
  })
})
