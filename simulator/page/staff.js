import { attempt, follow, get, post, say, timeOf } from './api.js'
import { message } from './card.js'
import { el, keyedList } from './dom.js'

/** A staff member's WeCom: the app's messages, a page opened from a card, and kf sessions. */
export const startStaff = async (root) => {
  const copies = new Map()
  let me = ''
  let stop = () => undefined

  const list = el('div', { className: 'messages', testid: 'staff-messages', 'aria-live': 'polite' })
  const sessions = el('div', { className: 'messages', testid: 'staff-sessions', hidden: true })
  const people = el('select', { testid: 'staff-select', 'aria-label': '工作人员', onchange: () => use(people.value) })
  const panel = pagePanel()
  const input = el('input', { testid: 'staff-input', placeholder: '发消息给应用', 'aria-label': '发消息给应用' })

  const open = (url) =>
    attempt(async () => {
      const door = `/sim/members/${encodeURIComponent(me)}/open?url=${encodeURIComponent(url)}`
      const { frameable } = await get(`/sim/frameable?url=${encodeURIComponent(url)}`)
      if (frameable) panel.show(door, url)
      else window.open(door, '_blank')
    })
  const click = (msgid, key, selected) =>
    attempt(async () => {
      const answer = await post(`/sim/members/${encodeURIComponent(me)}/click`, { msgid, key, selected })
      if (answer.url) await open(answer.url)
      else if (answer.outcome !== 'delivered') say(`服务没有收下这次点击（${answer.status ?? '无应答'}）`)
    })
  let drawList = () => undefined
  const draw = () => {
    drawList([...copies.values()].sort((a, b) => a.at - b.at))
    if (copies.size === 0) list.append(el('p', { className: 'empty' }, '还没有消息'))
  }
  const use = (userid) => {
    stop()
    copies.clear()
    me = userid
    localStorage.setItem('staff', userid)
    panel.hide()
    drawList = keyedList(list, (copy) => message(copy, { open, click }), timeLine)
    draw()
    stop = follow(`/sim/members/${encodeURIComponent(me)}/screen`, (fresh) => {
      for (const copy of fresh) copies.set(copy.msgid, copy)
      if (fresh.length > 0) draw()
    })
    drawSessions()
  }
  const drawSessions = () =>
    attempt(async () => sessions.replaceChildren(...sessionCards(await get('/sim/sessions'), me, drawSessions)))
  const tabs = []
  const tab = (label, testid, shown) => {
    const choose = () => {
      for (const each of [list, sessions]) each.hidden = each !== shown
      for (const each of tabs) each.setAttribute('aria-pressed', String(each === button))
      drawSessions()
    }
    const button = el(
      'button',
      { type: 'button', testid, 'aria-pressed': String(shown === list), onclick: choose },
      label,
    )
    tabs.push(button)
    return button
  }
  const speak = (event) => {
    event.preventDefault()
    const text = input.value.trim()
    if (text === '') return
    input.value = ''
    attempt(() => post(`/sim/members/${encodeURIComponent(me)}/say`, { text }))
  }

  root.replaceChildren(
    el('div', { className: 'bar' }, el('span', { className: 'who' }, '工作人员', people)),
    el(
      'div',
      { className: 'title' },
      el('span', { className: 'dot' }),
      el('strong', {}, '民情'),
      el('small', {}, '企业微信应用'),
      el(
        'span',
        { className: 'tabs' },
        tab('消息', 'staff-tab-messages', list),
        tab('客服会话', 'staff-tab-sessions', sessions),
      ),
    ),
    list,
    sessions,
    panel.root,
    el(
      'form',
      { className: 'input', onsubmit: speak },
      input,
      el('button', { type: 'submit', className: 'send', testid: 'staff-send' }, '发送'),
    ),
  )

  const members = await get('/sim/members')
  people.append(
    ...members.map(({ userid, name, department }) => el('option', { value: userid }, `${name}（${department}）`)),
  )
  const before = localStorage.getItem('staff')
  people.value = members.some(({ userid }) => userid === before) ? before : members[0].userid
  use(people.value)
}

/** The page behind a card, inside the phone; a service that forbids frames is opened in a new tab instead. */
const pagePanel = () => {
  const frame = el('iframe', { testid: 'panel-frame', title: '应用页面' })
  const address = el('small', {})
  const tabLink = el('a', { testid: 'panel-new-tab', target: '_blank' }, '新标签页')
  const hide = () => {
    root.hidden = true
    frame.removeAttribute('src')
  }
  const root = el(
    'div',
    { className: 'panel', testid: 'staff-panel', hidden: true },
    el(
      'div',
      { className: 'panel-bar' },
      el('button', { type: 'button', testid: 'panel-close', onclick: hide }, '‹ 返回'),
      address,
      tabLink,
    ),
    frame,
  )
  const show = (door, url) => {
    address.textContent = url
    tabLink.href = door
    frame.src = door
    root.hidden = false
  }
  return { root, show, hide }
}

const STATES = ['新接入', '智能助手', '待接入池', '人工接待', '已结束']

const sessionCards = (all, me, redraw) => {
  if (all.length === 0) return [el('p', { className: 'empty' }, '还没有会话')]
  return all.map((session) => {
    const act =
      (verb, more = {}) =>
      () =>
        attempt(async () => {
          const { open_kfid, external_userid } = session
          await post(`/sim/members/${encodeURIComponent(me)}/kf/${verb}`, { open_kfid, external_userid, ...more })
          await redraw()
        })
    const text = el('input', { testid: 'kf-text', placeholder: '以客服身份回复', 'aria-label': '以客服身份回复' })
    const mine = session.service_state === 3 && session.servicer_userid === me
    return el(
      'article',
      { className: 'card', testid: 'kf-session', data: { user: session.external_userid } },
      el('h3', {}, session.name),
      el(
        'p',
        { className: 'desc' },
        `${STATES[session.service_state]}${session.servicer_userid ? ` · ${session.servicer_userid}` : ''}`,
      ),
      (mine || session.service_state === 4) && text,
      el(
        'footer',
        {},
        session.service_state === 2 &&
          el('button', { type: 'button', testid: 'kf-take', onclick: act('take') }, '接入'),
        (mine || session.service_state === 4) &&
          el(
            'button',
            { type: 'button', testid: 'kf-write', onclick: () => act('write', { text: text.value })() },
            '回复',
          ),
        mine &&
          el('button', { type: 'button', className: 'style-2', testid: 'kf-end', onclick: act('end') }, '结束会话'),
      ),
    )
  })
}

const timeLine = (at) => el('div', { className: 'time' }, timeOf(at))
