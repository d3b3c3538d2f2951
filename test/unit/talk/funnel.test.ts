import { describe, expect, it } from 'vitest'
import { tableOf } from '../../../src/app/commands/flows-funnel.ts'
import { type Body, openStage, type Stage } from '../../flows/stage.ts'

const text = (words: string): Body => ({ kind: 'text', text: words })
const tap = (menuId: string): Body => ({ kind: 'text', text: '点', menuId })
const marks = (stage: Stage) => stage.marks.map(({ step, what, how }) => [step, what, how].filter(Boolean).join(' '))

/** A stage that has heard these, one a turn. */
async function told(...said: string[]): Promise<Stage> {
  const stage = openStage()
  for (const words of said) await stage.turn([text(words)])
  return stage
}

const STORY = '小区里有人养鸡，味道很大'

describe('the funnel', () => {
  it('counts a question once, when it is first asked, and the answer with the time it took', async () => {
    const stage = await told(STORY)
    expect(marks(stage)).toEqual(['place reached'])
    stage.passes(45_000)
    await stage.turn([text('？')])
    expect(marks(stage)).toEqual(['place wrong'])
    await stage.turn([text('查询')])
    expect(marks(stage)).toEqual(['number reached'])
    await stage.turn([tap('status/number/no')])
    expect(marks(stage)).toEqual(['number answered 10000'])
    await stage.turn([text('幸福路12号')])
    expect(marks(stage)).toEqual(['place answered 60000', 'town reached'])
    stage.passes(2 * 86_400_000)
    await stage.turn([tap('complaint/town/unknown')])
    expect(marks(stage)).toEqual(['town skipped', 'want reached'])
  })

  it('counts what a dialogue was left with', async () => {
    const stage = await told(STORY, '退出')
    expect(marks(stage)).toEqual(['place left exit'])
    await stage.turn([text('继续')])
    expect(marks(stage)).toEqual([])
    await stage.turn([text('人工')])
    expect(marks(stage)).toEqual(['place left person'])
    await stage.turn([text('重来')])
    expect(marks(stage)).toEqual([])
    await stage.turn([text('重来')])
    expect(marks(stage)).toEqual(['place left restart', 'what reached'])
  })

  it('counts the last answer of a dialogue that came to its end', async () => {
    const stage = await told(STORY, '幸福路12号', '1', '看着办', '不留', '1')
    await stage.turn([text('提交')])
    expect(stage.wanted.map(({ act }) => act)).toEqual(['submit_complaint'])
    expect(marks(stage)).toEqual(['confirm answered 10000'])
  })

  it('holds no word of the person', async () => {
    const stage = await told(STORY, '幸福路12号')
    expect(JSON.stringify(stage.marks)).not.toMatch(/幸福路|养鸡/)
  })

  it('is printed as a table', () => {
    const step = { flow: 'complaint', version: 3, step: 'place', reached: 9, answered: 6, wrong: 2, skipped: 1 }
    const shown = tableOf([{ ...step, left: { exit: 1, filed: 1 }, answered_within_ms: 30_000 }])
    expect(shown.split('\n')[1]?.split(/ {2,}/)).toEqual([
      'complaint 3',
      'place',
      '9',
      '6',
      '2',
      '1',
      'exit 1, filed 1',
      '30 s',
    ])
    expect(tableOf([])).toBe('nothing counted yet')
  })
})
