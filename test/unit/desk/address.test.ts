import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestFault } from '../../../src/desk/api/origin.ts'
import { safeReturn } from '../../../src/desk/api/return-to.ts'

describe('the way back after login', () => {
  it.each(['/', '/m/tickets/01ABC', '/m/tickets/01ABC?x=1'])('keeps a path of this service: %s', (to) => {
    expect(safeReturn(to)).toBe(to)
  })

  it.each([
    undefined,
    '',
    'm/tickets',
    'https://evil.invalid/',
    '//evil.invalid',
    '/\\evil.invalid',
    '/\t/evil.invalid',
    '/.//evil.invalid',
    '/m/..//evil.invalid',
    'javascript:alert(1)',
    '/login?to=/login',
    `/${'x'.repeat(600)}`,
  ])('gives the front page for %j', (to) => {
    expect(safeReturn(to)).toBe('/')
  })

  it('never leaves this host, whatever was asked', () => {
    const signs = fc.string({
      unit: fc.constantFrom('/', '\\', '.', '\t', '\n', '@', ':', '?', '#', 'a', '%2f'),
      maxLength: 12,
    })
    fc.assert(
      fc.property(signs, (text) => {
        expect(new URL(safeReturn(`/${text}`), 'https://ours.invalid').host).toBe('ours.invalid')
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

describe('a request that changes something', () => {
  const json = { 'content-type': 'application/json; charset=utf-8' }
  const fault = (headers: Record<string, string>, method = 'POST') =>
    requestFault({ method, headers, publicUrl: 'https://mq.invalid:8443' })

  it.each([
    [{ ...json, origin: 'https://mq.invalid:8443' }, null],
    [{ ...json, 'sec-fetch-site': 'same-origin' }, null],
    [{ ...json, origin: 'https://mq.invalid' }, 'foreign_request'],
    [{ ...json, origin: 'null' }, 'foreign_request'],
    [{ ...json, 'sec-fetch-site': 'same-site', origin: 'https://mq.invalid:8443' }, 'foreign_request'],
    [{ ...json, 'sec-fetch-site': 'none' }, 'foreign_request'],
    [json, 'foreign_request'],
    [{ origin: 'https://mq.invalid:8443' }, 'not_json'],
    [{ 'content-type': 'application/jsonp', origin: 'https://mq.invalid:8443' }, 'not_json'],
  ] as const)('with %j: %s', (headers, expected) => {
    expect(fault(headers)).toBe(expected)
  })

  it('is asked nothing where it only reads', () => {
    expect(fault({}, 'GET')).toBeNull()
  })
})
