import { describe, expect, it } from 'vitest'
import { emptyOffices, type Office, presentRecipients, type Staff } from '../../../src/case/org/index.ts'

const office = (id: string, parent: string | null): Office => ({
  ...{ id, name: id, kind: 'department', parent, place: 'county', phone: '', address: '', hours: '' },
})
const person = (userid: string, of: string, more: Partial<Staff> = {}): Staff => ({
  ...{ userid, name: userid, office: of, role: 'handler', substitute: null },
  ...more,
})
const org = {
  offices: [office('county', null), office('housing', 'county'), office('water', 'county')],
  staff: [
    person('top', 'county', { role: 'supervisor' }),
    person('one', 'housing', { substitute: 'stand-in' }),
    person('two', 'housing'),
    person('stand-in', 'water', { substitute: 'second' }),
    person('second', 'county'),
  ],
}
const present = (...absent: string[]) => presentRecipients('housing', new Set(absent), org)

describe('who gets a matter while people are away', () => {
  it.each([
    ['nobody is away', [], ['one', 'two']],
    ['one without a substitute is away', ['two'], ['one']],
    ['one is away: the substitute comes in at once', ['one'], ['stand-in', 'two']],
    ['the substitute is away too: that one’s substitute', ['one', 'stand-in'], ['second', 'two']],
    ['the office is away: the substitute alone', ['one', 'two'], ['stand-in']],
    ['office and substitutes are away: the supervisor above', ['one', 'two', 'stand-in', 'second'], ['top']],
    ['somebody of another office is away, whose substitute has nothing to do with it', ['stand-in'], ['one', 'two']],
    ['everybody is away', ['one', 'two', 'stand-in', 'second', 'top'], []],
  ])('%s', (_name, absent, expected) => {
    expect(present(...absent)).toEqual(expected)
  })

  it('ends where two are each other’s substitutes and both are away', () => {
    const pair = {
      ...org,
      staff: [person('a', 'housing', { substitute: 'b' }), person('b', 'housing', { substitute: 'a' })],
    }
    expect(presentRecipients('housing', new Set(['a', 'b']), pair)).toEqual([])
  })

  it('an office is empty when it has staff and all of them are away', () => {
    expect(emptyOffices(new Set(['one', 'two', 'stand-in']), org)).toEqual(['housing', 'water'])
    expect(emptyOffices(new Set(['one']), org)).toEqual([])
    expect(emptyOffices(new Set(['one']), { ...org, staff: [] })).toEqual([])
  })
})
