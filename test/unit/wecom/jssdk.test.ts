import { describe, expect, it } from 'vitest'
import { clientOf, OK, refused, standIn } from './stand-in.ts'

const ticket = (value: string) => ({ ...OK, ticket: value, expires_in: 7200 })

describe('tickets of the JS-SDK', () => {
  it('are asked for once and kept until five minutes before their end', async () => {
    await using server = await standIn({ get_jsapi_ticket: [ticket('c1'), ticket('c2')] })
    const { client, clock } = clientOf(server.url)
    const values = async () => {
      const got = await Promise.all([1, 2, 3].map(() => client.jssdk.ticket('corp')))
      return got.map((each) => each.ok && each.value.value)
    }
    expect(await values()).toEqual(['c1', 'c1', 'c1'])
    clock.advance(6_800_000)
    expect(await values()).toEqual(['c1', 'c1', 'c1'])
    expect(server.calls('get_jsapi_ticket')).toHaveLength(1)
    clock.advance(200_000)
    expect(await values()).toEqual(['c2', 'c2', 'c2'])
  })

  it('are two: the corp’s and the app’s', async () => {
    await using server = await standIn({ get_jsapi_ticket: [ticket('c')], 'ticket/get': [ticket('a')] })
    const { client } = clientOf(server.url)
    expect(await client.jssdk.ticket('corp')).toMatchObject({ ok: true, value: { value: 'c' } })
    expect(await client.jssdk.ticket('app')).toMatchObject({ ok: true, value: { value: 'a' } })
    expect(server.calls('ticket/get')[0]?.query.get('type')).toBe('agent_config')
  })

  it('past their number an hour are not asked for again before the window ends', async () => {
    await using server = await standIn({ get_jsapi_ticket: [refused(45009)] })
    const { client } = clientOf(server.url)
    for (const _ of [1, 2, 3])
      expect(await client.jssdk.ticket('corp')).toMatchObject({ ok: false, error: { kind: 'frequency' } })
    expect(server.calls('get_jsapi_ticket')).toHaveLength(1)
  })
})

describe('members of a department', () => {
  it('are listed with their departments, whatever type the ids have', async () => {
    const userlist = [{ userid: 'ZhangSan', name: '张三', department: [2, '3'] }, { userid: 'lisi' }]
    await using server = await standIn({ 'user/simplelist': [{ ...OK, userlist }] })
    const { client } = clientOf(server.url)
    expect(await client.user.simpleList(2)).toEqual({
      ok: true,
      value: [
        { userid: 'ZhangSan', name: '张三', departments: [2, 3] },
        { userid: 'lisi', name: '', departments: [] },
      ],
    })
    expect(server.calls('user/simplelist')[0]?.query.get('department_id')).toBe('2')
  })
})
