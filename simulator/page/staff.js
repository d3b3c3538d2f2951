import { attempt, follow, get, post, say, timeOf } from './api.js'
import { message } from './card.js'
import { el, keptAtEnd, keyedList } from './dom.js'
import { pagePanel } from './panel.js'
import { robotChat } from './robot.js'
import { sessionList } from './sessions.js'

const timeLine = (at) => el('div', { className: 'time' }, timeOf(at))

/** A staff member's WeCom: the app's messages, a page opened from a card, and kf sessions. */
export const startStaff = async (root) => {
  const phone = { me: '', stop: () => undefined }
  const list = keptAtEnd(el('div', { className: 'messages', testid: 'staff-messages', 'aria-live': 'polite' }))
  const sessions = sessionList(() => phone.me)
  const panel = pagePanel()
  const acts = memberActs(phone, panel)
  const robot = await robotChat(() => phone.me, acts.open)
  const use = (userid) => {
    phone.me = userid
    localStorage.setItem('staff', userid)
    panel.hide()
    phone.stop()
    phone.stop = showScreen(list, acts)
    sessions.draw()
    robot.restart()
  }
  const people = el('select', { testid: 'staff-select', 'aria-label': '工作人员', onchange: () => use(people.value) })
  root.replaceChildren(
    el('div', { className: 'bar' }, el('span', { className: 'who' }, '工作人员', people)),
    titleBar(list, sessions, robot),
    list,
    sessions.root,
    robot.root,
    panel.root,
    inputBar((text) => (robot.root.hidden ? acts.speak(text) : robot.speak(text))),
  )
  const members = await get('/sim/members')
  await followMail(people, members)
  const before = localStorage.getItem('staff')
  people.value = members.some(({ userid }) => userid === before) ? before : members[0].userid
  use(people.value)
}

const MAIL_MS = 2000

/** Fills the list, with whoever has messages on top: among seventy members nobody finds the one who got the card. */
const followMail = async (select, members) => {
  let drawn
  const draw = async () => {
    const { members: books } = await get('/sim/books')
    const hasMail = ({ userid }) => (books[userid]?.delivered.length ?? 0) > 0
    const [mailed, others] = [members.filter(hasMail), members.filter((each) => !hasMail(each))]
    const key = mailed.map(({ userid }) => userid).join()
    if (key === drawn) return
    drawn = key
    const chosen = select.value
    select.replaceChildren(...memberGroup('有消息', mailed), ...memberGroup('还没有消息', others))
    if (chosen) select.value = chosen
  }
  await draw()
  // Not under a hand that is choosing, and not behind another window.
  setInterval(() => {
    if (!document.hidden && document.activeElement !== select) draw().catch(() => undefined)
  }, MAIL_MS)
}

const memberGroup = (label, members) => {
  const options = members.map(({ userid, name, department }) =>
    el('option', { value: userid }, `${name}（${department}）`),
  )
  return options.length === 0 ? [] : [el('optgroup', { label }, options)]
}

const memberActs = (phone, panel) => {
  const path = (verb) => `/sim/members/${encodeURIComponent(phone.me)}/${verb}`
  const open = (url) =>
    attempt(async () => {
      const door = path(`open?url=${encodeURIComponent(url)}`)
      const { frameable } = await get(`/sim/frameable?url=${encodeURIComponent(url)}`)
      if (frameable) panel.show(door, url)
      else window.open(door, '_blank')
    })
  const click = (msgid, key, selected) =>
    attempt(async () => {
      const answer = await post(path('click'), { msgid, key, selected })
      if (answer.url) await open(answer.url)
      else if (answer.outcome !== 'delivered') say(`服务没有收下这次点击（${answer.status ?? '无应答'}）`)
    })
  const speak = (text) => attempt(() => post(path('say'), { text }))
  return { path, open, click, speak }
}

const showScreen = (list, acts) => {
  const copies = new Map()
  const drawList = keyedList(list, (copy) => message(copy, acts), timeLine)
  const draw = () => {
    drawList([...copies.values()].sort((a, b) => a.at - b.at))
    if (copies.size === 0) list.append(el('p', { className: 'empty' }, '还没有消息。收到消息的人排在名单最前面。'))
  }
  draw()
  return follow(acts.path('screen'), (fresh) => {
    for (const copy of fresh) copies.set(copy.msgid, copy)
    if (fresh.length > 0) draw()
  })
}

const titleBar = (list, sessions, robot) => {
  const views = [list, sessions.root, robot.root]
  const tabs = [
    ['消息', 'staff-tab-messages', list],
    ['客服会话', 'staff-tab-sessions', sessions.root],
    ...(robot.there ? [['机器人', 'staff-tab-robot', robot.root]] : []),
  ].map(([label, testid, shown]) => {
    const choose = () => {
      for (const view of views) view.hidden = view !== shown
      for (const tab of tabs) tab.setAttribute('aria-pressed', String(tab === button))
      sessions.draw()
      if (shown === robot.root) robot.enter()
    }
    const props = { type: 'button', testid, 'aria-pressed': String(shown === list), onclick: choose }
    const button = el('button', props, label)
    return button
  })
  return el(
    'div',
    { className: 'title' },
    el('span', { className: 'dot' }),
    el('strong', {}, '民情'),
    el('small', {}, '企业微信应用'),
    el('span', { className: 'tabs' }, tabs),
  )
}

const inputBar = (speak) => {
  const input = el('input', { testid: 'staff-input', placeholder: '发消息', 'aria-label': '发消息' })
  const submit = (event) => {
    event.preventDefault()
    const text = input.value.trim()
    input.value = ''
    if (text !== '') speak(text)
  }
  return el(
    'form',
    { className: 'input', onsubmit: submit },
    input,
    el('button', { type: 'submit', className: 'send', testid: 'staff-send' }, '发送'),
  )
}
