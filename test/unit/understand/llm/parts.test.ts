import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../../../src/app/root.ts'
import { calling, closed, failed, isOpen } from '../../../../src/case/understand/llm/breaker.ts'
import { hasLeft, spend, unspent } from '../../../../src/case/understand/llm/budget.ts'
import { mask } from '../../../../src/case/understand/llm/mask.ts'
import { keyOf, memory } from '../../../../src/case/understand/llm/memory.ts'
import { readPrompt, readPrompts } from '../../../../src/case/understand/llm/prompts.ts'

describe('what leaves the house', () => {
  it.each([
    ['a mobile number', '请打13800000000找我', '13800000000'],
    ['one with spaces', '电话 138 0000 0000', '138 0000 0000'],
    ['one in full width', '电话１３８００００００００', '１３８００００００００'],
    ['one in Chinese digits', '手机幺三八零零零零零零零零', '幺三八零零零零零零零零'],
    ['a telephone with its area', '拨0300-5550101', '0300-5550101'],
    ['an identity number', '身份证11010119900307851X，', '11010119900307851X'],
    ['a bank card', '卡号6222 0000 0000 0000 000', '6222 0000 0000 0000 000'],
    ['a mail address', '发到li.jianguo@example.com', 'li.jianguo@example.com'],
    ['a WeChat account', '微信号：lijianguo88', 'lijianguo88'],
    ['a number plate', '车牌京A12345撞了人', '京A12345'],
    ['who speaks', '我叫李建国，住在村口', '李建国'],
    ['who speaks, without a pause', '我叫李建国住在村口', '李建国'],
    ['somebody with a title', '找过王小明主任', '王小明'],
    ['somebody with a trade', '包工头赵大勇跑了', '赵大勇'],
  ])('holds no %s', (_, text, hidden) => {
    const masked = mask(text)
    expect(masked.text).not.toContain(hidden)
    expect(masked.text).toMatch(/〔\S+\d〕/)
    expect(masked.restore(masked.text)).toBe(text)
  })

  it('hides what the talk already knows, wherever it stands', () => {
    const { text } = mask('欧阳的店在路口，欧阳不在就找他弟弟', ['欧阳', ''])
    expect(text).toBe('〔姓名1〕的店在路口，〔姓名1〕不在就找他弟弟')
  })

  it('keeps the matter: sums, days, house numbers', () => {
    const text = '2025年11月3日交了12000元，幸福路12号3单元502室，一共37户'
    expect(mask(text).text).toBe(text)
  })

  it('comes back as it was, whatever it was', () => {
    const pieces = fc.constantFrom(
      '13800000000',
      '我叫李建国',
      '〔号码1〕',
      '业主王小明',
      ' ',
      '，',
      '路灯坏了',
      '微信abcdef',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        // A mark of ours that somebody typed is the one thing that is not kept apart; what is filled in is looked up in the text.
        fc.pre(!text.includes('〔'))
        const masked = mask(text)
        expect(masked.restore(masked.text)).toBe(text)
      }),
      { seed: 5 },
    )
  })
})

describe('the breaker', () => {
  const fail = (times: number, now: number, from = closed) => {
    let breaker = from
    for (let n = 0; n < times; n += 1) breaker = failed(calling(breaker), now)
    return breaker
  }

  it('opens after five failures in a row, for half a minute', () => {
    expect(isOpen(fail(4, 1_000), 1_000)).toBe(false)
    const open = fail(5, 1_000)
    expect([isOpen(open, 1_000), isOpen(open, 30_999), isOpen(open, 31_000)]).toEqual([true, true, false])
  })

  it('lets one try through, and waits twice as long when that fails', () => {
    const trying = calling(fail(5, 0))
    expect(isOpen(trying, 30_000)).toBe(true)
    const again = failed(trying, 30_000)
    expect([isOpen(again, 89_999), isOpen(again, 90_000)]).toEqual([true, false])
  })

  it('does not count what was under way when it opened', () => {
    const open = fail(5, 0)
    expect(failed(open, 10)).toEqual(open)
  })

  it('opens at once for as long as the endpoint says, ten minutes at most', () => {
    expect(isOpen(failed(closed, 0, 120_000), 119_999)).toBe(true)
    expect(isOpen(failed(closed, 0, 86_400_000), 600_000)).toBe(false)
  })
})

describe('the budget', () => {
  const limits = { callsPerHour: 2, tokensPerHour: 100 }

  it('ends with its calls or its tokens, and begins anew with the hour', () => {
    expect(hasLeft(spend(unspent, 0, { calls: 2 }), limits, 0)).toBe(false)
    expect(hasLeft(spend(unspent, 0, { tokens: 100 }), limits, 0)).toBe(false)
    const nearly = spend(spend(unspent, 0, { calls: 1 }), 5, { tokens: 99 })
    expect(hasLeft(nearly, limits, 5)).toBe(true)
    expect(hasLeft(spend(nearly, 5, { calls: 9 }), limits, 3_600_000)).toBe(true)
  })
})

describe('the memory', () => {
  it('forgets what was not needed for longest', () => {
    const kept = memory(2)
    kept.keep('a', '1')
    kept.keep('b', '2')
    kept.recall('a')
    kept.keep('c', '3')
    expect(['a', 'b', 'c'].map((key) => kept.recall(key))).toEqual(['1', undefined, '3'])
  })

  it('knows apart prompts, versions, models and words', () => {
    const keys = [
      keyOf('story', 1, 'm', 'x'),
      keyOf('story', 2, 'm', 'x'),
      keyOf('story', 1, 'n', 'x'),
      keyOf('story', 1, 'm', 'xy'),
    ]
    expect(new Set(keys).size).toBe(4)
    expect(keyOf('a', 'bc')).not.toBe(keyOf('ab', 'c'))
  })
})

describe('prompts/', () => {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })
  const folderOf = (files: Record<string, string>) => {
    const folder = mkdtempSync(join(tmpdir(), 'prompts-'))
    folders.push(folder)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return folder
  }
  const STORY = '---\nversion: 1\nschema: story\n---\n抄出来。\n'

  it('as shipped can be used', () => {
    expect(readPrompts(join(ROOT, 'prompts'))).toMatchObject({ ok: true })
  })

  it.each([
    ['抄出来。'],
    ['---\nversion: 0\nschema: story\n---\nx'],
    ['---\nversion: 1\nschema: act\n---\nx'],
    ['---\nversion: 1\nschema: story\nowner: me\n---\nx'],
    ['---\nversion: 1\nschema: category\n---\n没有类别'],
    ['---\nversion: 1\nschema: story\n---\n{categories}'],
    ['---\n: : :\n---\nx'],
  ])('are refused: %j', (text) => {
    expect(readPrompt(text)).toMatchObject({ ok: false })
  })

  it('must be one for each kind of answer, and every fault is told at once', () => {
    const read = readPrompts(folderOf({ 'a.md': STORY, 'b.md': STORY, 'c.md': 'x' }))
    expect(read.ok ? [] : read.error.map(({ file }) => file)).toEqual(['c.md', 'category.md', 'a.md, b.md'])
    expect(readPrompts(join(tmpdir(), 'no-such-folder'))).toMatchObject({ ok: false })
  })
})
