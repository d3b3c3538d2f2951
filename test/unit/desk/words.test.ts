import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Org } from '../../../src/case/org/index.ts'
import { CLOCK_IDS } from '../../../src/case/rules/index.ts'
import { checkWords, refusalProblem } from '../../../src/desk/api/refusal.ts'
import { DESK_ROUTES } from '../../../src/desk/api/routes.ts'

const ROOT = join(import.meta.dirname, '../../..')
const cards = parse(readFileSync(join(ROOT, 'flows/cards.yaml'), 'utf8')) as {
  states: Record<string, string>
  refusals: Record<string, string>
}
const org: Org = {
  organisation: { name: '', level: 'county', region: '' },
  ...{ places: [], routes: [], offices: [], staff: [] },
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
    const problem = refusalProblem({ code: 'already_done', act: 'accept', at: '2026-03-02T16:05:00Z', by }, cards, org)
    expect(problem.values).toMatchObject({ act: 'accept', by: 'gone', at: expect.stringContaining('3月3日') })
    expect(problem.message).not.toMatch(/[{}]/)
  })

  it('fill each value once, even where a name looks like a placeholder', () => {
    const by = { kind: 'staff', id: '{at}' } as const
    const texts = { ...cards, refusals: { already_done: '{by}' } }
    expect(
      refusalProblem({ code: 'already_done', act: 'accept', at: '2026-03-02T16:05:00Z', by }, texts, org).message,
    ).toBe('{at}')
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
