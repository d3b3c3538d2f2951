import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { RULES_PAGE, rulesPage } from '../../../src/app/commands/rules-page.ts'

describe('docs/rules.md', () => {
  it('is what npm run rules-page makes of rules/', () => {
    expect(readFileSync(RULES_PAGE, 'utf8')).toBe(rulesPage())
  })

  it('shows lengths, what is configuration, what runs on and what is absent', () => {
    const page = rulesPage()
    expect(page).toContain(
      '| D4 | 不属于本单位职权范围的，提出异议 | 5 working days | 收到转送、交办事项之日 | no | accepted, objected, returned, directed, refused, withdrawn |',
    )
    expect(page).toContain('| 30 days, after the 60 of D5, not rolled |')
    expect(page).toContain('| 30 days, hearing not counted |')
    expect(page).toContain('| 5 working days* |')
    expect(page).toContain('- D9: 热线没有复核程序')
    expect(page).toContain('| object | D4 | refused | as needed | clause, reason, consent of the sender |  |')
  })
})
