import { createCipheriv, createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

type Family = 'KF' | 'APP'
const secret = (family: Family, name: 'TOKEN' | 'AES_KEY') => house.environment[`WECOM_${family}_${name}`] ?? ''
const corp = () => house.environment.WECOM_CORP_ID ?? ''

/** The platform's side of the crypto, written apart from the code under test (wecom.md §2.2). */
function seal(family: Family, message: string | Buffer, receiveId = corp()): string {
  const key = Buffer.from(`${secret(family, 'AES_KEY')}=`, 'base64')
  const bytes = Buffer.from(message)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(bytes.length)
  const body = Buffer.concat([Buffer.from('0123456789abcdef'), size, bytes, Buffer.from(receiveId)])
  const pad = 32 - (body.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([body, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  )
}

function signed(family: Family, encrypted: string): URLSearchParams {
  const timestamp = String(Math.floor(house.clock.now().getTime() / 1000))
  const parts = [secret(family, 'TOKEN'), timestamp, 'n0nce', encrypted].sort().join('')
  return new URLSearchParams({
    timestamp,
    nonce: 'n0nce',
    msg_signature: createHash('sha1').update(parts).digest('hex'),
  })
}

const envelope = (encrypted: string) =>
  `<xml><ToUserName><![CDATA[${corp()}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
const bell = `<xml><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA[ENC1]]></Token><OpenKfId><![CDATA[wkNobody]]></OpenKfId></xml>`
const post = (path: string, query: URLSearchParams | string, body: string, type = 'text/xml') =>
  fetch(`${house.url}${path}?${query}`, { method: 'POST', body, headers: { 'content-type': type } })
const deliver = (family: Family, message: string | Buffer, receiveId?: string) => {
  const encrypted = seal(family, message, receiveId)
  return post(family === 'KF' ? '/wecom/kf' : '/wecom/app', signed(family, encrypted), envelope(encrypted))
}
const events = () => house.context.db.selectFrom('platform_events').selectAll().orderBy('received_at').execute()

describe('a request that is not the platform’s', () => {
  it('with a wrong signature is refused, whoever it calls itself', async () => {
    const encrypted = seal('KF', bell)
    const query = signed('KF', encrypted)
    query.set('msg_signature', '0'.repeat(40))
    expect((await post('/wecom/kf', query, envelope(encrypted))).status).toBe(403)
  })

  it('signed for the other family is refused', async () => {
    const encrypted = seal('APP', bell)
    expect((await post('/wecom/kf', signed('APP', encrypted), envelope(encrypted))).status).toBe(403)
  })

  it('sealed for another corp is refused, although its signature is right', async () => {
    expect((await deliver('KF', bell, 'wwsomebodyelse')).status).toBe(403)
  })

  it.each([
    ['truncated XML', (encrypted: string) => envelope(encrypted).slice(0, 60)],
    ['no XML at all', () => 'hello'],
    ['nothing', () => ''],
    ['JSON without what we need', () => '{"a":1}'],
    ['XML with an entity bomb', () => '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml><Encrypt>&a;</Encrypt></xml>'],
    ['binary noise', () => Buffer.from(Array.from({ length: 500 }, (_, n) => (n * 37) % 256)).toString('latin1')],
  ])('%s is refused as unreadable', async (_name, body) => {
    const encrypted = seal('KF', bell)
    const answer = await post('/wecom/kf', signed('KF', encrypted), body(encrypted))
    expect([400, 403]).toContain(answer.status)
  })

  it('without a query is refused', async () => {
    expect((await post('/wecom/kf', '', envelope(seal('KF', bell)))).status).toBe(400)
  })

  it('over a megabyte is refused before it is read', async () => {
    const answer = await post('/wecom/kf', 'msg_signature=x', 'x'.repeat(1024 * 1024 + 1)).catch(() => null)
    expect([413, undefined]).toContain(answer?.status)
    expect((await deliver('KF', bell)).status).toBe(200)
  })

  it('whose sealed message is no XML is refused', async () => {
    expect((await deliver('KF', 'not xml')).status).toBe(400)
  })

  it.each(['application/json', 'application/octet-stream', 'text/plain'])('may call its body %s', async (type) => {
    const encrypted = seal('KF', bell)
    expect((await post('/wecom/kf', signed('KF', encrypted), envelope(encrypted), type)).status).toBe(200)
  })

  it.each([{ forge: 1 }, { wrong_receiveid: 1 }])(
    'is refused at every try (%o); the slow poll finds what it was about',
    async (trick) => {
      const person = citizen(house.sim)
      await house.calm()
      const before = (await house.sim.callbacks.read()).last
      house.sim.doorbells.order(trick)
      person.says('你好')
      await eventually('the forged bell to be refused', async () => {
        const { items } = await house.sim.callbacks.read({ after: before })
        return items.some((item) => item.attempts.some((attempt) => attempt.status === 403))
      })
      expect(await person.heard()).toEqual([])
      house.clock.advance(61_000)
      await person.hears('直接把要反映的事写下来')
    },
  )
})

describe('the verification of the address', () => {
  it.each(['kf', 'app'] as const)('of %s answers with the echo and nothing else', async (family) => {
    expect(await house.sim.callbacks.verify(family)).toMatchObject({ ok: true, status: 200 })
  })

  it('with a wrong signature gives nothing', async () => {
    const answer = await fetch(`${house.url}/wecom/kf?msg_signature=x&timestamp=1&nonce=2&echostr=${seal('KF', '123')}`)
    expect([answer.status, await answer.text()]).toEqual([403, ''])
  })
})

describe('an event nobody knows', () => {
  it('is stored and answered, and does no harm', async () => {
    const odd =
      '<xml><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[martian_landing]]></Event><CreateTime>1</CreateTime></xml>'
    expect((await deliver('APP', odd)).status).toBe(200)
    await eventually('the event to be set aside', async () =>
      (await events()).some((event) => event.state === 'handled'),
    )
  })

  it('the same delivery again is one event', async () => {
    const twice =
      '<xml><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[twice]]></Event><CreateTime>2</CreateTime></xml>'
    const before = (await events()).length
    expect((await deliver('APP', twice)).status).toBe(200)
    expect((await deliver('APP', twice)).status).toBe(200)
    expect(await events()).toHaveLength(before + 1)
  })

  it('with characters the database does not take is answered and not sent for ever', async () => {
    const nul =
      '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[a\u0000b\ud800]]></Content><CreateTime>3</CreateTime></xml>'
    expect((await deliver('APP', nul)).status).toBe(200)
  })
})

describe('a card that is pressed', () => {
  it('is stored before it is answered; while it cannot be stored the platform is asked to come again', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    const { db, org } = house.context
    const ticket = await db
      .selectFrom('tickets')
      .select(['id', 'office'])
      .where('number', '=', number.replaceAll('-', ''))
      .executeTakeFirstOrThrow()
    const officer = org.staff.find((member) => member.office === ticket.office)?.userid ?? ''
    const card = await eventually('the card', async () => {
      const { items } = await house.sim.members.screen(officer)
      return items.find((item) => JSON.stringify(item.card ?? {}).includes(number))
    })
    await db.schema.alterTable('platform_events').renameTo('platform_events_away').execute()
    const pressed = house.sim.members.click(officer, { msgid: card.msgid, key: `accept:${ticket.id}` })
    const refused = await eventually('the first try to be refused', async () => {
      const { items } = await house.sim.callbacks.read()
      return items.find((item) => item.family === 'app' && item.attempts.some((attempt) => attempt.status === 503))
    })
    expect(refused.attempts[0]?.status).toBe(503)
    await db.schema.alterTable('platform_events_away').renameTo('platform_events').execute()
    expect(await pressed).toMatchObject({ outcome: 'delivered', status: 200 })
    await person.hears('正式接手办理')
  })

  it('for a card that is not ours does nothing', async () => {
    await house.calm()
    const written = () => house.context.db.selectFrom('ticket_events').select('id').orderBy('id').execute()
    const before = await written()
    const click = `<xml><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><FromUserName><![CDATA[stranger]]></FromUserName><CreateTime>4</CreateTime><EventKey><![CDATA[accept:nothing]]></EventKey><TaskId><![CDATA[none]]></TaskId><CardType>button_interaction</CardType><ResponseCode>x</ResponseCode><AgentID>1000002</AgentID></xml>`
    expect((await deliver('APP', click)).status).toBe(200)
    await house.calm()
    expect(await written()).toEqual(before)
  })
})
