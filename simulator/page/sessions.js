import { attempt, get, post } from './api.js'
import { el } from './dom.js'

const STATES = ['新接入', '智能助手', '待接入池', '人工接待', '已结束']

/** Kf sessions as a servicer's client shows them. `me` is asked each time: another member may hold the phone. */
export const sessionList = (me) => {
  const root = el('div', { className: 'messages', testid: 'staff-sessions', hidden: true })
  const draw = () =>
    attempt(async () => {
      const all = await get('/sim/sessions')
      const empty = el('p', { className: 'empty' }, '还没有会话')
      root.replaceChildren(...(all.length === 0 ? [empty] : all.map((session) => sessionCard(session, me(), draw))))
    })
  // Not while somebody is typing an answer there.
  setInterval(() => {
    if (!root.hidden && !root.contains(document.activeElement)) draw()
  }, 3000)
  return { root, draw }
}

const sessionCard = (session, me, redraw) => {
  const { open_kfid, external_userid, service_state: state, servicer_userid: servicer } = session
  const act = (verb, more) => () =>
    attempt(async () => {
      const body = { open_kfid, external_userid, ...more?.() }
      await post(`/sim/members/${encodeURIComponent(me)}/kf/${verb}`, body)
      await redraw()
    })
  const text = el('input', { testid: 'kf-text', placeholder: '以客服身份回复', 'aria-label': '以客服身份回复' })
  const button = (label, verb, more) =>
    el('button', { type: 'button', testid: `kf-${verb}`, onclick: act(verb, more) }, label)
  const mine = state === 3 && servicer === me
  const mayWrite = mine || state === 4
  return el(
    'article',
    { className: 'card', testid: 'kf-session', data: { user: external_userid } },
    el('h3', {}, session.name),
    el('p', { className: 'desc' }, `${STATES[state]}${servicer ? ` · ${servicer}` : ''}`),
    mayWrite && text,
    el(
      'footer',
      {},
      state === 2 && button('接入', 'take'),
      mayWrite && button('回复', 'write', () => ({ text: text.value })),
      mine && button('结束会话', 'end'),
    ),
  )
}
