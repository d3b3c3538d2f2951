import { describe, expect, it } from 'vitest'
import { filingIn, missingIn, reminderOf, whereItStands } from '../../../src/talk/dialogue/engine/index.ts'
import type { Thread } from '../../../src/talk/dialogue/types.ts'
import { openStage, wording } from '../../flows/stage.ts'

const world = {
  flows: wording.flows,
  common: wording.common,
  values: {},
  offers: { town: [{ id: 'liudu', label: '柳渡镇' }], category: [{ id: 'c0', label: '城乡建设' }] },
  now: new Date('2026-03-02T09:00:00Z'),
}

async function draft(...said: string[]): Promise<Thread> {
  const stage = openStage({ understand: { 危险: { danger: { text: 'now', id: 'now' } } } })
  for (const text of said) await stage.turn([{ kind: 'text', text }])
  return filingIn(stage.session, world) as Thread
}

const STORY = '小区里有人养鸡，味道很大'

describe('what a draft lacks', () => {
  it('is what was never asked; what was declined is not owed, nor a photo, nor the confirmation', async () => {
    expect(missingIn(await draft(STORY), world)).toEqual(['place', 'want', 'contact', 'category'])
    expect(missingIn(await draft(STORY, '不清楚'), world)).not.toContain('place')
    expect(missingIn(await draft(STORY, '幸福路12号'), world)).toContain('town')
  })

  it('holds the open question about danger', async () => {
    expect(missingIn(await draft('这里现在很危险，有人在打人'), world)[0]).toBe('safe')
  })
})

describe('a reminder', () => {
  it('says what is written down, and asks the open question with its options as text, for a push can hold no menu', async () => {
    const said = reminderOf(await draft(STORY, '幸福路12号'), world)
    expect(said).toContain('已经记下：事情、地点')
    expect(said).toContain('哪个乡镇')
    expect(said).toContain('1. 柳渡镇\n2. 不清楚')
  })

  it('repeats no word to somebody whose words the platform refused', async () => {
    const all = await draft(STORY, '幸福路12号', '1', '看着办', '不留', '1')
    expect(reminderOf(all, world)).toContain('养鸡')
    expect(reminderOf(all, { ...world, noEcho: true })).not.toContain('养鸡')
  })

  it('names what was declined nowhere', async () => {
    expect(whereItStands(await draft(STORY, '不清楚'), world)).toContain('已经记下：事情')
    expect(whereItStands(await draft(STORY, '不清楚'), world)).not.toContain('地点')
  })
})
