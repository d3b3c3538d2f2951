import { describe, expect, it } from 'vitest'
import { inboundOf } from '../../../src/talk/channel/kf-inbound.ts'
import { parseKfMessage } from '../../../src/wecom/index.ts'

const HEAD = { msgid: 'm', send_time: 1_700_000_000, origin: 3, open_kfid: 'wk1', external_userid: 'wm1' }
const bodyOf = (msgtype: string, body: unknown) =>
  inboundOf(parseKfMessage({ ...HEAD, msgtype, [msgtype]: body }), 'wk1', new Date(0)).body

const item = (sender_name: string, msgtype: string, inner: unknown) => ({
  ...{ send_time: 1, sender_name, msgtype },
  msg_content: JSON.stringify({ [msgtype]: inner }),
})

describe('what a citizen shares', () => {
  it('of a forwarded chat keeps who said what, down to chats inside it', () => {
    const inner = { title: '物业群', item: [item('物业', 'text', { content: '下周修' })] }
    const chat = {
      title: '聊天记录',
      item: [
        item('张三', 'text', { content: '路灯坏了' }),
        item('李四', 'image', { media_id: 'M' }),
        item('', 'link', { title: '通知', url: 'https://example.com' }),
        item('王五', 'merged_msg', inner),
        item('赵六', 'hologram', {}),
      ],
    }
    expect(bodyOf('merged_msg', chat)).toEqual({
      ...{ kind: 'shared', of: 'merged_msg' },
      text: [
        '聊天记录',
        '张三: 路灯坏了',
        '李四: [image]',
        '通知\nhttps://example.com',
        '王五: 物业群\n物业: 下周修',
        '赵六: [hologram]',
      ].join('\n'),
    })
  })

  it.each([
    ['link', { title: '题', desc: '述', url: 'https://example.com' }, '题\n述\nhttps://example.com'],
    ['miniprogram', { title: '题', appid: 'a', pagepath: 'p' }, '题'],
    ['channels', { sub_type: 1, nickname: '号', title: '题' }, '号\n题'],
    ['channels_shop_product', { product_id: 'P', title: '题', shop_nickname: '店' }, '店\n题'],
    [
      'channels_shop_order',
      { order_id: 'O', product_titles: '题', state: '已付', shop_nickname: '店' },
      '店\n题\n已付',
    ],
    [
      'msgmenu',
      { head_content: '问', list: [{ type: 'click', click: { id: '1', content: '是' } }], tail_content: '谢' },
      '问\n是\n谢',
    ],
    ['business_card', { userid: 'lisi' }, ''],
    ['note', {}, ''],
  ])('of kind %s keeps what can be read', (of, body, text) => {
    expect(bodyOf(of, body)).toEqual({ kind: 'shared', of, text })
  })
})
