import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsSdkOf } from '../../../src/app/jssdk.ts'
import { type House, openHouse } from '../../support/house.ts'
import { get, openWorld, PUBLIC_URL, type World } from '../desk/world.ts'

describe('signatures for pages inside WeCom', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  const asked = async (path: string) =>
    (await house.sim.transcript()).items.filter((line) => line.kind === 'api' && line.what.includes(path)).length

  it('are those of both tickets, for the address without its fragment; tickets are fetched once, also across a restart', async () => {
    const sign = () => jsSdkOf(house.context)?.sign(`${house.url}/m/tickets/1?a=b#here`)
    const first = await sign()
    await Promise.all([sign(), sign(), sign()])
    await house.stop()
    await house.start()
    await sign()
    expect(await asked('get_jsapi_ticket')).toBe(1)
    expect(await asked('ticket/get')).toBe(1)
    const tickets = await house.context.db.selectFrom('channel_tokens').select(['key', 'token']).execute()
    const signed = (kind: string) => {
      const ticket = tickets.find((row) => row.key.startsWith(`${kind}-ticket:`))?.token
      const page = `noncestr=${first?.nonceStr}&timestamp=${first?.timestamp}&url=${house.url}/m/tickets/1?a=b`
      return createHash('sha1').update(`jsapi_ticket=${ticket}&${page}`).digest('hex')
    }
    expect(first).toMatchObject({ signature: signed('corp'), agentSignature: signed('app') })
    expect(first?.signature).not.toBe(first?.agentSignature)
  })
})

describe('GET /api/jssdk', () => {
  const answer = { corpId: 'ww1', agentId: 2, timestamp: 3, nonceStr: 'n', signature: 's', agentSignature: 'a' }
  let world: World
  let down: World
  beforeAll(async () => {
    world = await openWorld({ jssdk: { sign: async (url) => ({ ...answer, nonceStr: url }) } })
    down = await openWorld({ jssdk: { sign: async () => null } })
  })
  afterAll(async () => {
    await world.close()
    await down.close()
  })
  const ask = async (where: World, url: string, cookie?: string) =>
    get(where.server, `/api/jssdk?url=${encodeURIComponent(url)}`, cookie ?? (await where.login('officer')))

  it('signs a page of ours for whoever is logged in', async () => {
    const page = `${PUBLIC_URL}/m/tickets/1?x=%E6%B0%91`
    expect((await ask(world, page)).json()).toEqual({ ...answer, nonceStr: page })
  })

  it.each(['https://elsewhere.invalid/', `${PUBLIC_URL}.elsewhere.invalid/`, 'javascript:1', ''])(
    'signs no other page (%s)',
    async (url) => {
      expect((await ask(world, url)).statusCode).toBe(400)
    },
  )

  it('signs nothing for nobody', async () => {
    expect((await ask(world, `${PUBLIC_URL}/`, 'x=y')).statusCode).toBe(401)
  })

  it('says so when WeCom gives no ticket', async () => {
    const { statusCode, json } = await ask(down, `${PUBLIC_URL}/`)
    expect([statusCode, json().code]).toEqual([503, 'wecom_away'])
  })
})
