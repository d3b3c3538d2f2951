import { describe, expect, it } from 'vitest'
import { type AppContent, appMarkdown, appText, appTextCard, type TemplateCard } from '../../../src/wecom/index.ts'
import { calls, DAY, eventsOf, HOUR, must, type Pair, pair, told } from './support.ts'

const LINK = 'https://example.invalid/m'
const action = { type: 1 as const, url: LINK }
const options = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `o${at}`, text: `选项${at}` }))
const line = { keyname: '地点', value: '桥头' }
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item)

type Card<T extends TemplateCard['card_type']> = Extract<TemplateCard, { card_type: T }>
const notice: Card<'text_notice'> = { card_type: 'text_notice', main_title: { title: '新件' }, card_action: action }
const news: Card<'news_notice'> = {
  ...{ card_type: 'news_notice', main_title: { title: '周报' }, card_image: { url: `${LINK}.png` } },
  ...{ card_action: action },
}
const buttons: Card<'button_interaction'> = {
  ...{ card_type: 'button_interaction', main_title: { title: '新件' }, task_id: 'matter_1' },
  button_list: [
    { text: '受理', style: 1, key: 'accept' },
    { type: 1, text: '查看', url: LINK },
  ],
}
const submit_button = { text: '提交', key: 'submit' }
const vote: Card<'vote_interaction'> = {
  ...{ card_type: 'vote_interaction', main_title: { title: '评价' }, submit_button, task_id: 'vote_1' },
  checkbox: { question_key: 'q', mode: 1, option_list: options(20) },
}
const choice: Card<'multiple_interaction'> = {
  ...{ card_type: 'multiple_interaction', main_title: { title: '转送' }, submit_button, task_id: 'route_1' },
  select_list: [{ question_key: 'office', title: '单位', option_list: options(10) }],
}
const menu = (...keys: string[]) => ({ action_list: keys.map((key) => ({ text: '看', key })) })

const card = (template_card: TemplateCard): AppContent => ({ msgtype: 'template_card', template_card })
const send = (world: Pair, content: AppContent, users = ['lisi'], more: object = {}) =>
  world.app.message.send({ agentId: world.agentId, to: { users }, content, ...more })
const screenOf = async (world: Pair, userid = 'lisi') => (await world.sim.members.screen(userid)).items

describe('app messages', () => {
  it.each<[string, AppContent]>([
    ['text', appText('您好')],
    ['markdown', appMarkdown('**您好**')],
    ['textcard', appTextCard('题', '述', LINK)],
    ['text_notice', card({ ...notice, horizontal_content_list: times(6, line), jump_list: times(3, { title: '看' }) })],
    ['news_notice', card({ ...news, vertical_content_list: times(4, { title: '题' }) })],
    ['button_interaction', card(buttons)],
    ['vote_interaction', card(vote)],
    ['multiple_interaction', card(choice)],
  ])('of kind %s are taken at their limits and shown', async (kind, content) => {
    const world = await pair()
    const sent = must(await send(world, content))
    const item = (await screenOf(world)).find((each) => each.msgid === sent.msgid)
    expect(item?.card === undefined ? item?.msgtype : (item.card as { card_type: string }).card_type).toBe(kind)
    expect(sent.responseCode !== null).toBe(kind.endsWith('_interaction'))
  })

  it('name those who cannot be reached, in lower case, and are refused when all are (81013)', async () => {
    const world = await pair()
    expect(must(await send(world, appText('您好'), ['lisi', 'Nobody'])).invalidUsers).toEqual(['nobody'])
    expect(told(await send(world, appText('您好'), ['Nobody']))).toEqual([81013, 'config'])
  })

  it('of another agent are refused (301002)', async () => {
    const world = await pair()
    const content = appText('您好')
    expect(told(await world.app.message.send({ agentId: 1, to: { users: ['lisi'] }, content }))).toEqual([
      301002,
      'config',
    ])
  })

  it('whose answer is lost are delivered once where duplicates are checked', async () => {
    const world = await pair()
    world.sim.faults.order({ path: '/cgi-bin/message/send', drop: true, when: 'after' })
    must(await send(world, appText('您好'), ['lisi'], { duplicateCheckSeconds: 600 }))
    expect(calls(world, 'message/send')).toBe(2)
    expect(await screenOf(world)).toHaveLength(1)
  })

  it('over a member’s number a minute are dropped without a word: nothing in the answer tells it', async () => {
    const world = await pair({ limits: { memberPerMinute: 1 } })
    must(await send(world, appText('一')))
    expect(must(await send(world, appText('二'))).invalidUsers).toEqual([])
    expect(await screenOf(world)).toHaveLength(1)
  })

  it('over the day’s quota are left alone for a while (45009)', async () => {
    const world = await pair({ limits: { accountCap: 0 } })
    expect(told(await send(world, appText('一')))).toEqual([45009, 'frequency'])
    expect(told(await send(world, appText('一')))).toEqual([45009, 'frequency'])
    expect(calls(world, 'message/send')).toBe(1)
  })

  it('that call back need a receive URL (43012)', async () => {
    const world = await pair({ switches: { receive_url: false } })
    expect(told(await send(world, card(buttons)))).toEqual([43012, 'config'])
    expect(told(await send(world, card(notice)))).toBe('ok')
  })

  it('are taken back within 24 hours (42052)', async () => {
    const world = await pair()
    const { msgid } = must(await send(world, appText('您好')))
    expect(told(await world.app.message.recall(msgid))).toBe('ok')
    world.pass(DAY + 1)
    expect(told(await world.app.message.recall(msgid))).toEqual([42052, 'gone'])
  })
})

describe('what the client refuses to send to members', () => {
  const users = (count: number) => Array.from({ length: count }, (_, at) => `u${at}`)
  it.each<[string, { users?: string[]; parties?: string[]; tags?: string[] }, number]>([
    ['nobody', {}, 82001],
    ['1001 members', { users: users(1001) }, 40032],
    ['101 departments', { parties: users(101) }, 82002],
    ['101 tags', { tags: users(101) }, 82003],
  ])('the platform would refuse too: to %s', async (_, to, errcode) => {
    const world = await pair()
    const content = appText('您好')
    expect(told(await world.app.message.send({ agentId: world.agentId, to, content }))).toEqual([null, 'ours'])
    const list = (ids: string[] = []) => ids.join('|')
    const targets = { touser: list(to.users), toparty: list(to.parties), totag: list(to.tags) }
    expect(await world.bare('app', 'message/send', { ...targets, agentid: world.agentId, ...content })).toBe(errcode)
  })

  const keyed = (count: number) => Array.from({ length: count }, (_, at) => ({ text: '键', key: `${at}` }))
  it.each<[string, AppContent, number]>([
    ['an empty text', appText(''), 44004],
    ['an empty markdown', appMarkdown(''), 44004],
    ['a markdown of 2049 bytes', appMarkdown('a'.repeat(2049)), 45002],
    ['a text card without a title', appTextCard('', '述', LINK), 40058],
    ['a text card with an address of 2049 bytes', appTextCard('题', '述', `https://${'a'.repeat(2041)}`), 40058],
    ['a notice of nothing', card({ ...notice, main_title: {} }), 42033],
    ['a notice that leads nowhere', card({ ...notice, card_action: { type: 1 } }), 42028],
    ['a menu without a task', card({ ...notice, action_menu: menu('a') }), 42014],
    ['four actions', card({ ...notice, task_id: 't', action_menu: menu('a', 'b', 'c', 'd') }), 40058],
    ['two actions of one key', card({ ...notice, task_id: 't', action_menu: menu('a', 'a') }), 42051],
    ['seven lines', card({ ...buttons, horizontal_content_list: times(7, line) }), 42035],
    ['a line without a name', card({ ...buttons, horizontal_content_list: [{ keyname: '' }] }), 42027],
    ['a link line without a link', card({ ...buttons, horizontal_content_list: [{ ...line, type: 1 }] }), 42028],
    ['a file line without a file', card({ ...buttons, horizontal_content_list: [{ ...line, type: 2 }] }), 42029],
    ['a line of nobody', card({ ...buttons, horizontal_content_list: [{ ...line, type: 3 }] }), 42050],
    ['four jumps', card({ ...notice, jump_list: times(4, { title: '看' }) }), 42042],
    ['a jump to no program', card({ ...notice, jump_list: [{ title: '看', type: 2 }] }), 42030],
    ['a quote that leads nowhere', card({ ...notice, quote_area: { type: 1, quote_text: '原话' } }), 42028],
    ['an action of no program', card({ ...notice, card_action: { type: 2 } }), 42030],
    ['an area that leads nowhere', card({ ...news, image_text_area: { type: 1, image_url: LINK } }), 42028],
    ['news without a picture', card({ ...news, card_image: undefined }), 42044],
    ['a picture too wide', card({ ...news, card_image: { url: LINK, aspect_ratio: 2.25 } }), 40058],
    ['five verticals', card({ ...news, vertical_content_list: times(5, { title: '题' }) }), 42036],
    ['no button', card({ ...buttons, button_list: [] }), 40058],
    ['seven buttons', card({ ...buttons, button_list: keyed(7) }), 40058],
    ['two buttons of one key', card({ ...buttons, button_list: times(2, { text: '键', key: 'a' }) }), 42039],
    ['a button without a text', card({ ...buttons, button_list: [{ text: '', key: 'a' }] }), 42038],
    ['a task of 129 bytes', card({ ...buttons, task_id: 'a'.repeat(129) }), 42014],
    [
      'eleven choices of a selection',
      card({ ...choice, select_list: [{ question_key: 'q', option_list: options(11) }] }),
      42037,
    ],
    [
      'four selections',
      card({
        ...choice,
        select_list: ['a', 'b', 'c', 'd'].map((question_key) => ({ question_key, option_list: options(1) })),
      }),
      42047,
    ],
    ['21 options', card({ ...vote, checkbox: { question_key: 'q', option_list: options(21) } }), 42037],
    [
      'two options of one id',
      card({ ...vote, checkbox: { question_key: 'q', option_list: times(2, { id: 'a', text: '甲' }) } }),
      42040,
    ],
    ['a question without a key', card({ ...vote, checkbox: { question_key: '', option_list: options(2) } }), 42043],
    ['a submit without a text', card({ ...vote, submit_button: { text: '', key: 'k' } }), 42049],
    ['a submit without a key', card({ ...vote, submit_button: { text: '交', key: '' } }), 42046],
  ])('the platform would refuse too: %s', async (_, content, errcode) => {
    const world = await pair()
    expect(told(await send(world, content))).toEqual([null, 'ours'])
    expect(calls(world, 'message/send')).toBe(0)
    expect(await world.bare('app', 'message/send', { touser: 'lisi', agentid: world.agentId, ...content })).toBe(
      errcode,
    )
  })
})

describe('the click on a card', () => {
  it('comes with what was chosen and a code that changes the card once (60140)', async () => {
    const world = await pair()
    const sent = must(await send(world, card(vote)))
    await world.sim.members.click('lisi', { msgid: sent.msgid, key: 'submit', selected: { q: ['o1', 'o2'] } })
    const [event] = eventsOf(world)
    expect(event).toMatchObject({
      ...{ type: 'template_card_event', userid: 'lisi', eventKey: 'submit', taskId: 'vote_1' },
      selectedItems: [{ questionKey: 'q', optionIds: ['o1', 'o2'] }],
    })
    const responseCode = event?.type === 'template_card_event' ? (event.responseCode ?? '') : ''
    const close = () =>
      world.app.message.updateTemplateCard({
        ...{ agentId: world.agentId, to: { users: ['lisi', 'ZhangSan'] }, responseCode },
        change: { replaceName: '已提交' },
      })
    expect(must(await close())).toEqual({ invalidUsers: ['zhangsan'] })
    expect((await screenOf(world))[0]).toMatchObject({ replaced: '已提交' })
    expect(told(await close())).toEqual([60140, 'gone'])
  })

  it('on the menu behind the dots is an event of its own', async () => {
    const world = await pair()
    const sent = must(await send(world, card({ ...notice, task_id: 't', action_menu: menu('mute') })))
    expect(sent.responseCode).not.toBeNull()
    await world.sim.members.click('lisi', { msgid: sent.msgid, key: 'mute' })
    expect(eventsOf(world)).toMatchObject([{ type: 'template_card_menu_event', eventKey: 'mute', selectedItems: [] }])
  })

  it('of the sending’s own code is over after 72 hours, and a whole card may take its place before', async () => {
    const world = await pair()
    const update = async (responseCode: string | null) =>
      told(
        await world.app.message.updateTemplateCard({
          ...{ agentId: world.agentId, to: 'all', responseCode: responseCode ?? '' },
          change: { card: { ...notice, replace_text: '已办' } },
        }),
      )
    const first = must(await send(world, card(buttons)))
    expect(await update(first.responseCode)).toBe('ok')
    const second = must(await send(world, card({ ...buttons, task_id: 'matter_2' })))
    world.pass(72 * HOUR + 1)
    expect(await update(second.responseCode)).toEqual([60140, 'gone'])
  })

  it.each(['text', 'image', 'voice', 'video', 'location', 'link'])(
    'and a member’s %s reach the app',
    async (msgtype) => {
      const world = await pair()
      const media = (type: string) => world.sim.media.plant({ type }, Buffer.from('whatever')).media_id
      const said: Record<string, object> = {
        text: { content: '审批单' },
        image: { media_id: media('image') },
        voice: { media_id: media('voice') },
        video: { media_id: media('video') },
        location: { latitude: 23.1, longitude: 113.3, label: '桥头' },
        link: { title: '题', description: '述', url: LINK },
      }
      await world.sim.members.send('lisi', { msgtype, [msgtype]: said[msgtype] } as never)
      const [event] = eventsOf(world)
      expect(event).toMatchObject({ type: 'message', userid: 'lisi', message: { kind: msgtype } })
      expect(event?.type === 'message' && BigInt(event.msgId) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true)
    },
  )
})
