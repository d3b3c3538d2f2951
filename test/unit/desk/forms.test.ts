import { describe, expect, it } from 'vitest'
import { actRequest } from '../../../src/desk/contract/requests.ts'
import { actWord } from '../../../src/desk/contract/views.ts'

interface Form {
  act: string
  fields?: (ticket: object) => { name: string; optional?: boolean; options?: [string, string][]; kind: string }[]
}
/** The page's own files: what a browser runs is what is read here. */
const { FORMS } = (await import(new URL('../../../src/desk/pocket/forms.js', import.meta.url).href)) as {
  FORMS: Form[]
}

const office = [{ id: 'a', name: '甲' }]
const people = [
  { userid: 'a', name: '甲' },
  { userid: 'b', name: '乙' },
]
const TICKET = {
  ...{ demands: [{ id: '1', text: '', goneTo: null }], toExecute: ['1'], deliverable: ['answered'], answerTold: false },
  ...{ forwardTo: office, designateTo: office, helpFrom: office },
  ...{ recusable: people, ownable: people, convenable: office, breaches: [{ why: 'overdue', since: '2026-03-01' }] },
  checkpoints: [
    { id: 'order/4', kind: 'order', due: '2026-03-20', metAt: null, what: '请尽快答复' },
    { id: 'promise/5', kind: 'promise', due: '2026-03-20', metAt: null, what: '王股长：换灯' },
  ],
}

/** What a browser would give for a field of each kind. */
const filled = ({ kind, options }: { kind: string; options?: [string, string][] }): unknown => {
  const first = options?.[0]?.[0]
  if (kind === 'number') return 5
  if (kind === 'date') return '2026-03-20'
  if (kind === 'several') return [first]
  if (kind === 'dispositions') return [{ demandId: '1', outcome: 'supported', facts: '…', basis: '…' }]
  return first ?? '…'
}
const read = (field: { name: string }, value: unknown): unknown =>
  'read' in field && typeof field.read === 'function' ? field.read(value) : value

describe('the forms of the page', () => {
  it('are there for every act that may be offered', () => {
    expect(actWord.options.filter((word) => !FORMS.some(({ act }) => act === word))).toEqual([])
  })

  it.each(FORMS.map((form, n) => [n, form.act, form] as const))(
    '%i %s: ask for what the service takes',
    (_n, act, form) => {
      const fields = form.fields?.(TICKET) ?? []
      const request = (some: typeof fields) =>
        actRequest.safeParse({
          type: act,
          ...Object.fromEntries(some.map((field) => [field.name, read(field, filled(field))])),
        }).error?.issues
      expect(request(fields)).toBeUndefined()
      expect(request(fields.filter((field) => field.optional !== true))).toBeUndefined()
    },
  )

  it('ask for a hearing as whole days in Shanghai, the end being the beginning of the next day', () => {
    const [from, to] = FORMS.find(({ act }) => act === 'hear')?.fields?.(TICKET) ?? []
    expect(from && read(from, '2026-02-28')).toBe('2026-02-28T00:00:00+08:00')
    expect(to && read(to, '2026-02-28')).toBe('2026-03-01T00:00:00+08:00')
  })
})
