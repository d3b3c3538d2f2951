import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pullDeps, turnDeps } from '../../../src/app/deps.ts'
import { takeTurn } from '../../../src/talk/dialogue/index.ts'
import { acceptPage } from '../../../src/talk/inbox/index.ts'
import { type Citizen, citizen, files, STORY } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { DATABASES, type House, openHouse } from '../../support/house.ts'

describe.each(DATABASES)('turns on the %s database', (database) => {
  let house: House
  beforeAll(async () => {
    house = await openHouse({ database })
  })
  afterAll(() => house.close())

  const db = () => house.context.db
  const conversationOf = (person: Citizen) =>
    db().selectFrom('conversations').selectAll().where('peer', '=', person.phone).executeTakeFirstOrThrow()
  const pendingOf = async (person: Citizen) => {
    const row = await db().selectFrom('conversations').select('id').where('peer', '=', person.phone).executeTakeFirst()
    if (!row) return []
    return db()
      .selectFrom('inbound')
      .select('seq')
      .where('conversation_id', '=', row.id)
      .where('state', '=', 'pending')
      .execute()
  }

  it('two workers take the same turn: it is taken once', async () => {
    const person = citizen(house.sim)
    person.says('幸福路的路灯坏了两个月没有人修')
    await eventually('the message', async () => (await pendingOf(person)).length > 0)
    house.clock.advance(3_000)
    const { id } = await conversationOf(person)
    const ends = await Promise.all([1, 2, 3, 4].map(() => takeTurn(id, turnDeps(house.context))))
    await house.calm()
    expect(ends.filter((end) => end.end === 'done').length).toBeLessThanOrEqual(1)
    expect((await conversationOf(person)).revision).toBe(1)
    expect((await person.heard()).filter((text) => text.includes('哪个乡镇或街道'))).toHaveLength(1)
  })

  it('a word that comes while the last ones are being understood joins them', async () => {
    const person = citizen(house.sim)
    person.says('你好')
    await person.hears('直接把要反映的事写下来')
    await house.calm()
    const { id, account, peer } = await conversationOf(person)
    const arrives = (platformId: string, text: string) => {
      const sentAt = house.clock.now()
      const message = {
        platformId,
        account,
        peer,
        author: 'customer' as const,
        sentAt,
        body: { kind: 'text' as const, text },
      }
      const accepting = pullDeps(house.context, async () => undefined)
      return db()
        .transaction()
        .execute((trx) => acceptPage(trx, 'kf', [message], accepting))
    }
    const deps = turnDeps(house.context)
    let interrupted = false
    const slow = {
      ...deps,
      // Past the pause for typing, for this turn alone.
      clock: { now: () => new Date(house.clock.now().getTime() + 3_000) },
      async understand(...said: Parameters<typeof deps.understand>) {
        if (!interrupted) await arrives(`second-${database}`, '老人晚上摔倒过两次')
        interrupted = true
        return deps.understand(...said)
      },
    }
    await arrives(`first-${database}`, '幸福路的路灯坏了两个月没有人修')
    expect(await takeTurn(id, slow)).toMatchObject({ end: 'done' })
    house.clock.advance(3_000)
    await person.hears('哪个乡镇或街道')
    await house.calm()
    const { session } = await conversationOf(person)
    expect(JSON.stringify(session)).toContain('两个月没有人修\\n老人晚上摔倒过两次')
    expect((await person.heard()).filter((text) => text.includes('哪个乡镇或街道'))).toHaveLength(1)
  })

  it('a turn that fails before its commit leaves no trace, and is taken again', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    const before = await conversationOf(person)
    const complaints = () => db().selectFrom('complaints').select('id').orderBy('id').execute()
    const filed = await complaints()
    const deps = turnDeps(house.context)
    const failing = {
      ...deps,
      async perform(...args: Parameters<typeof deps.perform>) {
        await deps.perform(...args)
        throw new Error('the power is gone')
      },
    }
    await house.sim.settled()
    person.says(number)
    await eventually('the message', async () => {
      const end = await takeTurn(before.id, failing).catch(() => 'failed')
      return end === 'failed' || (await conversationOf(person)).revision > before.revision
    })
    await person.hears('状态：')
    await house.calm()
    expect((await person.heard()).filter((text) => text.includes('状态：'))).toHaveLength(1)
    expect(await complaints()).toEqual(filed)
  })

  it('filing twice in one breath files once', async () => {
    const person = citizen(house.sim)
    person.says(STORY)
    await person.hears('怎么联系您')
    await person.taps('不留联系方式')
    await person.hears('都对吗')
    await person.taps('没问题，提交')
    await person.taps('没问题，提交')
    await person.hears('已经登记')
    await house.calm()
    const { id } = await conversationOf(person)
    const complaints = await db()
      .selectFrom('complaints')
      .select('id')
      .where('reporter', '=', `conversation/${id}`)
      .execute()
    expect(complaints).toHaveLength(1)
    expect((await person.heard()).filter((text) => text.includes('已经登记'))).toHaveLength(1)
  })

  it('everything Redis knew is gone: what was said is answered all the same', async () => {
    const person = citizen(house.sim)
    person.says('你好')
    await person.hears('直接把要反映的事写下来')
    person.says('幸福路的路灯坏了两个月没有人修')
    await eventually('the message', async () => (await pendingOf(person)).length > 0)
    await house.flushall()
    house.clock.advance(5_000)
    await person.hears('哪个乡镇或街道')
    await house.calm()
    expect((await person.heard()).filter((text) => text.includes('哪个乡镇或街道'))).toHaveLength(1)
  })

  it('the notice of privacy is shown once, and its version and time are on record', async () => {
    const person = citizen(house.sim)
    person.says('你好')
    await person.hears('如有人身危险')
    person.says('隐私')
    await person.hears('您写的原话')
    person.says('在吗')
    await house.calm()
    const { id } = await conversationOf(person)
    const shown = await db().selectFrom('privacy_notices').selectAll().where('conversation_id', '=', id).execute()
    expect(shown).toHaveLength(1)
    expect(shown[0]?.notice_version).toBe(house.context.wording.common.notice.version)
  })
})
