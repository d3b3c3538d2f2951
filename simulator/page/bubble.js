import { el, linked } from './dom.js'

const WHO = { them: '民', servicer: '客', me: '我', assistant: '智' }
const MEDIA = { video: '视频', file: '文件' }
const newTab = (href) => window.open(href, '_blank')

/** One message of a conversation, as the holder of the phone sees it. */
export const bubble = (item, acts, testid = 'citizen-bubble') => {
  if (item.recalled)
    return el('div', { className: 'time' }, item.from === 'me' ? '你撤回了一条消息' : '对方撤回了一条消息')
  const bare = item.msgtype === 'image' && item.media
  const take = () => acts.recall(item.msgid)
  return el(
    'div',
    {
      className: `line ${item.from}`,
      testid,
      data: { from: item.from, msgid: item.msgid, msgtype: item.msgtype },
    },
    el('span', { className: 'avatar', 'aria-hidden': 'true' }, WHO[item.from] ?? '·'),
    el('div', { className: bare ? 'bubble bare' : 'bubble' }, content(item, acts)),
    item.from === 'me' &&
      acts.recall &&
      el(
        'button',
        { type: 'button', className: 'recall', testid: testid.replace('bubble', 'recall'), onclick: take },
        '撤回',
      ),
  )
}

const content = (item, acts) => {
  if (item.menu) return menu(item, acts)
  if (item.media) return media(item)
  if (item.location) return location(item.location)
  if (item.link)
    return el('a', { href: item.link.url, target: '_blank' }, item.link.title, el('small', {}, item.link.desc ?? ''))
  return item.text === undefined ? `[${item.msgtype}]` : linked(item.text, newTab)
}

/** Browsers do not play AMR: a voice is its length, and a file to take away. */
const media = ({ msgtype, media: { url, name, seconds } }) => {
  if (msgtype === 'image') return el('img', { src: url, alt: name })
  if (msgtype === 'voice')
    return el('a', { href: url, download: name, className: 'voice', data: { seconds } }, `语音 ${seconds ?? '?'}″`)
  return el('a', { href: url, target: '_blank', className: 'file' }, `[${MEDIA[msgtype] ?? '文件'}] ${name}`)
}

const location = (place) =>
  el(
    'div',
    { className: 'place' },
    el('strong', {}, place.name || '位置'),
    el('small', {}, place.address || `${place.latitude}, ${place.longitude}`),
    el('div', { className: 'map', 'aria-hidden': 'true' }, '◎'),
  )

const menu = (item, acts) => {
  const entry = ({ type, index, id, content: label }) =>
    type === 'text'
      ? el('div', { className: 'menu-text' }, label)
      : el(
          'button',
          {
            type: 'button',
            testid: 'menu-item',
            data: { index, ...(id ? { id } : {}) },
            onclick: () => acts.tap(item.msgid, index),
          },
          label,
        )
  const { head, items, tail } = item.menu
  return el(
    'div',
    { className: 'menu' },
    head && el('div', { className: 'menu-head' }, head),
    items.map(entry),
    tail && el('div', { className: 'menu-tail' }, tail),
  )
}
