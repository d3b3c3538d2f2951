import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Org } from '../../../src/case/org/index.ts'
import { CLOCK_IDS, loadRules } from '../../../src/case/rules/index.ts'
import { type Refusal, TOLD_STEPS } from '../../../src/case/ticket/index.ts'
import { checkWords, refusalProblem, refusalStatus } from '../../../src/desk/api/refusal.ts'
import { DESK_ROUTES } from '../../../src/desk/api/routes.ts'
import { NEEDED } from '../../../src/desk/api/texts.ts'
import { eventWord } from '../../../src/desk/contract/words.ts'

const ROOT = join(import.meta.dirname, '../../..')
const cards = parse(readFileSync(join(ROOT, 'flows/cards.yaml'), 'utf8')) as {
  states: Record<string, string>
  refusals: Record<string, string>
}
const org: Org = {
  organisation: { name: '', level: 'county', region: '' },
  ...{ places: [], routes: [], offices: [], staff: [], duty: [] },
}

describe('the words of the desk', () => {
  it('are all in the shipped flows', () => {
    expect(() => checkWords(cards)).not.toThrow()
  })

  it('that are missing keep the program from starting', () => {
    const { is_closed: _, ...refusals } = cards.refusals
    expect(() => checkWords({ ...cards, refusals })).toThrow(/refusals\.is_closed/)
  })

  it('leave no placeholder open in a refusal', () => {
    const by = { kind: 'staff', id: 'gone' } as const
    const problem = refusalProblem({ code: 'already_done', act: 'accept', at: '2026-03-02T16:05:00Z', by }, cards, {
      org,
    })
    expect(problem.values).toMatchObject({ act: 'accept', by: 'gone', at: expect.stringContaining('3月3日') })
    expect(problem.message).not.toMatch(/[{}]/)
  })

  it('fill each value once, even where a name looks like a placeholder', () => {
    const by = { kind: 'staff', id: '{at}' } as const
    const texts = { ...cards, refusals: { already_done: '{by}' } }
    expect(
      refusalProblem({ code: 'already_done', act: 'accept', at: '2026-03-02T16:05:00Z', by }, texts, { org }).message,
    ).toBe('{at}')
  })

  it.each<[Refusal, string]>([
    [{ code: 'needs', step: 'extend', missing: ['approver', 'reason'] }, '还缺：批准人、理由。'],
    [{ code: 'late', due: '2026-03-09' }, '已经过了2026年3月9日，不能再办这一步。'],
    [{ code: 'demands_open', demands: ['b', 'c'] }, '每一项诉求都要写明处理意见、事实和依据，还差第2、3项。'],
    [{ code: 'days_not_allowed', days: 40, most: 30 }, '延长的天数应当在1到30之间。'],
    [
      { code: 'already_done', act: 'dispute', at: '2026-03-02T16:05:00Z', by: { kind: 'citizen', id: 'x' } },
      '这一步已经由来件人在3月3日 00:05办过了。',
    ],
  ])('say what has to be mended or who was first: %j', (refusal, message) => {
    const problem = refusalProblem(refusal, cards, { org, demands: ['a', 'b', 'c'] })
    expect(problem.message.replace(/日 ?/, '日 ')).toBe(message.replace(/日 ?/, '日 '))
  })

  it('tell what the writer can mend from what the matter does not allow', () => {
    const mendable = ['needs', 'demands_open', 'dates_wrong', 'due_required', 'days_not_allowed', 'text_required']
    const status = (code: string) => refusalStatus(code as Refusal['code'])
    expect([...mendable, 'reason_required', 'note_required', 'barred_office'].map(status)).toEqual(Array(9).fill(422))
    expect(['late', 'taken_before', 'recused', 'same_officer', 'report_due', 'moved_on'].map(status)).toEqual(
      Array(6).fill(409),
    )
  })

  it('name everything that a step of the shipped rules wants to be given', () => {
    const rules = loadRules(join(ROOT, 'rules'))
    if (!rules.ok) throw new Error('the shipped rules do not load')
    const profiles = [...rules.value.profiles.values()].flat()
    const wanted = profiles.flatMap(({ steps }) => Object.values(steps).flatMap((step) => step?.needs ?? []))
    expect(wanted.length).toBeGreaterThan(0)
    expect(wanted.filter((name) => !NEEDED[name])).toEqual([])
  })

  it('name every step that somebody may have to tell, on the card and on the page', () => {
    const { states } = parse(readFileSync(join(ROOT, 'flows/notices.yaml'), 'utf8')) as {
      states: Record<string, string>
    }
    const page = readFileSync(join(ROOT, 'src/desk/pocket/history.js'), 'utf8')
    expect(TOLD_STEPS.filter((step) => !states[step])).toEqual([])
    expect(TOLD_STEPS.filter((step) => !page.includes(`\n  ${step}: '`))).toEqual([])
  })

  it('on the page have a sentence for every step', () => {
    const page = readFileSync(join(ROOT, 'src/desk/pocket/history.js'), 'utf8')
    const sentences = page.slice(page.indexOf('const SENTENCES'))
    expect(eventWord.options.filter((type) => !sentences.includes(`\n  ${type}: `))).toEqual([])
  })

  it('on the page name the ways of article 31 as the rules do', () => {
    const page = readFileSync(join(ROOT, 'src/desk/pocket/words.js'), 'utf8')
    const rules = loadRules(join(ROOT, 'rules'))
    const names = rules.ok ? Object.values(rules.value.profile.ways).map(({ name }) => name) : []
    expect(names).toHaveLength(6)
    expect(names.filter((name) => !page.includes(`项：${name}'`))).toEqual([])
  })

  it('on the page name every legal clock', () => {
    const page = readFileSync(join(ROOT, 'src/desk/pocket/words.js'), 'utf8')
    expect(CLOCK_IDS.filter((id) => !page.includes(`${id}: '`))).toEqual([])
  })
})

describe('the table of routes', () => {
  it('leaves nothing about a citizen public', () => {
    const open = DESK_ROUTES.filter(({ access }) => access === 'public').map(({ url }) => url)
    expect(open).toEqual(['/login', '/login/back', '/pocket/:name', '/api/openapi.json'])
  })

  it('asks the matter’s own policy for every address inside a matter', () => {
    const inside = DESK_ROUTES.filter(({ url }) => url.startsWith('/api/tickets/:id'))
    expect(inside.length).toBeGreaterThan(0)
    expect(inside.every(({ access }) => access === 'matter')).toBe(true)
  })
})
