import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COVERAGE_FILE, coverageFaults, coveragePage } from '../../../src/app/commands/wecom-coverage.ts'

describe('docs/wecom-coverage.md', () => {
  it('has every call of the client, every endpoint the simulator knows, a test for each trap and two for each clause of the checklist', async () => {
    expect(await coverageFaults()).toEqual([])
  })

  it('is what the code says (npm run coverage:wecom)', async () => {
    expect(readFileSync(COVERAGE_FILE, 'utf8')).toBe(await coveragePage())
  })
})
