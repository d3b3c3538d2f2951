import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MATTER_PAGE, matterPage } from '../../../src/app/commands/matter-page.ts'

describe('docs/matter.md', () => {
  it('is what npm run matter-page makes of the table', () => {
    expect(readFileSync(MATTER_PAGE, 'utf8')).toBe(matterPage())
  })
})
