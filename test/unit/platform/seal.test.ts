import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeal } from '../../../src/platform/seal/index.ts'

const key = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) })
const seal = createSeal([key('k1', 1)])

describe('a sealed field', () => {
  it('opens to what was closed, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, about) => {
        expect(seal.open(seal.close(text, about), about)).toBe(text)
      }),
      { seed: 7 },
    )
  })

  it('looks different each time, so that equal phones cannot be found by comparing', () => {
    expect(seal.close('13800000000', 'a')).not.toBe(seal.close('13800000000', 'a'))
  })

  it('opens after the keys were changed, and the newest key closes', () => {
    const old = seal.close('text', 'row')
    const ring = createSeal([key('k2', 2), key('k1', 1)])
    expect(ring.open(old, 'row')).toBe('text')
    expect(ring.close('text', 'row')).toMatch(/^k2\./)
  })

  it('does not open in another row', () => {
    const sealed = seal.close('text', 'complaint/1/contact')
    expect(() => seal.open(sealed, 'complaint/2/contact')).toThrow()
  })

  it('does not open when any byte of it was changed', () => {
    const sealed = seal.close('text', 'row')
    const [id = '', encoded = ''] = sealed.split('.')
    const data = Buffer.from(encoded, 'base64')
    for (let at = 0; at < data.length; at += 1) {
      const changed = Buffer.from(data)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => seal.open(`${id}.${changed.toString('base64')}`, 'row')).toThrow()
    }
  })

  it('does not open when its tag was shortened', () => {
    const [id = '', encoded = ''] = seal.close('', 'row').split('.')
    const shortened = Buffer.from(encoded, 'base64').subarray(0, 12 + 4)
    expect(() => seal.open(`${id}.${shortened.toString('base64')}`, 'row')).toThrow()
  })

  it('says which key is missing, and an empty ring is refused', () => {
    expect(() => createSeal([key('k2', 2)]).open(seal.close('text', 'row'), 'row')).toThrow(/k1/)
    expect(() => createSeal([])).toThrow(/empty/)
  })
})
