import { describe, expect, it } from 'vitest'
import { customer, DAY, HOUR, KF, pull, screen, startWorld, textTo, type World } from './support.ts'

const menuTo = (touser: string, msgmenu: Record<string, unknown>) => ({
  touser,
  open_kfid: KF,
  msgtype: 'msgmenu',
  msgmenu,
})
const click = (n: number) => ({ type: 'click', click: { id: `${n}`, content: `选项${n}` } })
const send = (world: World, body: unknown) => world.kf('/kf/send_msg', body)
const codes = async (answers: Promise<{ errcode: number }>[]) =>
  (await Promise.all(answers)).map((each) => each.errcode)

describe('send_msg', () => {
  it('accepts five messages after each word of the customer', async () => {
    const world = await startWorld()
    const phone = customer(world)
    for (let n = 0; n < 5; n += 1) expect((await send(world, textTo(phone, `${n}`))).errcode).toBe(0)
    expect((await send(world, textTo(phone, '6'))).errcode).toBe(95001)
    world.sim.phones.say(phone, '还在吗')
    expect((await send(world, textTo(phone, '在'))).errcode).toBe(0)
  })

  it('does not count a refused message against the five', async () => {
    const world = await startWorld()
    const phone = customer(world)
    for (let n = 0; n < 6; n += 1) await send(world, textTo(phone, ''))
    for (let n = 0; n < 5; n += 1) expect((await send(world, textTo(phone, `${n}`))).errcode).toBe(0)
  })

  it('is closed 48 hours after the customer’s last word', async () => {
    const world = await startWorld()
    const phone = customer(world)
    world.pass(2 * DAY)
    expect((await send(world, textTo(phone, '还在时限内'))).errcode).toBe(0)
    world.pass(1)
    expect((await send(world, textTo(phone, '晚了'))).errcode).toBe(95002)
  })

  it('is closed to a customer who never wrote', async () => {
    const world = await startWorld()
    const { external_userid } = world.sim.phones.create()
    expect((await send(world, textTo(external_userid, '你好'))).errcode).toBe(95002)
  })

  it('echoes the msgid or makes one, and refuses one used before, even when the five are used up', async () => {
    const world = await startWorld()
    const phone = customer(world)
    expect(await send(world, textTo(phone, '一', 'out-1'))).toMatchObject({ errcode: 0, msgid: 'out-1' })
    expect((await send(world, textTo(phone, '二'))).msgid).toMatch(/^[0-9a-zA-Z_-]{1,32}$/)
    for (let n = 0; n < 3; n += 1) await send(world, textTo(phone, `${n}`))
    expect((await send(world, textTo(phone, '一', 'out-1'))).errcode).toBe(95033)
    expect((await screen(world, phone)).filter((item) => item.text === '一')).toHaveLength(1)
  })

  it.each([[''], ['有汉字'], ['a b'], ['x'.repeat(33)]])('refuses the msgid %j', async (msgid) => {
    const world = await startWorld()
    expect((await send(world, textTo(customer(world), '一', msgid))).errcode).toBe(40058)
  })

  it('cuts a text at 2048 bytes, never inside a character', async () => {
    const world = await startWorld()
    const phone = customer(world)
    await send(world, textTo(phone, '汉'.repeat(683)))
    const shown = (await screen(world, phone)).at(-1)?.text ?? ''
    expect(shown).toBe('汉'.repeat(682))
    expect(world.sim.books().phones[phone]?.accepted[0]?.text).toBe(shown)
  })

  it('reaches only known customers and knows only known types', async () => {
    const world = await startWorld()
    const phone = customer(world)
    expect(
      await codes([
        send(world, { ...textTo(phone, 'x'), touser: '' }),
        send(world, textTo('wmforeign', 'x')),
        send(world, { ...textTo(phone, 'x'), msgtype: 'hologram' }),
        send(world, { touser: phone, open_kfid: KF, msgtype: 'text' }),
        send(world, textTo(phone, '')),
      ]),
    ).toEqual([41035, 40096, 40008, 40058, 44004])
  })

  it('sends media that exist, are of the type and not older than three days', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const { media_id } = world.sim.media.plant({ type: 'image' }, Buffer.from('photo!'))
    const image = (id: string, msgtype = 'image') => ({
      touser: phone,
      open_kfid: KF,
      msgtype,
      [msgtype]: { media_id: id },
    })
    expect(
      await codes([send(world, image(media_id)), send(world, image('x')), send(world, image(media_id, 'file'))]),
    ).toEqual([0, 40007, 40004])
    expect((await screen(world, phone)).at(-1)?.media).toMatchObject({ media_id, size: 6 })
    world.pass(3 * DAY + 1)
    world.sim.phones.say(phone, '再来')
    expect((await send(world, image(media_id))).errcode).toBe(40145)
  })

  it('holds links, mini programs and locations to their fields', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const thumb_media_id = world.sim.media.plant({ type: 'image' }, Buffer.from('photo!')).media_id
    const of = (msgtype: string, object: unknown) =>
      send(world, { touser: phone, open_kfid: KF, msgtype, [msgtype]: object })
    const link = { title: '题', url: 'https://example.com', thumb_media_id }
    expect(
      await codes([
        of('link', link),
        of('link', { ...link, title: '题'.repeat(43) }),
        of('link', { ...link, url: '' }),
      ]),
    ).toEqual([0, 40058, 40058])
    const program = { appid: 'wx1', pagepath: 'a.html', thumb_media_id }
    expect(await codes([of('miniprogram', program), of('miniprogram', { ...program, pagepath: 'a' })])).toEqual([
      0, 40058,
    ])
    expect(
      await codes([of('location', { latitude: 90, longitude: -180 }), of('location', { latitude: 91, longitude: 0 })]),
    ).toEqual([0, 40058])
  })
})

describe('a menu', () => {
  it('shows head, items and tail, and a tap comes back as a text with the item’s id', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const view = { type: 'view', view: { url: 'https://example.com', content: '网页' } }
    const { msgid } = await send(
      world,
      menuTo(phone, { head_content: '头', list: [click(1), view], tail_content: '尾' }),
    )
    expect((await screen(world, phone)).at(-1)?.menu).toEqual({
      head: '头',
      items: [
        { index: 0, type: 'click', id: '1', content: '选项1' },
        { index: 1, type: 'view', content: '网页', url: 'https://example.com' },
      ],
      tail: '尾',
    })
    await world.control(`/phones/${phone}/tap`, { msgid, item: 0 })
    await world.control(`/phones/${phone}/tap`, { msgid, item: '1' })
    const taps = (await pull(world)).slice(-2)
    expect(taps.map((each) => each.text)).toEqual([
      { content: '选项1', menu_id: '1' },
      { content: '选项1', menu_id: '1' },
    ])
    expect(await world.control(`/phones/${phone}/tap`, { msgid, item: 1 })).toEqual({ url: 'https://example.com' })
    expect(await world.control(`/phones/${phone}/tap`, { msgid, item: 9 })).toHaveProperty('error')
  })

  it('has at most ten items to tap, whatever their kind, and fifty in all', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const ten = Array.from({ length: 10 }, (_, n) => click(n))
    const text = { type: 'text', text: { content: '说明' } }
    const view = { type: 'view', view: { url: 'https://example.com', content: '网页' } }
    expect(
      await codes([
        send(world, menuTo(phone, { list: [...ten, text] })),
        send(world, menuTo(phone, { list: [...ten, view] })),
        send(world, menuTo(phone, { list: Array.from({ length: 51 }, () => text) })),
        send(world, menuTo(phone, { list: [{ type: 'dance' }] })),
      ]),
    ).toEqual([0, 95008, 95008, 95009])
  })

  it.each([
    ['an id over 128 bytes', { type: 'click', click: { id: 'x'.repeat(129), content: '选' } }],
    ['an empty id', { type: 'click', click: { id: '', content: '选' } }],
    ['a content over 128 bytes', { type: 'click', click: { content: '汉'.repeat(43) } }],
    ['no content', { type: 'click', click: { id: '1' } }],
    ['a view without url', { type: 'view', view: { content: '网页' } }],
    ['a text over 256 bytes', { type: 'text', text: { content: '汉'.repeat(86) } }],
    ['a mini program without page', { type: 'miniprogram', miniprogram: { appid: 'wx1' } }],
  ])('refuses an item with %s', async (_name, item) => {
    const world = await startWorld()
    expect((await send(world, menuTo(customer(world), { list: [item] }))).errcode).toBe(40058)
  })

  it('refuses a head over 1024 bytes and a menu of nothing', async () => {
    const world = await startWorld()
    const phone = customer(world)
    expect((await send(world, menuTo(phone, { head_content: '汉'.repeat(342) }))).errcode).toBe(40058)
    expect((await send(world, menuTo(phone, {}))).errcode).toBe(44004)
  })
})

describe('an accepted message that fails later', () => {
  it('is told as an event and does not stand on the screen', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const { msgid } = await send(world, textTo(phone, '答复', 'out-9'))
    await world.control(`/phones/${phone}/fail`, { msgid, fail_type: 10 })
    const event = {
      event_type: 'msg_send_fail',
      open_kfid: KF,
      external_userid: phone,
      fail_msgid: 'out-9',
      fail_type: 10,
    }
    expect((await pull(world)).at(-1)?.event).toEqual(event)
    expect((await screen(world, phone)).at(-1)).toMatchObject({ msgid, failed: true })
    expect(await world.control(`/phones/${phone}/fail`, { msgid: 'never', fail_type: 0 })).toHaveProperty('error')
  })
})

describe('the books', () => {
  it('account for everything sent, accepted, refused and repeated', async () => {
    const world = await startWorld()
    const phone = customer(world, '反映')
    await send(world, textTo(phone, '一', 'a'))
    await send(world, textTo(phone, '一', 'a'))
    world.pass(49 * HOUR)
    await send(world, textTo(phone, '二', 'b'))
    const book = (await world.control<ReturnType<typeof world.sim.books>>('/books')).phones[phone]
    expect(book?.sent.map((each) => each.text)).toEqual(['反映'])
    expect(book?.accepted.map((each) => [each.msgid, each.text, each.via])).toEqual([['a', '一', 'send_msg']])
    expect(book?.refused).toEqual({ 95002: 1 })
    expect(book?.duplicates).toBe(1)
  })
})
