import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KfInbound, parseKfMessage } from '../../../src/wecom/index.ts'

const HEAD = { msgid: 'm1', open_kfid: 'wk1', external_userid: 'wm1', send_time: 1700000000, origin: 3 }
const SAID = {
  msgid: 'm1',
  openKfid: 'wk1',
  externalUserid: 'wm1',
  sendTime: 1700000000,
  origin: 'customer',
  servicerUserid: null,
}
const message = (msgtype: string, body: unknown): KfInbound => parseKfMessage({ ...HEAD, msgtype, [msgtype]: body })
const happened = (event: object): KfInbound =>
  parseKfMessage({ msgid: 'e1', send_time: 1700000000, origin: 4, msgtype: 'event', event })

describe('kf messages', () => {
  it.each([
    ['text', { content: 'hello' }, { kind: 'text', text: 'hello', menuId: null }],
    ['text', { content: '满意', menu_id: '101' }, { kind: 'text', text: '满意', menuId: '101' }],
    ['image', { media_id: 'M' }, { kind: 'image', mediaId: 'M' }],
    ['voice', { media_id: 'M' }, { kind: 'voice', mediaId: 'M' }],
    ['video', { media_id: 'M' }, { kind: 'video', mediaId: 'M' }],
    ['file', { media_id: 'M' }, { kind: 'file', mediaId: 'M' }],
    [
      'location',
      { latitude: 23.106021881103501, longitude: '113.3', name: 'N', address: 'A' },
      { kind: 'location', latitude: 23.106021881103501, longitude: 113.3, name: 'N', address: 'A' },
    ],
    [
      'link',
      { title: 'T', desc: 'D', url: 'https://example.com', pic_url: '' },
      { kind: 'link', title: 'T', desc: 'D', url: 'https://example.com', picUrl: null },
    ],
    ['business_card', { userid: 'zhangsan' }, { kind: 'business_card', userid: 'zhangsan' }],
    [
      'miniprogram',
      { title: 'T', appid: 'wx1', pagepath: 'p.html', thumb_media_id: 'M' },
      { kind: 'miniprogram', title: 'T', appid: 'wx1', pagepath: 'p.html', thumbMediaId: 'M' },
    ],
    [
      'msgmenu',
      {
        head_content: 'H',
        list: [
          { type: 'click', click: { id: '1', content: 'C' } },
          { type: 'view', view: { url: 'https://example.com', content: 'V' } },
          { type: 'later', later: { x: 1 } },
        ],
      },
      {
        kind: 'msgmenu',
        head: 'H',
        tail: '',
        items: [
          { type: 'click', id: '1', content: 'C', url: null },
          { type: 'view', id: null, content: 'V', url: 'https://example.com' },
          { type: 'later', id: null, content: '', url: null },
        ],
      },
    ],
    ['msgmenu', { head_content: 'H', list: null }, { kind: 'msgmenu', head: 'H', items: [], tail: '' }],
    ['merged_msg', { title: 'T', item: null }, { kind: 'merged_msg', title: 'T', items: [] }],
    [
      'channels',
      { sub_type: 2, nickname: 'N', title: 'T' },
      { kind: 'channels', subType: 2, nickname: 'N', title: 'T' },
    ],
    [
      'channels_shop_product',
      { product_id: 'P', title: 'T', sales_price: '128', shop_nickname: 'S' },
      { kind: 'channels_shop_product', productId: 'P', title: 'T', salesPriceFen: 128, shop: 'S' },
    ],
    [
      'channels_shop_order',
      { order_id: 'O', product_titles: 'T', state: 'paid', shop_nickname: 'S' },
      { kind: 'channels_shop_order', orderId: 'O', productTitles: 'T', state: 'paid', shop: 'S' },
    ],
    ['meeting', undefined, { kind: 'meeting' }],
    ['calendar', undefined, { kind: 'calendar' }],
    ['note', {}, { kind: 'note' }],
  ])('reads %s %j', (msgtype, body, content) => {
    expect(message(msgtype, body)).toEqual({ ...SAID, ...content })
  })

  it('reads a forwarded chat down to its inner messages', () => {
    const item = (msgtype: string, inner: unknown) => ({
      send_time: '1700000000',
      msgtype,
      sender_name: '张三',
      msg_content: typeof inner === 'string' ? inner : JSON.stringify(inner),
    })
    const read = message('merged_msg', {
      title: 'T',
      item: [
        item('text', { text: { content: 'whole' } }),
        item('text', { content: 'bare' }),
        item('hologram', {}),
        item('text', '{'),
        { send_time: 1, msgtype: 'note', sender_name: '张三' },
      ],
    })
    expect(read).toMatchObject({
      kind: 'merged_msg',
      title: 'T',
      items: [
        { sentAt: 1700000000, senderName: '张三', content: { kind: 'text', text: 'whole' } },
        { content: { kind: 'text', text: 'bare' } },
        { msgtype: 'hologram', content: null },
        { content: null },
        { content: { kind: 'note' } },
      ],
    })
  })

  it('reads forwarded chats inside forwarded chats three deep', () => {
    const wrap = (inner: object) => ({
      title: 'T',
      item: [{ msgtype: 'merged_msg', sender_name: 'N', msg_content: JSON.stringify(inner) }],
    })
    const depthOf = (content: unknown): number => {
      const items = (content as { items?: { content: unknown }[] } | null)?.items
      return items === undefined ? 0 : 1 + depthOf(items[0]?.content)
    }
    let chat = wrap({ title: 'innermost', item: [] })
    for (let i = 0; i < 10; i += 1) chat = wrap(chat)
    expect(depthOf(message('merged_msg', chat))).toBe(3)
  })

  it('tells what a servicer typed from what the customer said', () => {
    const typed = { ...HEAD, origin: 5, servicer_userid: 'lisi', msgtype: 'text', text: { content: 'hi' } }
    expect(parseKfMessage(typed)).toMatchObject({ origin: 'servicer', servicerUserid: 'lisi' })
  })
})

describe('kf events', () => {
  const who = { open_kfid: 'wk1', external_userid: 'wm1' }
  const head = {
    msgid: 'e1',
    sendTime: 1700000000,
    origin: 'system',
    kind: 'event',
    openKfid: 'wk1',
    externalUserid: 'wm1',
  }

  it.each([
    [
      { event_type: 'enter_session', scene: 'order', scene_param: 'id%3D7', welcome_code: 'W' },
      { type: 'enter_session', scene: 'order', sceneParam: 'id=7', welcomeCode: 'W', channels: null },
    ],
    [
      {
        event_type: 'enter_session',
        scene_param: '100%',
        welcome_code: '',
        wechat_channels: { shop_nickname: 'S', scene: 4 },
      },
      {
        type: 'enter_session',
        scene: null,
        sceneParam: '100%',
        welcomeCode: null,
        channels: { nickname: null, shopNickname: 'S', scene: 4 },
      },
    ],
    [
      { event_type: 'msg_send_fail', fail_msgid: 'out-1', fail_type: 9 },
      { type: 'msg_send_fail', failMsgid: 'out-1', failType: 9 },
    ],
    [
      { event_type: 'session_status_change', change_type: 3, old_servicer_userid: 'lisi', msg_code: 'C' },
      {
        type: 'session_status_change',
        change: 'ended',
        oldServicerUserid: 'lisi',
        newServicerUserid: null,
        msgCode: 'C',
      },
    ],
    [
      { event_type: 'user_recall_msg', recall_msgid: 'm1' },
      { type: 'user_recall_msg', recallMsgid: 'm1' },
    ],
    [
      { event_type: 'servicer_recall_msg', recall_msgid: 'm1', servicer_userid: 'lisi' },
      { type: 'servicer_recall_msg', recallMsgid: 'm1', servicerUserid: 'lisi' },
    ],
    [
      { event_type: 'reject_customer_msg_switch_change', servicer_userid: 'lisi', reject_switch: 1 },
      { type: 'reject_customer_msg_switch_change', servicerUserid: 'lisi', rejecting: true },
    ],
    [{ event_type: 'of_next_year' }, { type: 'other', eventType: 'of_next_year' }],
  ])('reads %j, whose account and customer stand inside', (event, body) => {
    expect(happened({ ...event, ...who })).toEqual({ ...head, event: body })
  })

  it.each([
    [1, 'serving'],
    [2, 'stopped'],
  ])('reads servicer status %i as %s (trap 9.16)', (status, expected) => {
    const read = happened({ event_type: 'servicer_status_change', servicer_userid: 'lisi', status, open_kfid: 'wk1' })
    expect(read).toMatchObject({ externalUserid: null, event: { status: expected } })
  })
})

describe('what nobody knows', () => {
  it.each([
    ['a new kind', { ...HEAD, msgtype: 'hologram', hologram: {} }, 'hologram'],
    ['a known kind without its body', { ...HEAD, msgtype: 'image', image: {} }, 'image'],
    ['a kind named like a method', { ...HEAD, msgtype: 'constructor' }, 'constructor'],
  ])('keeps %s with its id, account and customer', (_, raw, msgtype) => {
    const { servicerUserid: _none, ...who } = SAID
    expect(parseKfMessage(raw)).toEqual({ ...who, servicerUserid: null, kind: 'unknown', msgtype, raw })
  })

  it.each([null, '', 'shop', { scene: {} }])('keeps the welcome code beside the odd origin %j', (wechat_channels) => {
    const event = { event_type: 'enter_session', scene: 's', welcome_code: 'W', wechat_channels }
    expect(happened(event)).toMatchObject({ event: { scene: 's', welcomeCode: 'W', channels: null } })
  })

  it('keeps a known event without its essentials', () => {
    expect(happened({ event_type: 'msg_send_fail', open_kfid: 'wk1', external_userid: 'wm1' })).toMatchObject({
      kind: 'unknown',
      msgid: 'e1',
      openKfid: 'wk1',
      externalUserid: 'wm1',
      msgtype: 'event',
    })
  })

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom('text', 'event', 'merged_msg', 'msgmenu', 'location'),
        (body, msgtype) => {
          expect(parseKfMessage(body).kind).toBeTypeOf('string')
          expect(parseKfMessage({ ...HEAD, msgtype, [msgtype]: body }).kind).toBeTypeOf('string')
        },
      ),
    )
  })
})
