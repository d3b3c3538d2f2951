import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const alarms = (errcode: number) =>
  house.context.db
    .selectFrom('alarms')
    .selectAll()
    .where('kind', '=', 'wecom_refuses')
    .where('subject', 'like', `% ${errcode}`)
    .execute()
const account = () => house.sim.accounts()[0]?.open_kfid ?? ''
const pull = () => house.context.channels.kf?.pull(account(), null, null)
const calls = async (path: string) =>
  (await house.sim.transcript()).items.filter((line) => line.kind === 'api' && line.what.includes(path)).length

describe('what only an operator can mend', () => {
  it('a caller’s address that is not on the list is one alarm, with the address (trap 9.10)', async () => {
    house.sim.settings.change({ switches: { refuse_address: true } })
    for (const _ of [1, 2, 3]) expect(await pull()).toMatchObject({ ok: false, error: { kind: 'config' } })
    house.sim.settings.change({ switches: { refuse_address: false } })
    const raised = await eventually('the alarm', async () => {
      const rows = (await alarms(60020)).filter((row) => row.subject.startsWith('kf'))
      return rows.length > 0 && rows
    })
    expect(raised).toHaveLength(1)
    expect(raised[0]?.detail).toMatchObject({ hint: expect.stringContaining('127.0.0.1') })
  })

  it('a secret that is refused is one alarm and silence, while the other app goes on; a restart tries again', async () => {
    house.sim.faults.order({ path: '/cgi-bin/kf/sync_msg', errcode: 40001, count: 1 })
    await eventually('the refusal', async () => {
      const answer = await pull()
      return answer?.ok === false && answer.error.detail.startsWith('40001')
    })
    await eventually('what was under way to end', async () => {
      const cursors = await house.context.db.selectFrom('inbox_cursors').select('leased_by').execute()
      return cursors.every((cursor) => cursor.leased_by === null)
    })
    const before = await calls('kf/')
    for (const _ of [1, 2, 3]) expect(await pull()).toMatchObject({ ok: false, error: { kind: 'config' } })
    expect(await calls('kf/')).toBe(before)
    expect(await house.context.appClient?.department.list()).toMatchObject({ ok: true })
    await eventually('the alarm', async () => (await alarms(40001)).length === 1)
    await house.stop()
    await house.start()
    expect(await pull()).toMatchObject({ ok: true })
  })

  it('is said again the next day, if it is still so', async () => {
    const refuse = async () => {
      house.sim.faults.order({ path: '/cgi-bin/kf/service_state/get', errcode: 48002, count: 1 })
      await house.context.channels.kf?.sessionState(account(), 'wmnobody')
    }
    await refuse()
    await eventually('the first', async () => (await alarms(48002)).length === 1)
    house.clock.advance(24 * 3_600_000)
    await refuse()
    await eventually('the second', async () => (await alarms(48002)).length === 2)
  })

  it('what concerns one member or one moment is none', async () => {
    const all = await house.context.db.selectFrom('alarms').select('id').execute()
    await house.context.staff?.sendCard('alarm-test', ['nobody'], { kind: 'text', text: '您好' })
    house.sim.faults.order({ path: '/cgi-bin/department/list', errcode: -1, count: 3 })
    await house.context.appClient?.department.list()
    // An alarm is written beside the call: once this one is there, any of the earlier calls would be there too.
    house.sim.faults.order({ path: '/cgi-bin/user/get', errcode: 48002, count: 1 })
    await house.context.appClient?.user.get('nobody')
    await eventually('an alarm of the app', async () =>
      (await alarms(48002)).some((row) => row.subject.startsWith('app')),
    )
    expect(await house.context.db.selectFrom('alarms').select('id').execute()).toHaveLength(all.length + 1)
  })
})
