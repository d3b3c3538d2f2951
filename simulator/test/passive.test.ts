import { describe, expect, it } from 'vitest'
import { AGENT, nodeOf, passiveReply, startWorld, type World } from './support.ts'

const CARD = {
  card_type: 'vote_interaction',
  main_title: { title: '午餐' },
  task_id: 'vote-1',
  checkbox: {
    question_key: 'q',
    mode: 1,
    option_list: [
      { id: 'a', text: '米饭' },
      { id: 'b', text: '面' },
    ],
  },
  submit_button: { text: '提交', key: 'submit' },
}
const vote = async (world: World) =>
  (await world.app('/message/send', { touser: '@all', agentid: AGENT, msgtype: 'template_card', template_card: CARD }))
    .msgid
const items = async (world: World, userid = 'lisi') => (await world.sim.members.screen(userid)).items
const cdata = (name: string, text: string) => `<${name}><![CDATA[${text}]]></${name}>`
const unknown = (world: World) => world.sim.books().unknown

const REPLACED = [
  cdata('MsgType', 'update_template_card'),
  '<TemplateCard>',
  cdata('CardType', 'vote_interaction'),
  `<Source>${cdata('Desc', '后勤')}<DescColor>1</DescColor></Source>`,
  `<MainTitle>${cdata('Title', '已投票')}</MainTitle>`,
  `<CheckBox>${cdata('QuestionKey', 'q')}<Disable>true</Disable><Mode>1</Mode>`,
  `<OptionList>${cdata('Id', 'a')}${cdata('Text', '米饭')}<IsChecked>true</IsChecked></OptionList></CheckBox>`,
  `<SubmitButton>${cdata('Text', '提交')}${cdata('Key', 'submit')}</SubmitButton>`,
  cdata('ReplaceText', '已提交'),
  '</TemplateCard>',
].join('')

describe('a click answered at once', () => {
  it('changes the clicker’s own copy when the answer is an update_button', async () => {
    const world = await startWorld()
    const msgid = await vote(world)
    world.receiver.answer = () => ({
      body: passiveReply(`${cdata('MsgType', 'update_button')}<Button>${cdata('ReplaceName', '已收到')}</Button>`),
    })
    await world.sim.members.click('lisi', { msgid, key: 'submit' })
    expect((await items(world))[0]?.replaced).toBe('已收到')
    expect((await items(world, 'zhangsan'))[0]?.replaced).toBeUndefined()
  })

  it('replaces the whole card when the answer is an update_template_card', async () => {
    const world = await startWorld()
    const msgid = await vote(world)
    world.receiver.answer = () => ({ body: passiveReply(REPLACED) })
    await world.sim.members.click('lisi', { msgid, key: 'submit' })
    expect((await items(world))[0]).toMatchObject({
      replaced: '已提交',
      card: {
        card_type: 'vote_interaction',
        source: { desc: '后勤', desc_color: 1 },
        main_title: { title: '已投票' },
        checkbox: { question_key: 'q', disable: true, mode: 1, option_list: [{ id: 'a', is_checked: true }] },
        task_id: 'vote-1',
      },
    })
    expect(unknown(world)).toEqual([])
  })

  it('with a card changes nothing where the switch says the platform does not take one', async () => {
    const world = await startWorld({ switches: { passive_card: false } })
    const msgid = await vote(world)
    world.receiver.answer = () => ({ body: passiveReply(REPLACED) })
    await world.sim.members.click('lisi', { msgid, key: 'submit' })
    expect((await items(world))[0]?.replaced).toBeUndefined()
  })

  it.each([
    ['not signed', passiveReply(REPLACED, 'othertoken'), 'cannot be read'],
    ['no XML', 'success', 'cannot be read'],
    ['a text', passiveReply(`${cdata('MsgType', 'text')}${cdata('Content', '好')}`), 'passive reply text'],
    ['a card with a fault', passiveReply(REPLACED.replace('已投票', '')), '42033'],
  ])('is told loudly when it is %s', async (_what, body, said) => {
    const world = await startWorld()
    const msgid = await vote(world)
    world.receiver.answer = () => ({ body })
    await world.sim.members.click('lisi', { msgid, key: 'submit' })
    expect(unknown(world)).toEqual([expect.stringContaining(said)])
    expect((await items(world))[0]?.updates).toBe(0)
  })
})

describe('what a member sends to the app', () => {
  it('is answered with a text, a picture or news in the same breath', async () => {
    const world = await startWorld()
    const { media_id } = world.sim.media.plant({ type: 'image' }, Buffer.from([0xff, 0xd8, 0xff]))
    const item = `<item>${cdata('Title', '通知')}${cdata('Url', 'https://example.com')}</item>`
    const replies = [
      `${cdata('MsgType', 'text')}${cdata('Content', '收'.repeat(700))}`,
      `${cdata('MsgType', 'image')}<Image>${cdata('MediaId', media_id)}</Image>`,
      `${cdata('MsgType', 'news')}<ArticleCount>1</ArticleCount><Articles>${item}</Articles>`,
    ]
    for (const reply of replies) {
      world.receiver.answer = () => ({ body: passiveReply(reply) })
      await world.sim.members.say('lisi', '你好')
    }
    const [text, picture, news] = await items(world)
    expect(text?.text).toBe('收'.repeat(682))
    expect(picture?.media?.media_id).toBe(media_id)
    expect(news?.articles).toMatchObject([{ title: '通知' }])
  })

  it('may be a picture, a voice, a video, a place or a link', async () => {
    const world = await startWorld()
    const plant = (type: string) => world.sim.media.plant({ type }, Buffer.from('#!AMR\n')).media_id
    const send = async (msgtype: string, object: Record<string, unknown>) => {
      await world.control('/members/lisi/send', { msgtype, [msgtype]: object })
      return world.receiver.deliveries.at(-1)?.plain ?? ''
    }
    const image = plant('image')
    expect(nodeOf(await send('image', { media_id: image }), 'MediaId')).toBe(image)
    expect(nodeOf(await send('voice', { media_id: plant('voice') }), 'Format')).toBe('amr')
    expect(await send('video', { media_id: plant('video'), thumb_media_id: 't' })).toContain('ThumbMediaId')
    const place = await send('location', { latitude: 31.2, longitude: 121.4, name: '人民广场' })
    expect([nodeOf(place, 'Location_X'), nodeOf(place, 'Label'), nodeOf(place, 'AppType')]).toEqual([
      '31.2',
      '人民广场',
      'wxwork',
    ])
    expect(nodeOf(await send('link', { title: '看', url: 'https://example.com' }), 'Url')).toBe('https://example.com')
    expect(await world.control('/members/lisi/send', { msgtype: 'note', note: {} })).toHaveProperty('error')
  })

  it('may be any event, with the nodes it has', async () => {
    const world = await startWorld()
    world.receiver.answer = () => ({ body: passiveReply(`${cdata('MsgType', 'text')}${cdata('Content', '菜单')}`) })
    const item = [{ PicMd5Sum: 'a' }, { PicMd5Sum: 'b' }]
    await world.control('/members/lisi/event', { event: 'click', nodes: { EventKey: 'todo' } })
    await world.control('/members/lisi/event', {
      event: 'pic_weixin',
      nodes: { EventKey: 'p', SendPicsInfo: { Count: 2, PicList: { item } } },
    })
    const [click = '', pictures = ''] = world.receiver.deliveries.map((each) => each.plain)
    expect([nodeOf(click, 'Event'), nodeOf(click, 'EventKey'), nodeOf(click, 'AgentID')]).toEqual([
      'click',
      'todo',
      '1000002',
    ])
    expect(pictures.match(/<item>/g)).toHaveLength(2)
    expect((await items(world)).map((each) => each.text)).toEqual(['菜单'])
    expect(unknown(world)).toEqual(['passive reply text to pic_weixin'])
  })
})
