import { el } from './dom.js'

/** The page behind a card, inside the phone. */
export const pagePanel = () => {
  const frame = el('iframe', { testid: 'panel-frame', title: '应用页面' })
  const address = el('small', {})
  const tabLink = el('a', { testid: 'panel-new-tab', target: '_blank' }, '新标签页')
  const hide = () => {
    root.hidden = true
    frame.removeAttribute('src')
  }
  const show = (door, url) => {
    address.textContent = url
    tabLink.href = door
    frame.src = door
    root.hidden = false
  }
  const back = el('button', { type: 'button', testid: 'panel-close', onclick: hide }, '‹ 返回')
  const root = el(
    'div',
    { className: 'panel', testid: 'staff-panel', hidden: true },
    el('div', { className: 'panel-bar' }, back, address, tabLink),
    frame,
  )
  return { root, show, hide }
}
