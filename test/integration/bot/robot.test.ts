import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STORY } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { buttonsOf, member } from './member.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await connected()
})
afterAll(() => house.close())

const connected = () => eventually('the robot to be connected', () => house.context.channels.bot?.here() === true)
const userids = () => house.sim.members.list().map(({ userid }) => userid)
const HELP = '直接把事情写下来就行'
/** A member nobody has spoken for yet. */
let used = 0
const someone = () => {
  used += 1
  return member(house.sim, userids()[used] ?? '')
}
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(5_000, 7)])

function taken(say: () => unknown): boolean {
  try {
    say()
    return true
  } catch {
    return false
  }
}

describe('a member', () => {
  it('files a complaint over the robot as over any channel, and is told what becomes of it', async () => {
    const wang = someone()
    wang.says(STORY)
    await wang.hears('怎么联系您')
    const card = await wang.presses('不留联系方式')
    await wang.hears('都对吗')
    const closed = (await wang.screen()).find((item) => item.msgid === card.msgid)
    expect(closed && buttonsOf(closed).map(({ text }) => text)).toEqual(['已选：不留联系方式'])
    wang.says('没问题，提交')
    const number = /MQ[0-9-]+/.exec((await wang.hears('已经登记')).text ?? '')?.[0] ?? ''

    const { db } = house.context
    const ticket = await db
      .selectFrom('tickets')
      .selectAll()
      .where('number', '=', number.replaceAll('-', ''))
      .executeTakeFirstOrThrow()
    const officer = await eventually('a card for the office', async () => {
      for (const userid of userids()) {
        const { items } = await house.sim.members.screen(userid)
        const item = items.find((each) => JSON.stringify(each.card ?? {}).includes(`accept:${ticket.id}`))
        if (item) return { userid, msgid: item.msgid }
      }
      return null
    })
    await house.sim.members.click(officer.userid, { msgid: officer.msgid, key: `accept:${ticket.id}` })
    await wang.hears('受理')
    await house.calm()
    const rows = await db
      .selectFrom('outbound')
      .innerJoin('conversations', 'conversations.id', 'outbound.conversation_id')
      .select(['outbound.state', 'outbound.reason'])
      .where('conversations.peer', '=', wang.userid)
      .execute()
    expect(rows.filter(({ state }) => state !== 'accepted')).toEqual([])
  })

  it('is welcomed on opening the chat, within the platform’s five seconds', async () => {
    const li = someone()
    expect(house.sim.bots.enter(li.userid)).toMatchObject({ told: true })
    await li.hears('网上受理渠道')
    expect(JSON.stringify(house.sim.books())).toContain('aibot_respond_welcome_msg')
  })

  it('who was welcomed may answer with the number of an option', async () => {
    const zhao = someone()
    house.sim.bots.enter(zhao.userid)
    await zhao.hears('1. 反映问题')
    zhao.says('4')
    await zhao.hears(HELP)
  })

  it('may say it aloud: the words that the platform heard are taken as words', async () => {
    const qian = someone()
    house.sim.bots.send(qian.userid, { msgtype: 'voice', voice: { content: STORY } })
    await qian.hears('怎么联系您')
    const row = await house.context.db
      .selectFrom('inbound')
      .innerJoin('conversations', 'conversations.id', 'inbound.conversation_id')
      .select(['inbound.kind', 'inbound.body'])
      .where('conversations.peer', '=', qian.userid)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ kind: 'voice', body: { kind: 'voice', text: STORY } })
  })

  it('sends words and pictures in one message: the words are read, the pictures opened and kept', async () => {
    const sun = someone()
    const { media_id } = house.sim.media.plant({ type: 'image', name: '工地.jpg' }, JPEG)
    const msg_item = [
      { msgtype: 'text', text: { content: STORY } },
      { msgtype: 'image', image: { media_id } },
    ]
    house.sim.bots.send(sun.userid, { msgtype: 'mixed', mixed: { msg_item } })
    await sun.hears('照片')
    const kept = await eventually('the picture to be kept', () =>
      house.context.db
        .selectFrom('media')
        .innerJoin('conversations', 'conversations.id', 'media.conversation_id')
        .select(['media.blob_key', 'media.content_type', 'media.file_name'])
        .where('conversations.peer', '=', sun.userid)
        .where('media.state', '=', 'stored')
        .executeTakeFirst(),
    )
    expect(kept).toMatchObject({ content_type: 'image/jpeg', file_name: '工地.jpg' })
    expect(Buffer.from((await house.context.blobs.get(kept.blob_key ?? '')) ?? [])).toEqual(JPEG)
  })

  it('writing in pieces is never blocked by messages that are still unanswered', async () => {
    const zhou = someone()
    for (const piece of STORY.split('。').filter(Boolean)) {
      // The platform takes no more while three are unanswered (wecom.md §7.6).
      await eventually('the platform to take it', () => taken(() => zhou.says(piece)))
    }
    await eventually('the platform to take the last', () => taken(() => zhou.says('就这些')))
    await zhou.hears('怎么联系您')
    expect(await zhou.heard()).toContain('收到，请稍等。')
  })

  it('in a group is asked to come alone, and nothing of it is taken up', async () => {
    const [one = '', two = ''] = userids()
    const { chatid } = house.sim.bots.group({ members: [one, two] })
    house.sim.bots.say(one, STORY, chatid)
    await eventually('an answer in the group', async () => {
      const { items } = await house.sim.bots.screen(two, { chatid })
      return items.some((item) => item.from === 'bot' && item.text?.includes('单独和我说'))
    })
    const row = await house.context.db
      .selectFrom('inbound')
      .select(['state', 'conversation_id'])
      .where('channel', '=', 'bot')
      .where('conversation_id', 'is', null)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ state: 'kept', conversation_id: null })
  })

  it('whose message the platform tells twice is answered once', async () => {
    const wu = someone()
    const { msgid } = wu.says('帮助')
    await wu.hears(HELP)
    house.sim.bots.repeat(msgid)
    wu.says('隐私')
    await wu.hears('您写的原话')
    expect((await wu.heard()).filter((text) => text.includes(HELP))).toHaveLength(1)
  })
})

describe('the connection', () => {
  it('that breaks before the answer is there: the answer comes over the next one (trap 9.12)', async () => {
    const zheng = someone()
    house.sim.faults.order({ path: '/bot/aibot_respond_msg', drop: true })
    zheng.says('帮助')
    await zheng.hears(HELP)
    await connected()
    expect((await zheng.heard()).filter((text) => text.includes(HELP))).toHaveLength(1)
  })

  it('is let go only when what is on its way is acknowledged: whoever has it next does not say it again', async () => {
    const xu = someone()
    house.sim.faults.order({ path: '/bot/aibot_send_msg', latency_ms: 2_000, when: 'after' })
    xu.says('帮助')
    await xu.hears(HELP)
    await house.stop()
    await house.start()
    await connected()
    await eventually('nothing to be left to say', async () => {
      const queued = house.context.db.selectFrom('outbound').select('id').where('state', '=', 'queued')
      return (await queued.execute()).length === 0
    })
    expect((await xu.heard()).filter((text) => text.includes(HELP))).toHaveLength(1)
  })

  it('is left to another program that takes it, for a while, and a person is told', async () => {
    const { connections } = house.sim.bots.read()
    const stranger = new WebSocket(house.sim.botUrl)
    await new Promise((done) => stranger.addEventListener('open', done, { once: true }))
    const body = { bot_id: house.environment.WECOM_BOT_ID, secret: house.environment.WECOM_BOT_SECRET }
    stranger.send(JSON.stringify({ cmd: 'aibot_subscribe', headers: { req_id: 'aibot_subscribe_1' }, body }))
    const alarm = await eventually('an alarm', () =>
      house.context.db.selectFrom('alarms').select('subject').where('kind', '=', 'bot_kicked').executeTakeFirst(),
    )
    expect(alarm.subject).toBe(house.environment.WECOM_BOT_ID)
    expect(house.sim.bots.read()).toMatchObject({ connections: connections + 1, subscribed: true })
    expect(house.context.channels.bot?.here()).toBe(false)

    stranger.close()
    house.clock.advance(31_000)
    await connected()
    const feng = someone()
    feng.says('帮助')
    await feng.hears(HELP)
  })
})
