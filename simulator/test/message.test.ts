import { describe, expect, it } from 'vitest'
import { AGENT, DAY, HOUR, MINUTE, nodeOf, type Reply, startWorld, type World } from './support.ts'

const send = (world: World, more: Record<string, unknown> = {}) =>
  world.app('/message/send', {
    touser: 'lisi',
    agentid: AGENT,
    ...('msgtype' in more ? {} : { msgtype: 'text', text: { content: '提醒' } }),
    ...more,
  })
const cardOf = (card: Record<string, unknown>) => ({ msgtype: 'template_card', template_card: card })

const BI = {
  card_type: 'button_interaction',
  main_title: { title: '新事项' },
  task_id: 'task-1',
  button_list: [
    { text: '受理', style: 1, key: 'accept' },
    { text: '退回', style: 2, key: 'return' },
  ],
}
const TN = {
  card_type: 'text_notice',
  main_title: { title: '通知' },
  card_action: { type: 1, url: 'https://example.com' },
}
const NN = { ...TN, card_type: 'news_notice', card_image: { url: 'https://example.com/a.png' } }
const options = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `o${i}`, text: `选项${i}` }))
const submit_button = { text: '提交', key: 'submit' }
const VI = {
  card_type: 'vote_interaction',
  main_title: { title: '午餐' },
  task_id: 'vote-1',
  checkbox: { question_key: 'q', mode: 1, option_list: options(3) },
  submit_button,
}
const MI = {
  card_type: 'multiple_interaction',
  main_title: { title: '转送' },
  task_id: 'multi-1',
  select_list: [{ question_key: 'office', title: '单位', option_list: options(2) }],
  submit_button,
}
const screenOf = async (world: World, userid = 'lisi') => (await world.sim.members.screen(userid)).items

describe('message/send', () => {
  it('reaches members by userid, party or all, whatever the case of the userid', async () => {
    const world = await startWorld()
    await send(world, { touser: 'ZHANGSAN' })
    await send(world, { touser: undefined, toparty: '2' })
    await send(world, { touser: '@all' })
    expect((await screenOf(world, 'zhangsan')).map((each) => each.text)).toEqual(['提醒', '提醒', '提醒'])
    expect(await screenOf(world, 'lisi')).toHaveLength(1)
  })

  it('lists the invalid ones in lower case and refuses when all are', async () => {
    const world = await startWorld()
    expect(await send(world, { touser: 'lisi|NoBody|Gone', toparty: '2|99' })).toMatchObject({
      errcode: 0,
      invaliduser: 'nobody|gone',
      invalidparty: '99',
    })
    expect((await send(world, { touser: 'NoBody' })).errcode).toBe(81013)
    expect((await send(world, { touser: '' })).errcode).toBe(82001)
    const many = (n: number) => Array.from({ length: n }, (_, i) => `u${i}`).join('|')
    expect((await send(world, { touser: many(1001) })).errcode).toBe(40032)
    expect((await send(world, { toparty: many(101) })).errcode).toBe(82002)
    expect((await send(world, { totag: many(101) })).errcode).toBe(82003)
  })

  it('counts a member who has left as invalid', async () => {
    const world = await startWorld()
    await world.control('/contacts', { userid: 'lisi', status: 5 })
    expect((await send(world, { touser: 'lisi|zhangsan' })).invaliduser).toBe('lisi')
  })

  it.each([
    ['no agentid', { agentid: undefined }, 40056],
    ['another app’s agentid', { agentid: AGENT + 1 }, 301002],
    ['an unknown type', { msgtype: 'dance' }, 40008],
    ['an empty text', { text: { content: '' } }, 44004],
    ['a long markdown', { msgtype: 'markdown', markdown: { content: '汉'.repeat(683) } }, 45002],
    ['a text card without url', { msgtype: 'textcard', textcard: { title: '题', description: '述' } }, 40058],
    ['an interval over four hours', { enable_duplicate_check: 1, duplicate_check_interval: 14401 }, 40058],
    ['a foreign media_id', { msgtype: 'image', image: { media_id: 'x' } }, 40007],
    [
      'nine articles',
      { msgtype: 'news', news: { articles: Array(9).fill({ title: '题', url: 'https://e.cn' }) } },
      45008,
    ],
  ])('refuses %s', async (_name, more, errcode) => {
    const world = await startWorld()
    expect((await send(world, more)).errcode).toBe(errcode)
    expect(await screenOf(world)).toEqual([])
  })

  it('cuts a text at 2048 bytes and a text card at its lengths', async () => {
    const world = await startWorld()
    await send(world, { text: { content: '汉'.repeat(700) } })
    const textcard = {
      title: '题'.repeat(200),
      description: '述'.repeat(600),
      url: 'https://e.cn',
      btntxt: '打开看看吧',
    }
    await send(world, { msgtype: 'textcard', textcard })
    const [text, card] = await screenOf(world)
    expect(text?.text).toBe('汉'.repeat(682))
    expect([card?.title?.length, card?.text?.length, card?.button_text]).toEqual([128, 512, '打开看看'])
  })

  it('does not deliver the same request twice inside the interval', async () => {
    const world = await startWorld()
    const checked = { enable_duplicate_check: 1, duplicate_check_interval: 600 }
    const first = await send(world, checked)
    expect((await send(world, checked)).msgid).toBe(first.msgid)
    expect(await screenOf(world)).toHaveLength(1)
    world.pass(10 * MINUTE)
    await send(world, checked)
    expect(await screenOf(world)).toHaveLength(2)
    await send(world)
    await send(world)
    expect(await screenOf(world)).toHaveLength(4)
  })

  it('drops the thirty-first of a minute without a word', async () => {
    const world = await startWorld()
    for (let n = 0; n < 31; n += 1) expect((await send(world)).errcode).toBe(0)
    expect(await screenOf(world)).toHaveLength(30)
    expect(world.sim.books().members.lisi?.dropped).toBe(1)
    world.pass(MINUTE)
    await send(world)
    expect(await screenOf(world)).toHaveLength(31)
  })

  it('has a quota of person-times for the day', async () => {
    const world = await startWorld({ limits: { accountCap: 0.01 } })
    expect((await send(world, { touser: '@all' })).errcode).toBe(0)
    expect((await send(world)).errcode).toBe(45009)
    world.pass(DAY)
    expect((await send(world)).errcode).toBe(0)
  })

  it.each(['mpnews', 'miniprogram_notice', 'taskcard'])(
    'refuses %s, which it does not show, and says so loudly',
    async (msgtype) => {
      const world = await startWorld()
      expect((await send(world, { msgtype, [msgtype]: {} })).errcode).toBe(40008)
      expect(world.sim.books().unknown).toEqual([`message/send ${msgtype}`])
    },
  )
})

describe('a template card', () => {
  it.each([
    ['text notice', TN],
    ['news notice', NN],
    ['button interaction', BI],
    ['vote', VI],
    ['multiple choice', MI],
  ])('of kind %s is delivered whole, and gives a response_code only if it calls back', async (_name, card) => {
    const world = await startWorld()
    const reply = await send(world, cardOf(card))
    expect(reply.errcode).toBe(0)
    expect(reply.response_code === undefined).toBe(card === TN || card === NN)
    expect((await screenOf(world))[0]?.card).toEqual(card)
  })

  const menu = (...keys: string[]) => ({ action_list: keys.map((key) => ({ text: '看', key })) })
  const line = { keyname: '地点', value: '桥头' }
  it.each([
    [42031, 'an unknown kind', { ...BI, card_type: 'dance' }],
    [42033, 'no title', { ...BI, main_title: {} }],
    [42033, 'a text notice with neither title nor text', { ...TN, main_title: {} }],
    [42014, 'no task_id', { ...BI, task_id: undefined }],
    [42014, 'a task_id with other signs', { ...BI, task_id: 'a b' }],
    [42014, 'a long task_id', { ...BI, task_id: 'x'.repeat(129) }],
    [42014, 'an action menu without task_id', { ...TN, action_menu: menu('a') }],
    [42051, 'equal keys in the action menu', { ...TN, task_id: 't', action_menu: menu('a', 'a') }],
    [42035, 'seven lines', { ...BI, horizontal_content_list: Array(7).fill(line) }],
    [42027, 'a line without keyname', { ...BI, horizontal_content_list: [{ value: 'x' }] }],
    [42028, 'a link line without url', { ...BI, horizontal_content_list: [{ ...line, type: 1 }] }],
    [42029, 'a file line without media_id', { ...BI, horizontal_content_list: [{ ...line, type: 2 }] }],
    [42050, 'a member line without userid', { ...BI, horizontal_content_list: [{ ...line, type: 3 }] }],
    [42036, 'five vertical lines', { ...NN, vertical_content_list: Array(5).fill({ title: '题' }) }],
    [42042, 'four jumps', { ...TN, jump_list: Array(4).fill({ title: '题' }) }],
    [42033, 'a jump without title', { ...TN, jump_list: [{}] }],
    [42030, 'a jump to a mini program without appid', { ...TN, jump_list: [{ title: '题', type: 2 }] }],
    [42045, 'a notice without card_action', { ...TN, card_action: undefined }],
    [42028, 'a card_action without url', { ...TN, card_action: { type: 1 } }],
    [42044, 'news without a picture', { ...NN, card_image: undefined }],
    [
      40058,
      'a picture as wide as 2.25 times its height',
      { ...NN, card_image: { url: 'https://a.example.com', aspect_ratio: 2.25 } },
    ],
    [42028, 'a quote that leads nowhere', { ...TN, quote_area: { type: 1, quote_text: '原话' } }],
    [40058, 'a vote of another mode', { ...VI, checkbox: { ...VI.checkbox, mode: 2 } }],
    [40058, 'no button', { ...BI, button_list: [] }],
    [
      40058,
      'seven buttons',
      { ...BI, button_list: Array.from({ length: 7 }, (_, i) => ({ text: '键', key: `${i}` })) },
    ],
    [42038, 'a button without text', { ...BI, button_list: [{ key: 'a' }] }],
    [42039, 'a button without key', { ...BI, button_list: [{ text: '键' }] }],
    [42039, 'a key over 1024 bytes', { ...BI, button_list: [{ text: '键', key: 'x'.repeat(1025) }] }],
    [42039, 'equal button keys', { ...BI, button_list: Array(2).fill({ text: '键', key: 'a' }) }],
    [42043, 'a question without key', { ...VI, checkbox: { option_list: options(2) } }],
    [42037, 'twenty-one options', { ...VI, checkbox: { question_key: 'q', option_list: options(21) } }],
    [
      42040,
      'equal option ids',
      { ...VI, checkbox: { question_key: 'q', option_list: [...options(1), ...options(1)] } },
    ],
    [42041, 'an option without text', { ...VI, checkbox: { question_key: 'q', option_list: [{ id: 'a' }] } }],
    [
      42037,
      'eleven options of a selection',
      { ...BI, button_selection: { question_key: 'q', option_list: options(11) } },
    ],
    [42047, 'four selections', { ...MI, select_list: Array(4).fill(MI.select_list[0]) }],
    [42049, 'a submit button without text', { ...VI, submit_button: { key: 'k' } }],
    [42046, 'a submit button without key', { ...VI, submit_button: { text: '交' } }],
  ])('is refused with %i for %s', async (errcode, _name, card) => {
    const world = await startWorld()
    expect((await send(world, cardOf(card))).errcode).toBe(errcode)
  })

  it('uses its task_id once per app', async () => {
    const world = await startWorld()
    await send(world, cardOf(BI))
    expect((await send(world, cardOf({ ...BI, sub_title_text: '又' }))).errcode).toBe(42014)
  })
})

describe('a click', () => {
  const click = (world: World, msgid: string, key: string, selected?: Record<string, string[]>) =>
    world.control<{ outcome: string; response_code: string; error?: string; status: number; body: string }>(
      '/members/lisi/click',
      { msgid, key, selected },
    )

  it('comes as an encrypted event with what was pressed, chosen and a fresh code', async () => {
    const world = await startWorld()
    const vote = await send(world, cardOf(VI))
    const answer = await click(world, vote.msgid, 'submit', { q: ['o0', 'o2'] })
    expect(answer).toMatchObject({ outcome: 'delivered', status: 200, body: '' })
    const got = world.receiver.deliveries.at(-1)
    expect(got).toMatchObject({ path: '/wecom/app', signed: true })
    expect(nodeOf(got?.body ?? '', 'AgentID')).toBe(String(AGENT))
    const node = (name: string) => nodeOf(got?.plain ?? '', name)
    expect([node('Event'), node('EventKey'), node('TaskId'), node('CardType')]).toEqual([
      'template_card_event',
      'submit',
      'vote-1',
      'vote_interaction',
    ])
    expect([node('FromUserName'), node('ResponseCode'), node('AgentID')]).toEqual([
      'lisi',
      answer.response_code,
      '1000002',
    ])
    expect(answer.response_code).not.toBe(vote.response_code)
    expect(node('OptionIds')).toBe('<OptionId><![CDATA[o0]]></OptionId><OptionId><![CDATA[o2]]></OptionId>')
  })

  it('on the action menu is an event of its own', async () => {
    const world = await startWorld()
    const card = {
      ...TN,
      task_id: 'm1',
      action_menu: { desc: '更多', action_list: [{ text: '不再提醒', key: 'mute' }] },
    }
    const { msgid } = await send(world, cardOf(card))
    await click(world, msgid, 'mute')
    const plain = world.receiver.deliveries.at(-1)?.plain ?? ''
    expect([nodeOf(plain, 'Event'), nodeOf(plain, 'EventKey')]).toEqual(['template_card_menu_event', 'mute'])
    expect(plain).not.toContain('SelectedItems')
  })

  it('is possible only where the card offers it', async () => {
    const world = await startWorld()
    const { msgid } = await send(world, cardOf(BI))
    expect((await click(world, msgid, 'dance')).error).toContain('no button dance')
    expect((await click(world, 'x', 'accept')).error).toContain('no card')
    expect((await click(world, msgid, 'accept', { q: ['a'] })).error).toContain('no question q')
  })
})

describe('update_template_card', () => {
  const update = (world: World, more: Record<string, unknown>) =>
    world.app('/message/update_template_card', {
      userids: ['lisi'],
      agentid: AGENT,
      button: { replace_name: '已受理' },
      ...more,
    })
  const sent = async (world: World, more: Record<string, unknown> = {}) => {
    const reply = await send(world, { ...cardOf(BI), ...more })
    return reply as Reply & { response_code: string }
  }

  it('puts a disabled text where the buttons were, for those named', async () => {
    const world = await startWorld()
    const { msgid, response_code } = await sent(world, { touser: '@all' })
    const before = (await world.sim.members.screen('lisi')).last
    expect(await update(world, { response_code, userids: ['LiSi', 'Nobody'] })).toMatchObject({
      errcode: 0,
      invaliduser: ['nobody'],
    })
    // A reader who saw the card before gets it again, changed.
    const { items } = await world.sim.members.screen('lisi', { after: before })
    expect(items).toMatchObject([{ msgid, replaced: '已受理', updates: 1 }])
    expect((await screenOf(world, 'zhangsan'))[0]?.replaced).toBeUndefined()
    expect(await world.control('/members/lisi/click', { msgid, key: 'accept' })).toHaveProperty('error')
  })

  it('takes a whole new card, which can be clicked again', async () => {
    const world = await startWorld()
    const { msgid, response_code } = await sent(world)
    const card = {
      ...BI,
      task_id: undefined,
      main_title: { title: '待答复' },
      button_list: [{ text: '答复', key: 'answer' }],
    }
    expect((await update(world, { button: undefined, template_card: card, response_code })).errcode).toBe(0)
    expect((await screenOf(world))[0]?.card).toMatchObject({ main_title: { title: '待答复' }, task_id: 'task-1' })
    expect(await world.control('/members/lisi/click', { msgid, key: 'answer' })).toMatchObject({ outcome: 'delivered' })
  })

  it('uses each code once; a click brings the next', async () => {
    const world = await startWorld()
    const { msgid, response_code } = await sent(world)
    await world.sim.members.click('lisi', { msgid, key: 'accept' })
    const next = nodeOf(world.receiver.deliveries.at(-1)?.plain ?? '', 'ResponseCode')
    expect((await update(world, { response_code })).errcode).toBe(0)
    expect((await update(world, { response_code })).errcode).toBe(60140)
    expect((await update(world, { response_code: next })).errcode).toBe(0)
  })

  it('refuses a code after 72 hours, a made-up one, and does not use one up on a fault', async () => {
    const world = await startWorld()
    const { response_code } = await sent(world)
    expect((await update(world, { response_code: 'x' })).errcode).toBe(60140)
    expect((await update(world, { response_code, button: { replace_name: '' } })).errcode).toBe(42020)
    expect((await update(world, { response_code, button: undefined })).errcode).toBe(40058)
    expect((await update(world, { response_code, userids: [] })).errcode).toBe(82001)
    expect((await update(world, { response_code, agentid: 1 })).errcode).toBe(301002)
    world.pass(72 * HOUR)
    expect((await update(world, { response_code })).errcode).toBe(60140)
  })
})

describe('message/recall', () => {
  it('takes a message off the screens within 24 hours', async () => {
    const world = await startWorld()
    const { msgid } = await send(world)
    expect((await world.app('/message/recall', { msgid })).errcode).toBe(0)
    expect((await screenOf(world))[0]?.recalled).toBe(true)
    const late = await send(world)
    world.pass(DAY + 1)
    expect((await world.app('/message/recall', { msgid: late.msgid })).errcode).toBe(42052)
    expect((await world.app('/message/recall', { msgid: 'x' })).errcode).toBe(40058)
    expect((await world.kf('/message/recall', { msgid })).errcode).toBe(40058)
  })
})

describe('a member', () => {
  it('can write to the app, with a MsgId past 2^53', async () => {
    const world = await startWorld()
    await world.control('/members/zhangsan/say', { text: '待办' })
    const plain = world.receiver.deliveries.at(-1)?.plain ?? ''
    expect([nodeOf(plain, 'FromUserName'), nodeOf(plain, 'Content')]).toEqual(['ZhangSan', '待办'])
    expect(BigInt(nodeOf(plain, 'MsgId'))).toBeGreaterThan(2n ** 53n)
  })

  it('who opens the app, joins or leaves is told of', async () => {
    const world = await startWorld()
    const last = (name: string) => nodeOf(world.receiver.deliveries.at(-1)?.plain ?? '', name)
    await world.control('/members/lisi/enter', {})
    expect([last('Event'), last('FromUserName')]).toEqual(['enter_agent', 'lisi'])
    await world.control('/contacts', { userid: 'wangwu', name: '王五', department: '住建局' })
    expect([last('ChangeType'), last('UserID')]).toEqual(['create_user', 'wangwu'])
    expect((await world.app('/user/get?userid=wangwu')).name).toBe('王五')
    await world.control('/contacts', { userid: 'WangWu', remove: true })
    expect([last('ChangeType'), last('UserID')]).toEqual(['delete_user', 'wangwu'])
    expect((await world.app('/user/get?userid=wangwu')).errcode).toBe(60111)
  })
})
