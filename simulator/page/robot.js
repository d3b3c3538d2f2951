import { attempt, follow, get, post, say, timeOf } from './api.js'
import { bubble } from './bubble.js'
import { message } from './card.js'
import { el, keptAtEnd, keyedList, markdown } from './dom.js'

const timeLine = (at) => el('div', { className: 'time' }, timeOf(at))

/** The member's chat with the smart robot. `me` is asked each time: another member may hold the phone. */
export const robotChat = async (me, open) => {
  const there = await get('/sim/bot').then(
    () => true,
    () => false,
  )
  const root = keptAtEnd(el('div', { className: 'messages', testid: 'robot-messages', 'aria-live': 'polite' }))
  root.hidden = true
  let stop = () => undefined
  const act = (verb, body) => post(`/sim/members/${encodeURIComponent(me())}/bot/${verb}`, body)
  const unheard = (answer) => {
    if (answer.req_id === null) say('机器人的程序没有连着，这条没有送到')
  }
  const acts = {
    open,
    click: (msgid, key, selected) =>
      attempt(async () => {
        const answer = await act('click', { msgid, key, selected })
        if (answer.url) await open(answer.url)
        else unheard(answer)
      }),
    judge: (msgid, type) => attempt(async () => unheard(await act('feedback', { msgid, type }))),
  }
  const restart = () => {
    stop()
    if (!there) return
    const items = new Map()
    root.replaceChildren()
    const draw = keyedList(root, (item) => line(item, acts), timeLine)
    stop = follow(`/sim/members/${encodeURIComponent(me())}/bot/screen`, (fresh) => {
      for (const item of fresh) items.set(item.msgid, item)
      draw([...items.values()].sort((a, b) => a.at - b.at))
    })
  }
  return {
    there,
    root,
    restart,
    enter: () => attempt(() => act('enter', {})),
    speak: (text) => attempt(async () => unheard(await act('say', { text }))),
  }
}

const line = (item, acts) => {
  if (item.from !== 'bot') return bubble({ ...item, from: item.from === 'me' ? 'me' : 'them' }, {}, 'robot-bubble')
  const words = item.text
    ? el(
        'article',
        { className: 'card', testid: 'robot-reply', data: { finished: String(item.finished ?? true) } },
        el('div', { className: 'rich' }, markdown(item.text, acts.open)),
        item.finished === false && el('small', {}, '正在写…'),
      )
    : null
  const body = item.card || item.media ? message(item, acts) : null
  return el('div', {}, words, body, item.feedback_id && judgement(item, acts))
}

const judgement = (item, acts) => {
  const button = (label, type) =>
    el(
      'button',
      { type: 'button', testid: 'robot-judge', data: { type }, onclick: () => acts.judge(item.msgid, type) },
      label,
    )
  return el('div', { className: 'time' }, button('准确', 1), button('不准确', 2))
}
