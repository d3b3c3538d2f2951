import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  byteLength,
  checkKfMessage,
  clip,
  kfLink,
  kfLocation,
  kfMedia,
  kfMenu,
  kfMiniprogram,
  kfText,
  menuClick,
  menuText,
  menuView,
  splitText,
} from '../../../src/wecom/index.ts'

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('。', '！', '，', '、', '\n', '；', '”', '路', '灯', '👋', '𠮷', 'a'),
    fc.string({ unit: 'binary' }),
  ),
  maxLength: 400,
})

describe('splitText (trap 9.11)', () => {
  it('loses nothing, leaves no piece empty or too long, and cuts no character', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 60 }), (whole, maxBytes) => {
        const pieces = splitText(whole, maxBytes)
        expect(pieces.join('')).toBe(whole)
        for (const piece of pieces) {
          expect(piece).not.toBe('')
          expect(byteLength(piece)).toBeLessThanOrEqual(maxBytes)
          if (whole.isWellFormed()) expect(piece.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('leaves alone what fits: 682 han and two letters are 2048 bytes', () => {
    const fits = `${'民'.repeat(682)}ab`
    expect(splitText(fits)).toEqual([fits])
    expect(splitText(`${fits}c`)).toHaveLength(2)
  })

  it.each([
    ['after the last sentence that fits', '一二。三四，五六七八', 24, ['一二。', '三四，五六七八']],
    ['with its closing quote', '“一二。”三四五六', 18, ['“一二。”', '三四五六']],
    ['after the last clause where no sentence ends', '一二，三四五六', 15, ['一二，', '三四五六']],
    ['between characters where nothing ends', '一二三四', 9, ['一二三', '四']],
    ['not inside a surrogate pair', 'a👋👋', 6, ['a👋', '👋']],
    ['not inside what is read as one character', 'ab👨‍👩‍👧', 18, ['ab', '👨‍👩‍👧']],
    ['inside it only where it is too long by itself', '👨‍👩‍👧', 8, ['👨‍', '👩‍', '👧']],
    ['after a line', '一\n二三', 9, ['一\n', '二三']],
  ])('cuts %s', (_, whole, maxBytes, pieces) => {
    expect(splitText(whole, maxBytes)).toEqual(pieces)
  })

  it('has nothing to say about nothing', () => {
    expect(splitText('')).toEqual([])
  })

  it('refuses a limit that some characters do not fit', () => {
    expect(() => splitText('a', 3)).toThrowError(expect.objectContaining({ code: 'wecom_limit_too_small' }))
  })
})

describe('clip', () => {
  it.each([
    ['一二三', 3, '一二三'],
    ['一二三四', 3, '一二…'],
    ['👋👋👋', 2, '👋…'],
    ['', 2, ''],
  ])('makes of %s at most %i characters', (whole, chars, clipped) => {
    expect(clip(whole, chars)).toBe(clipped)
  })
})

describe('kf messages that the platform would refuse or cut', () => {
  const clicks = (n: number) => Array.from({ length: n }, (_, i) => menuClick(`k${i}`, '好'))
  const han = (bytes: number) => '民'.repeat(Math.floor(bytes / 3)) + 'a'.repeat(bytes % 3)
  const link = { title: 'T', url: 'https://example.com', thumb_media_id: 'M' }
  const mini = { appid: 'wx1', thumb_media_id: 'M', pagepath: 'a.html' }

  it.each([
    ['a text of 2048 bytes', kfText(han(2048))],
    ['ten taps among texts', kfMenu({ head: '问', items: [...clicks(10), menuText('又')], tail: '谢' })],
    [
      'labels at their limit',
      kfMenu({ items: [menuClick('i'.repeat(128), han(128)), menuView('https://a', han(1024))] }),
    ],
    ['a menu of only a head', kfMenu({ head: '问', items: [] })],
    ['media', kfMedia('image', 'M')],
    ['a link', kfLink({ ...link, title: han(128), desc: han(512) })],
    ['a mini program', kfMiniprogram(mini)],
    ['a place', kfLocation({ latitude: -90, longitude: 180, name: 'N' })],
  ])('let through %s', (_, message) => {
    expect(checkKfMessage(message)).toEqual({ ok: true, value: message })
  })

  it.each([
    ['a text of 2049 bytes', kfText(han(2049)), 'text.content'],
    ['an empty text', kfText(''), 'text.content'],
    ['eleven taps', kfMenu({ items: [...clicks(10), menuView('https://a', '看')] }), 'msgmenu.list'],
    ['51 items', kfMenu({ items: Array.from({ length: 51 }, () => menuText('又')) }), 'msgmenu.list'],
    ['a long head', kfMenu({ head: han(1025), items: clicks(1) }), 'msgmenu.head_content'],
    ['a long tap', kfMenu({ items: [...clicks(1), menuClick('a', han(129))] }), 'msgmenu.list[1].click.content'],
    ['a long id', kfMenu({ items: [menuClick('i'.repeat(129), 'a')] }), 'msgmenu.list[0].click.id'],
    ['a long line', kfMenu({ items: [menuText(han(257))] }), 'msgmenu.list[0].text.content'],
    ['a menu that says nothing', kfMenu({ items: [] }), 'msgmenu'],
    ['media without an id', kfMedia('file', ''), 'file.media_id'],
    ['a link with a long title', kfLink({ ...link, title: han(129) }), 'link.title'],
    ['a page that is not .html', kfMiniprogram({ ...mini, pagepath: 'a' }), 'miniprogram.pagepath'],
    ['a place off the globe', kfLocation({ latitude: 91, longitude: 0 }), 'location.latitude'],
  ])('refuse %s', (_, message, field) => {
    expect(checkKfMessage(message)).toMatchObject({ ok: false, error: { field } })
  })
})
