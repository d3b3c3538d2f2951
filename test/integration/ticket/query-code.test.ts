import type { CompiledQuery, Kysely, KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  makeProof,
  matterByCode,
  matterByNumber,
  reissueCode,
  settleCodeText,
  textProof,
  useProof,
  verifyHistory,
} from '../../../src/case/ticket/index.ts'
import type { Tables } from '../../../src/platform/db/index.ts'
import { rules } from '../../unit/ticket/support.ts'
import { get, openWorld, post, type World } from '../desk/world.ts'

const queryPepper = Buffer.alloc(32, 2)
const UNKNOWN = 'MQ2699999999'
const WRONG = '22222-22222'

let world: World
let cookies: Record<string, string>
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
/** The hour of the tries before is over. */
beforeEach(() => world.clock.advance(2 * 3_600_000))

const deps = (more: Partial<{ queryTries: number }> = {}) => ({
  ...{ clock: world.clock, ids: world.ids, rules, queryPepper, queryTries: 200, ...more },
})
const ask = (number: string, code: string, asker = 'me', more = {}) =>
  matterByCode(world.db, { number, code, asker }, deps(more))

const officer = { kind: 'staff', id: 'officer', office: 'housing' } as const
const reissue = async (id: string) => {
  const by = { actor: officer, identified: { how: 'in_person', checked: '身份证，王知禾核对' } } as const
  const done = await world.db.transaction().execute((trx) => reissueCode(trx, id, by, deps()))
  return done?.queryCode ?? ''
}

describe('a look-up by number and code', () => {
  it('gives one answer, by the same steps, to an unknown number, a wrong code, somebody else’s and what is no code', async () => {
    const { number } = await world.file()
    const other = await world.file()
    const code = await reissue(other.id)
    const did = async (asked: string, given: string) => {
      const steps: string[] = []
      const db = watched(steps)
      return [await matterByCode(db, { number: asked, code: given, asker: `${asked}${given}` }, deps()), steps]
    }
    const unknown = await did(UNKNOWN, WRONG)
    expect(unknown).toEqual([
      'not_found',
      expect.arrayContaining([expect.stringContaining('insert into "query_tries"')]),
    ])
    expect(await did(number, WRONG)).toEqual(unknown)
    expect(await did(number, code)).toEqual(unknown)
    expect(await did(number, '没有')).toEqual(unknown)
    expect(await did('', WRONG)).toEqual(unknown)
  })

  it('takes five wrong tries of one asker in an hour, and twenty at one number', async () => {
    const { id, number } = await world.file()
    const code = await reissue(id)
    for (let n = 0; n < 5; n += 1) expect(await ask(number, WRONG)).toBe('not_found')
    expect([await ask(number, code), await ask(UNKNOWN, WRONG)]).toEqual(['limited', 'limited'])
    for (let n = 5; n < 20; n += 1) expect(await ask(number, WRONG, `other ${n}`)).toBe('not_found')
    expect(await ask(number, code, 'fresh')).toBe('limited')
    world.clock.advance(3_600_000)
    expect(await ask(number, code)).toMatchObject({ found: { id } })
  })

  it('leaves each asker one wrong try while all together try too much; the right code and the owner still get in', async () => {
    const { id, number } = await world.file()
    const code = await reissue(id)
    const pressed = { queryTries: 6 }
    for (let n = 0; n < 6; n += 1) expect(await ask(`${UNKNOWN}${n}`, WRONG, `robot ${n}`, pressed)).toBe('not_found')
    expect(await ask(number, WRONG, 'robot 1', pressed)).toBe('limited')
    expect(await ask(number, WRONG, 'robot 7', pressed)).toBe('not_found')
    expect(await ask(number, WRONG, 'robot 7', pressed)).toBe('limited')
    expect(await ask(number, WRONG, 'robot 1')).toBe('not_found')
    expect(await ask(number, code, 'fresh', pressed)).toMatchObject({ found: { id } })
    expect(await ask(number, code, 'fresh', pressed)).toMatchObject({ found: { id } })
    expect(await matterByNumber(world.db, number, 'citizen')).toMatchObject({ id })
    world.clock.advance(3_600_000)
    expect(await ask(number, WRONG, 'robot 1', pressed)).toBe('not_found')
  })
})

describe('a query code given out anew', () => {
  beforeEach(async () => {
    cookies = {}
    for (const userid of ['Clerk', 'officer', 'water', 'boss']) cookies[userid] = await world.login(userid)
  })

  it('opens the matter from now on, and the old one no more', async () => {
    const { id, number } = await world.file()
    const old = await reissue(id)
    expect(await ask(number, old)).toMatchObject({ found: { id } })
    const fresh = await reissue(id)
    expect(fresh).not.toBe(old)
    expect([await ask(number, old), await ask(number, fresh)]).toEqual(['not_found', { found: expect.anything() }])
  })

  it('is given by staff who have the matter or registered it, with a note of how they know the person', async () => {
    const { id, number } = await world.file()
    const give = (userid: string, checked: string) =>
      post(world.server, `/api/tickets/${id}/query-code`, cookies[userid] ?? '', { checked })
    expect((await give('officer', '  ')).json()).toMatchObject({ code: 'identity_unchecked' })
    expect((await give('water', '身份证')).statusCode).toBe(404)
    expect((await give('boss', '身份证')).json()).toMatchObject({ code: 'may_not_act' })
    expect((await get(world.server, `/api/tickets/${id}`, cookies.boss ?? '')).json().mayReissueCode).toBe(false)
    for (const userid of ['officer', 'Clerk']) {
      expect((await get(world.server, `/api/tickets/${id}`, cookies[userid] ?? '')).json().mayReissueCode).toBe(true)
      const given = await give(userid, '身份证，本人到窗口')
      expect(given.json()).toEqual({
        number: expect.stringMatching(/^MQ26-/),
        queryCode: expect.stringMatching(/^\S{5}-\S{5}$/),
      })
      expect(await ask(number, given.json().queryCode)).toMatchObject({ found: { id } })
    }
  })

  it('stands in the history and in a notice to the citizen, without the code', async () => {
    const { id } = await world.file()
    const given = await post(world.server, `/api/tickets/${id}/query-code`, cookies.officer ?? '', {
      checked: '户口簿',
    })
    const code: string = given.json().queryCode
    const { history } = (await get(world.server, `/api/tickets/${id}`, cookies.officer ?? '')).json()
    const by = { kind: 'staff', name: '王知禾', office: '县住房和城乡建设局' }
    expect(history.at(-1)).toMatchObject({ type: 'code_reissued', by, text: '户口簿' })
    const notices = await world.db.selectFrom('notices').selectAll().where('ticket_id', '=', id).execute()
    expect(notices).toMatchObject([{ audience: 'citizen', recipient: 'citizen', template: 'code_reissued', data: {} }])
    for (const table of ['ticket_events', 'notices', 'tickets', 'query_tries'] as const) {
      const rows = JSON.stringify(await world.db.selectFrom(table).selectAll().execute())
      expect([rows.includes(code), rows.includes(code.replace('-', ''))]).toEqual([false, false])
    }
    expect((await verifyHistory(world.db).next()).done).toBe(true)
  })
})

describe('a proof sent to a telephone', () => {
  const give = (number: string, digits: string) => useProof(world.db, { number, asker: 'me', digits }, deps())
  const proofFor = async (number: string, sent = true) => {
    const proof = await makeProof(world.db, { number, asker: 'me' }, deps())
    if (proof === 'limited') throw new Error('asked too often')
    if (sent) await textProof(world.db, proof.id, 'sealed')
    await settleCodeText(world.db, proof.id, 'sent')
    return proof
  }

  it('counts once, as it was typed on a telephone, for ten minutes', async () => {
    const { id, number } = await world.file()
    const { digits } = await proofFor(number)
    expect(digits).toMatch(/^\d{6}$/)
    expect(await give(number, `${digits.slice(0, 3)} ${digits.slice(3)}`)).toEqual({ ticketId: id })
    expect(await give(number, digits)).toBe('not_found')
    const late = await proofFor(number)
    world.clock.advance(10 * 60_000)
    expect(await give(number, late.digits)).toBe('not_found')
  })

  it('is worth nothing after five wrong tries, for another number, or where nothing was sent', async () => {
    const { number } = await world.file()
    const other = await world.file()
    const { digits } = await proofFor(number)
    expect(await give(other.number, digits)).toBe('not_found')
    const wrong = digits === '000000' ? '000001' : '000000'
    for (let n = 0; n < 5; n += 1) expect(await give(number, wrong)).toBe('not_found')
    expect(await give(number, digits)).toBe('limited')
    const silent = await proofFor(other.number, false)
    expect(await give(other.number, silent.digits)).toBe('not_found')
    const nobody = await proofFor(UNKNOWN)
    expect([nobody.ticketId, await give(UNKNOWN, nobody.digits)]).toEqual([null, 'not_found'])
  })

  it('is asked for three times in an hour by one, and a hundred times by all', async () => {
    const ask = (number: string, asker: string) => makeProof(world.db, { number, asker }, deps())
    for (let n = 0; n < 3; n += 1) expect(await ask(`A${n}`, 'one')).toMatchObject({ ticketId: null })
    expect(await ask('A3', 'one')).toBe('limited')
    for (let n = 3; n < 100; n += 1) await ask(`A${n}`, `asker ${n}`)
    expect(await ask('A100', 'asker 100')).toBe('limited')
    world.clock.advance(3_600_000)
    expect(await ask('A100', 'asker 100')).toMatchObject({ ticketId: null })
  })
})

/** Keeps every statement that is sent, without its values: all that a look-up does besides one HMAC. */
function watched(steps: string[]): Kysely<Tables> {
  const compiler = world.db.getExecutor()
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      const compiled: CompiledQuery = compiler.compileQuery(node, queryId)
      steps.push(compiled.sql)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return world.db.withPlugin(plugin)
}
