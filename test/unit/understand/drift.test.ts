import { describe, expect, it } from 'vitest'
import { driftOf } from '../../../src/case/understand/drift.ts'

const limits = { window: 20, unsure: 0.4, disagreed: 0.3 }
const share = (yes: number, of: number) => Array.from({ length: of }, (_, i) => i < yes)

describe('how a model does on the last matters', () => {
  it('is past its limit where more than that share was left open, or decided otherwise', () => {
    expect(driftOf(share(9, 20), [], limits)).toMatchObject({ past: 'unsure', unsure: { share: 0.45, matters: 20 } })
    expect(driftOf(share(8, 20), [], limits).past).toBeNull()
    expect(driftOf([], share(7, 20), limits)).toMatchObject({ past: 'disagreed', disagreed: { share: 0.35 } })
    expect(driftOf([], share(6, 20), limits).past).toBeNull()
  })

  it('says nothing before a quarter of the window is there', () => {
    expect(driftOf(share(4, 4), share(4, 4), limits).past).toBeNull()
    expect(driftOf(share(5, 5), [], limits).past).toBe('unsure')
  })
})
