import { el } from './dom.js'
import { ACTS } from './words.js'

/** The acts the service offers, as big buttons; those that need words open a panel below. `perform` sends one. */
export const actButtons = (ticket, perform) => {
  const panels = []
  const parts = ticket.acts.flatMap((act) => {
    const open = PANELS[act]?.(ticket, perform) ?? null
    if (open === null) return [button(act, () => perform({ type: act }))]
    const panel = el('div', { class: 'panel', id: `panel-${act}`, hidden: true }, ...open)
    panels.push(panel)
    const opener = button(act, () => show(panels, panel, opener), panel.id)
    return [opener, panel]
  })
  return parts.length === 0 ? [] : [el('section', {}, el('h2', {}, '办理'), el('div', { class: 'acts' }, ...parts))]
}

const button = (act, onclick, controls) =>
  el(
    'button',
    {
      type: 'button',
      class: `act${act === 'return' || act === 'forward' ? ' second' : ''}`,
      'data-testid': `act-${act}`,
      'aria-expanded': controls === undefined ? undefined : 'false',
      'aria-controls': controls,
      onclick,
    },
    ACTS[act],
  )

const show = (panels, panel, opener) => {
  const opening = panel.hidden
  for (const each of panels) each.hidden = true
  for (const each of document.querySelectorAll('[aria-expanded]')) each.setAttribute('aria-expanded', 'false')
  panel.hidden = !opening
  opener.setAttribute('aria-expanded', String(opening))
  if (opening) panel.querySelector('textarea, select, input')?.focus()
}

const sender = (testid, label, onclick) =>
  el('button', { type: 'button', class: 'act', 'data-testid': testid, onclick }, label)

const area = (testid, label) => {
  const field = el('textarea', { 'data-testid': testid })
  return { field, label: el('label', {}, label, field) }
}

const answerPanel = (_ticket, perform) => {
  const text = area('answer-text', '答复内容（会原样发给来件人）')
  return [text.label, sender('answer-send', '发出答复', () => perform({ type: 'answer', text: text.field.value }))]
}

const returnPanel = (_ticket, perform) => {
  const reason = area('return-reason', '退回理由')
  return [
    reason.label,
    sender('return-send', '确认退回', () => perform({ type: 'return', reason: reason.field.value })),
  ]
}

const forwardPanel = (ticket, perform) => {
  const options = ticket.forwardTo.map(({ id, name }) => el('option', { value: id }, name))
  const office = el(
    'select',
    { 'data-testid': 'forward-office' },
    el('option', { value: '' }, '请选择单位'),
    ...options,
  )
  const note = area('forward-note', '说明（可以不写）')
  const forward = () =>
    office.value === ''
      ? office.focus()
      : perform({ type: 'forward', toOffice: office.value, ...words('note', note.field.value) })
  return [el('label', {}, '转送到', office), note.label, sender('forward-send', '确认转送', forward)]
}

/** Where the service knows that the answer arrived, one tap closes; else a person says how it was told. */
const closePanel = (ticket, perform) => {
  if (ticket.answerTold) return null
  const choice = (value, label) => {
    const input = el('input', { type: 'radio', name: 'told-by', value, 'data-testid': `close-${value}` })
    return el('label', { class: 'choice' }, input, label)
  }
  const choices = el(
    'div',
    { role: 'radiogroup', 'aria-label': '怎么告知本人的' },
    choice('phone', '电话'),
    choice('paper', '书面'),
  )
  const note = area('close-note', '告知的时间和情况')
  const close = () => {
    const toldBy = choices.querySelector('input:checked')?.value
    perform({ type: 'close', ...words('toldBy', toldBy ?? ''), ...words('note', note.field.value) })
  }
  return [
    el('p', {}, '还不知道答复已经送到本人。已用别的方式告知的，请写明：'),
    choices,
    note.label,
    sender('close-send', '确认办结', close),
  ]
}

const toldPanel = (_ticket, perform) => {
  const choice = (value, label) =>
    el(
      'label',
      { class: 'choice' },
      el('input', { type: 'radio', name: 'told-means', value, 'data-testid': `told-${value}` }),
      label,
    )
  const choices = el(
    'div',
    { role: 'radiogroup', 'aria-label': '怎么告知本人的' },
    choice('phone', '电话'),
    choice('paper', '书面'),
  )
  const note = area('told-note', '告知的时间和情况')
  const tell = () => {
    const means = choices.querySelector('input:checked')?.value
    if (means === undefined) choices.querySelector('input').focus()
    else perform({ type: 'told', means, note: note.field.value })
  }
  return [choices, note.label, sender('told-send', '登记', tell)]
}

const words = (key, value) => (value.trim() === '' ? {} : { [key]: value })

const PANELS = { answer: answerPanel, return: returnPanel, forward: forwardPanel, close: closePanel, told: toldPanel }
