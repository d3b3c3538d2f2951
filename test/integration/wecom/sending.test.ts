import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../simulator/index.ts'
import { systemClock } from '../../../src/platform/kernel/index.ts'
import { KF_WINDOW, kfChannel } from '../../../src/talk/channel/index.ts'
import {
  checkKfMessage,
  type KfOutbound,
  kfCaLink,
  kfLink,
  kfLocation,
  kfMedia,
  kfMenu,
  kfMiniprogram,
  kfText,
  menuClick,
  menuText,
  menuView,
  type ServiceState,
  splitText,
} from '../../../src/wecom/index.ts'
import { calls, customer, DAY, must, type Pair, pair, pull, shown, told } from './support.ts'

const han = (bytes: number) => '民'.repeat(Math.floor(bytes / 3)) + 'a'.repeat(bytes % 3)
const send = (world: Pair, touser: string, message: KfOutbound = kfText('您好'), msgid?: string) =>
  world.kf.kf.sendMsg({ touser, openKfid: world.account, message, ...(msgid === undefined ? {} : { msgid }) })
const move = (world: Pair, phone: string, state: ServiceState) =>
  world.kf.kf.serviceState.trans({
    ...{ openKfid: world.account, externalUserid: phone, state },
    ...(state === 'human' && { servicerUserid: 'lisi' }),
  })
const stateOf = async (world: Pair, phone: string) =>
  must(await world.kf.kf.serviceState.get({ openKfid: world.account, externalUserid: phone })).state
const onEvent = (world: Pair, code: string, message: KfOutbound = kfText('您好'), msgid = 'w-1') =>
  world.kf.kf.sendMsgOnEvent({ code, msgid, message })

describe('kf send_msg', () => {
  it('is told of the sixth message (95001), and may again after the customer’s next word', async () => {
    const world = await pair()
    const phone = customer(world)
    for (let n = 0; n < 5; n += 1) must(await send(world, phone))
    expect(told(await send(world, phone))).toEqual([95001, 'customer'])
    world.sim.phones.say(phone, '还在吗')
    expect(told(await send(world, phone))).toBe('ok')
  })

  it('is told when 48 hours are over (95002), and to one who never wrote', async () => {
    const world = await pair()
    const phone = customer(world)
    world.pass(2 * DAY + 1)
    expect(told(await send(world, phone))).toEqual([95002, 'customer'])
    expect(told(await send(world, world.sim.phones.create().external_userid))).toEqual([95002, 'customer'])
  })

  it('sent again after a lost answer is one message on the screen (95033)', async () => {
    const world = await pair()
    const phone = customer(world)
    world.sim.faults.order({ path: '/cgi-bin/kf/send_msg', drop: true, when: 'after', count: 2 })
    expect(must(await send(world, phone, kfText('一'), 'out-1'))).toEqual({ msgid: 'out-1', duplicate: true })
    expect(await shown(world, phone)).toHaveLength(1)
    expect(calls(world, 'kf/send_msg')).toBe(3)
  })

  it('cut to pieces arrives whole: the platform cuts nothing of what is sent', async () => {
    const world = await pair()
    const phone = customer(world)
    const whole = `${'一二三四五六七八九。'.repeat(150)}👨‍👩‍👧`.repeat(2)
    for (const piece of splitText(whole)) must(await send(world, phone, kfText(piece)))
    expect((await shown(world, phone)).map((item) => item.text).join('')).toBe(whole)
  })

  it('of a menu too long at its head and at an option arrives whole but for the option', async () => {
    const world = await pair()
    const phone = customer(world)
    const channel = kfChannel(world.kf, [world.account], systemClock)
    const head = '一二三四五六七八九。'.repeat(60)
    const menu = { kind: 'menu' as const, head, options: [{ id: 'a', label: han(300) }], tail: '' }
    for (const [at, content] of channel.split(menu).entries()) {
      const sent = await channel.send({ id: `m-${at}`, account: world.account, peer: phone, content })
      expect(sent.ok).toBe(true)
    }
    const items = await shown(world, phone)
    expect(items.map((item) => item.menu?.head ?? item.text).join('')).toBe(head)
    expect(items.at(-1)?.menu?.items).toMatchObject([{ id: 'a', content: `${han(125).slice(0, -2)}…` }])
  })

  it('that is accepted and fails later is told in the log', async () => {
    const world = await pair()
    const phone = customer(world)
    must(await send(world, phone, kfText('一'), 'out-1'))
    world.sim.phones.fail(phone, { msgid: 'out-1', fail_type: 4 })
    expect((await pull(world)).messages.at(-1)).toMatchObject({
      event: { type: 'msg_send_fail', failMsgid: 'out-1', failType: 4 },
    })
  })

  it.each([
    ['a word', { forbidden_word: '坏' }, 40201],
    ['a kind', { forbidden_types: 'text' }, 95030],
  ])('is told that %s is not wanted', async (_, switches, errcode) => {
    const world = await pair({ switches })
    expect(told(await send(world, customer(world), kfText('坏了')))).toEqual([errcode, 'content'])
  })

  it('of every kind is taken and shown', async () => {
    const world = await pair()
    const of = (type: string) => world.sim.media.plant({ type }, Buffer.from('whatever')).media_id
    const thumb_media_id = of('image')
    const messages: KfOutbound[] = [
      kfText('您好'),
      ...(['image', 'voice', 'video', 'file'] as const).map((kind) => kfMedia(kind, of(kind))),
      kfLink({ title: '题', desc: '述', url: 'https://example.com', thumb_media_id }),
      kfMiniprogram({ appid: 'wx1', title: '题', pagepath: 'a.html', thumb_media_id }),
      kfMenu({ head: '问', items: [menuClick('1', '是'), menuView('https://example.com', '看'), menuText('谢')] }),
      kfLocation({ latitude: 23.1, longitude: 113.3, name: '广场' }),
      kfCaLink('https://work.weixin.qq.com/ca/abc'),
    ]
    for (const message of messages) {
      const phone = customer(world)
      must(await send(world, phone, message))
      expect(await shown(world, phone)).toMatchObject([{ msgtype: message.msgtype }])
    }
  })
})

describe('what the client refuses to send', () => {
  const link = { title: '题', url: 'https://example.com', thumb_media_id: 'M' }
  const taps = (count: number) => Array.from({ length: count }, (_, at) => menuClick(`k${at}`, '好'))
  it.each<[string, KfOutbound, number]>([
    ['an empty text', kfText(''), 44004],
    ['a menu of nothing', kfMenu({ items: [] }), 44004],
    ['eleven items to tap', kfMenu({ items: taps(11) }), 95008],
    ['fifty-one items', kfMenu({ items: Array.from({ length: 51 }, () => menuText('又')) }), 95008],
    ['an unknown item', kfMenu({ items: [{ type: 'dance', dance: {} } as never] }), 95009],
    ['a head of 1025 bytes', kfMenu({ head: han(1025), items: taps(1) }), 40058],
    ['a tail of 1025 bytes', kfMenu({ items: taps(1), tail: han(1025) }), 40058],
    ['an id of 129 bytes', kfMenu({ items: [menuClick('i'.repeat(129), '好')] }), 40058],
    ['a tap of 129 bytes', kfMenu({ items: [menuClick('i', han(129))] }), 40058],
    ['a line of 257 bytes', kfMenu({ items: [menuText(han(257))] }), 40058],
    ['a view of 1025 bytes', kfMenu({ items: [menuView('https://example.com', han(1025))] }), 40058],
    ['a title of 129 bytes', kfLink({ ...link, title: han(129) }), 40058],
    ['a desc of 513 bytes', kfLink({ ...link, desc: han(513) }), 40058],
    ['an address of 2049 bytes', kfLink({ ...link, url: `https://${'a'.repeat(2041)}` }), 40058],
    ['media without an id', kfMedia('file', ''), 40007],
    ['a page without .html', kfMiniprogram({ appid: 'wx1', thumb_media_id: 'M', pagepath: 'a' }), 40058],
    ['a place off the globe', kfLocation({ latitude: 91, longitude: 0 }), 40058],
    ['a link to nowhere', kfCaLink(''), 40058],
  ])('the platform would refuse too: %s', async (_, message, errcode) => {
    const world = await pair()
    const phone = customer(world)
    expect(told(await send(world, phone, message))).toEqual([null, 'ours'])
    expect(calls(world, 'kf/send_msg')).toBe(0)
    const body = { touser: phone, open_kfid: world.account, ...message }
    expect(await world.bare('kf', 'kf/send_msg', body)).toBe(errcode)
  })
})

describe('the client', () => {
  const tap = (bytes: number) => kfMenu({ items: [menuClick('i'.repeat(bytes), han(bytes))] })
  const link = (more: object) => kfLink({ title: '题', url: 'https://a', thumb_media_id: 'M', ...more })
  const program = (title: string) => kfMiniprogram({ appid: 'a', title, thumb_media_id: 'M', pagepath: 'a.html' })
  const MADE = {
    textBytes: (figure: number) => kfText(han(figure)),
    menuItems: (figure: number) => kfMenu({ items: Array.from({ length: figure }, () => menuText('又')) }),
    menuTappable: (figure: number) => kfMenu({ items: Array.from({ length: figure }, () => menuClick('i', '好')) }),
    menuHeadBytes: (figure: number) => kfMenu({ head: han(figure), items: [], tail: han(figure) }),
    menuClickBytes: tap,
    menuViewBytes: (figure: number) => kfMenu({ items: [menuView('https://a', han(figure))] }),
    menuTextBytes: (figure: number) => kfMenu({ items: [menuText(han(figure))] }),
    urlBytes: (figure: number) => link({ url: 'u'.repeat(figure) }),
    linkTitleBytes: (figure: number) => link({ title: han(figure) }),
    linkDescBytes: (figure: number) => link({ desc: han(figure) }),
    miniprogramTitleBytes: (figure: number) => program(han(figure)),
  }

  it('holds to the figures the simulator holds to', () => {
    for (const [name, made] of Object.entries(MADE)) {
      const figure = LIMITS[name as keyof typeof LIMITS]
      expect([name, checkKfMessage(made(figure)).ok, checkKfMessage(made(figure + 1)).ok]).toEqual([name, true, false])
    }
    expect(KF_WINDOW).toEqual({ ms: LIMITS.sendWindowMs, messages: LIMITS.sendPerTurn })
  })
})

describe('codes that let one message through', () => {
  const entered = (world: Pair, phone = world.sim.phones.create().external_userid) => ({
    phone,
    code: world.sim.phones.enter(phone, { scene: 'poster' }).welcome_code ?? '',
  })

  it('the welcome goes once, without a word of the customer; used again it is gone', async () => {
    const world = await pair()
    const { phone, code } = entered(world)
    expect(told(await onEvent(world, code, kfMenu({ head: '您好', items: [menuClick('1', '反映问题')] })))).toBe('ok')
    expect(told(await onEvent(world, code, kfText('又'), 'w-2'))).toEqual([40058, 'gone'])
    expect(await shown(world, phone)).toHaveLength(1)
  })

  it('the welcome is gone after 20 seconds', async () => {
    const world = await pair()
    const { code } = entered(world)
    world.pass(20_001)
    expect(told(await onEvent(world, code))).toEqual([40058, 'gone'])
  })

  it('the welcome whose answer is lost is asked for once only', async () => {
    const world = await pair()
    const { phone, code } = entered(world)
    world.sim.faults.order({ path: '/cgi-bin/kf/send_msg_on_event', drop: true, when: 'after' })
    expect(told(await onEvent(world, code))).toEqual([null, 'busy'])
    expect(calls(world, 'kf/send_msg_on_event')).toBe(1)
    expect(await shown(world, phone)).toHaveLength(1)
  })

  it.each<[ServiceState, number]>([
    ['pool', 2 * DAY],
    ['human', 2 * DAY],
  ])('the one of the move to %s goes once within its time', async (state, ms) => {
    const world = await pair()
    const phone = customer(world)
    const { msgCode } = must(await move(world, phone, state))
    world.sim.phones.say(phone, '好')
    world.pass(ms - 1)
    expect(told(await onEvent(world, msgCode ?? ''))).toBe('ok')
    expect(told(await onEvent(world, msgCode ?? '', kfText('又'), 'w-2'))).toEqual([40058, 'gone'])
  })

  it('the one of the pool dies when somebody takes the session (95018)', async () => {
    const world = await pair()
    const phone = customer(world)
    const { msgCode } = must(await move(world, phone, 'pool'))
    world.sim.servicers.take('lisi', { external_userid: phone })
    expect(told(await onEvent(world, msgCode ?? ''))).toEqual([95018, 'session'])
  })

  it('the one of the end is in the log and good for 20 seconds', async () => {
    const world = await pair()
    const phone = customer(world)
    must(await move(world, phone, 'human'))
    world.sim.servicers.end('lisi', { external_userid: phone })
    const last = (await pull(world)).messages.at(-1)
    const code = last?.kind === 'event' && last.event.type === 'session_status_change' ? last.event.msgCode : null
    expect(told(await onEvent(world, code ?? '', kfMenu({ items: [menuClick('5', '满意')] })))).toBe('ok')
  })

  it('counts a msgid that was accepted before as sent (95033)', async () => {
    const world = await pair()
    const { phone, code } = entered(world)
    world.sim.phones.say(phone, '你好')
    must(await send(world, phone, kfText('一'), 'w-1'))
    expect(must(await onEvent(world, code, kfText('一'), 'w-1'))).toEqual({ msgid: 'w-1' })
    expect(await shown(world, phone)).toHaveLength(1)
  })
})

describe('the session', () => {
  const STATES: readonly ServiceState[] = ['new', 'assistant', 'pool', 'human', 'ended']
  const MOVES: Record<ServiceState, readonly ServiceState[]> = {
    new: ['assistant', 'pool', 'human'],
    assistant: ['pool', 'human'],
    pool: ['human'],
    human: ['human', 'ended'],
    ended: [],
  }
  const REACH: Record<ServiceState, readonly ServiceState[]> = {
    new: [],
    assistant: ['assistant'],
    pool: ['pool'],
    human: ['human'],
    ended: ['human', 'ended'],
  }

  it.each(STATES)('moves from %s where §3.7 says so, and is told elsewhere (95016)', async (from) => {
    const world = await pair()
    for (const to of STATES) {
      const phone = customer(world)
      for (const step of REACH[from]) must(await move(world, phone, step))
      expect(await stateOf(world, phone)).toBe(from)
      expect([to, told(await move(world, phone, to))]).toEqual([
        to,
        MOVES[from].includes(to) ? 'ok' : [95016, 'session'],
      ])
      expect(await stateOf(world, phone)).toBe(MOVES[from].includes(to) ? to : from)
    }
  })

  it.each(['new', 'assistant', 'pool'] as const)('ends from %s by API where the switch lets it', async (from) => {
    const world = await pair({ switches: { api_may_end: true } })
    const phone = customer(world)
    for (const step of REACH[from]) must(await move(world, phone, step))
    expect(must(await move(world, phone, 'ended')).msgCode).not.toBeNull()
  })

  it.each(['pool', 'human', 'ended'] as const)('forbids sending in %s (95018)', async (state) => {
    const world = await pair()
    const phone = customer(world)
    for (const step of REACH[state]) must(await move(world, phone, step))
    expect(told(await send(world, phone))).toEqual([95018, 'session'])
  })

  it('goes to a servicer who takes sessions, and to no other (95014, 95019)', async () => {
    const world = await pair()
    const session = { openKfid: world.account, externalUserid: customer(world), state: 'human' as const }
    const to = async (servicerUserid: string) =>
      told(await world.kf.kf.serviceState.trans({ ...session, servicerUserid }))
    world.sim.servicers.serving('lisi', { serving: false })
    expect([await to('nobody'), await to('lisi'), await to('ZhangSan')]).toEqual([
      [95014, 'config'],
      [95019, 'session'],
      'ok',
    ])
  })

  it('is over after 48 hours and new with the next word', async () => {
    const world = await pair()
    const phone = customer(world)
    must(await move(world, phone, 'assistant'))
    world.pass(2 * DAY + 1)
    expect(await stateOf(world, phone)).toBe('ended')
    world.sim.phones.say(phone, '又来了')
    expect(await stateOf(world, phone)).toBe('new')
  })
})
