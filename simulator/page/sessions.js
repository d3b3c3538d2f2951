import { attempt, get, post } from './api.js'
import { bubble } from './bubble.js'
import { el } from './dom.js'

const STATES = ['新接入', '智能助手', '待接入池', '人工接待', '已结束']

/** Kf sessions as a servicer's client shows them. `me` is asked each time: another member may hold the phone. */
export const sessionList = (me) => {
  const root = el('div', { className: 'messages', testid: 'staff-sessions', hidden: true })
  const draw = () =>
    attempt(async () => {
      const [all, members] = await Promise.all([get('/sim/sessions'), get('/sim/members')])
      const names = new Map(members.map(({ userid, name }) => [userid, name]))
      const empty = el('p', { className: 'empty' }, '还没有会话')
      const cards = await Promise.all(all.map((session) => sessionCard(session, { me: me(), names }, draw)))
      // Somebody has begun to type meanwhile.
      if (root.contains(document.activeElement) && document.activeElement.value) return
      root.replaceChildren(...(all.length === 0 ? [empty] : cards))
      for (const box of root.querySelectorAll('.history')) box.scrollTop = box.scrollHeight
    })
  // Not while somebody is typing an answer there.
  setInterval(() => {
    if (!root.hidden && !root.contains(document.activeElement)) draw()
  }, 3000)
  return { root, draw }
}

const LATEST = 8
/** The citizen is across the table here, and the servicer is whoever holds this phone. */
const SEEN = { me: 'them', servicer: 'me', them: 'assistant' }

/** What was said so far: photos, voices and places too. */
const history = async ({ open_kfid, external_userid }, recall) => {
  const { items } = await get(`/sim/phones/${external_userid}/screen?open_kfid=${open_kfid}`)
  const said = items.filter((item) => item.from in SEEN && !item.failed).slice(-LATEST)
  const draw = (item) =>
    bubble({ ...item, from: SEEN[item.from] }, item.from === 'servicer' ? { recall } : {}, 'kf-bubble')
  return el('div', { className: 'history', testid: 'kf-history' }, said.map(draw))
}

const sessionCard = async (session, { me, names }, redraw) => {
  const { open_kfid, external_userid, service_state: state, servicer_userid: servicer } = session
  const act = (verb, more) => () =>
    attempt(async () => {
      const body = { open_kfid, external_userid, ...more?.() }
      await post(`/sim/members/${encodeURIComponent(me)}/kf/${verb}`, body)
      text.value = ''
      await redraw()
    })
  const text = el('input', { testid: 'kf-text', placeholder: '以客服身份回复', 'aria-label': '以客服身份回复' })
  const button = (label, verb, more) =>
    el('button', { type: 'button', testid: `kf-${verb}`, onclick: act(verb, more) }, label)
  const mine = state === 3 && servicer === me
  const mayWrite = mine || state === 4
  const open = mine || state === 2
  const who = servicer ? ` · ${names.get(servicer) ?? servicer}` : ''
  return el(
    'article',
    { className: 'card', testid: 'kf-session', data: { user: external_userid } },
    el('h3', {}, session.name),
    el('p', { className: 'desc' }, `${STATES[state]}${who}`),
    state === 3 && !mine && el('p', { className: 'desc' }, '要看和回复，请在上面选这位工作人员。'),
    open && (await history(session, (msgid) => act('recall', () => ({ msgid }))())),
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
