import { describe, expect, it } from 'vitest'
import { chosenCard, splitForBot, wireOf } from '../../../../src/talk/channel/bot-wire.ts'
import type { Content } from '../../../../src/talk/channel/index.ts'
import { BOT_TEXT_BYTES, botCardUpdate, botReply, byteLength } from '../../../../src/wecom/index.ts'

const menu = (head: string, labels: string[], tail = ''): Content => ({
  kind: 'menu',
  head,
  options: labels.map((label, index) => ({ id: `complaint/confirm/${index}`, label: `${index + 1}. ${label}` })),
  tail,
})
const textOf = (content: Content) => {
  const said = wireOf('01ID', content)
  return said.kind === 'text' ? said.text : null
}

describe('a menu of the robot', () => {
  it('is a card with buttons where all of it can be read there', () => {
    const said = wireOf('01ID', menu('怎么联系您？留一个电话，办理的人好问您。', ['不留联系方式', '留电话']))
    expect(said).toMatchObject({
      kind: 'card',
      card: {
        card_type: 'button_interaction',
        main_title: { title: '怎么联系您？' },
        sub_title_text: '留一个电话，办理的人好问您。',
        task_id: '01ID',
        button_list: [
          { text: '不留联系方式', key: 'complaint/confirm/0' },
          { text: '留电话', key: 'complaint/confirm/1' },
        ],
      },
    })
    expect(botReply('01ID', said).ok).toBe(true)
  })

  it.each([
    ['seven options', menu('哪一类？', ['一', '二', '三', '四', '五', '六', '七'])],
    ['a label that a button cuts', menu('哪一类？', ['农村宅基地和自建房的纠纷', '其他'])],
    ['a head that a card cuts', menu(`请核对：\n${'说了很多'.repeat(40)}`, ['对', '不对'])],
    ['a first sentence too long for a title', menu('这句话一直说一直说没有停下来的时候所以放不进卡片的标题里', ['对'])],
  ])('stands in the text with its numbers where there are %s', (_, content) => {
    const text = textOf(content)
    expect(text).toContain('1. ')
    if (content.kind === 'menu') for (const { label } of content.options) expect(text).toContain(label)
  })

  it('shows what was chosen in place of the buttons, under the same task_id', () => {
    const content = menu('怎么联系您？', ['不留联系方式', '留电话'])
    const card = chosenCard('01ID', content, '已选：不留联系方式')
    expect(card).toMatchObject({ task_id: '01ID', button_list: [{ text: '已选：不留联系方式' }] })
    expect(card && botCardUpdate(card).ok).toBe(true)
  })
})

describe('words of the robot', () => {
  it('are not taken for a mention or a hidden thought', () => {
    expect(textOf({ kind: 'text', text: '<think>看不见</think> <@all>' })).toBe('＜think>看不见＜/think> ＜@all>')
  })

  it.each([
    ['han', '一二三四五六七。'.repeat(4_000)],
    ['letters without an end', 'x'.repeat(50_000)],
    ['signs that grow', '<'.repeat(30_000)],
  ])('are cut into pieces the platform takes, and lose nothing: %s', (_, text) => {
    const pieces = splitForBot({ kind: 'text', text })
    expect(pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')).toBe(text)
    for (const piece of pieces) {
      expect(byteLength(textOf(piece) ?? '')).toBeLessThanOrEqual(BOT_TEXT_BYTES)
      expect(botReply('01ID', wireOf('01ID', piece)).ok).toBe(true)
    }
  })

  it('before a menu go first, and the options stay with the last of them', () => {
    const pieces = splitForBot(menu('一二三四五六七。'.repeat(4_000), ['对', '不对']))
    expect(pieces.slice(0, -1).every((piece) => piece.kind === 'text')).toBe(true)
    expect(pieces.at(-1)).toMatchObject({ kind: 'menu' })
    for (const piece of pieces) expect(botReply('01ID', wireOf('01ID', piece)).ok).toBe(true)
  })
})
