import { el, say } from './dom.js'
import { drawField } from './fields.js'
import { FORMS } from './forms.js'
import { WORDS } from './words.js'

/** The acts the service offers, as big buttons; those that ask for something open a panel below. `perform` sends one. */
export const actButtons = (ticket, perform) => {
  const offered = FORMS.filter(({ act }) => ticket.acts.includes(act))
  const draw = (forms) => el('div', { class: 'acts' }, ...forms.flatMap((form) => entry(form, ticket, perform)))
  const usual = offered.filter(({ rare, beside }) => !rare && !beside)
  const fold = (name, testid, forms) =>
    forms.length === 0
      ? null
      : el('details', { class: 'fold', 'data-testid': testid }, el('summary', {}, name), draw(forms))
  if (offered.length === 0) return []
  return [
    el(
      'section',
      {},
      el('h2', {}, '办理'),
      usual.length > 0 ? draw(usual) : null,
      fold(
        WORDS.beside,
        'act-beside',
        offered.filter(({ beside }) => beside),
      ),
      fold(
        WORDS.others,
        'act-others',
        offered.filter(({ rare }) => rare),
      ),
    ),
  ]
}

const entry = (form, ticket, perform) => {
  const id = form.id ?? form.act
  if (form.fields === undefined) return [button(form, id, () => perform({ type: form.act }))]
  const panel = el('div', { class: 'panel', id: `panel-${id}`, hidden: true }, ...panelOf(form, id, ticket, perform))
  const opener = button(form, id, () => show(panel, opener), panel.id)
  return [opener, panel]
}

const button = ({ title, second, rare, beside }, id, onclick, controls) =>
  el(
    'button',
    {
      type: 'button',
      class: `act${second || rare || beside ? ' second' : ''}`,
      'data-testid': `act-${id}`,
      'aria-expanded': controls === undefined ? undefined : 'false',
      'aria-controls': controls,
      onclick,
    },
    title,
  )

/** One panel at a time: what was written in another stays in it. */
const show = (panel, opener) => {
  const opening = panel.hidden
  for (const each of document.querySelectorAll('.panel')) each.hidden = true
  for (const each of document.querySelectorAll('[aria-expanded]')) each.setAttribute('aria-expanded', 'false')
  panel.hidden = !opening
  opener.setAttribute('aria-expanded', String(opening))
  if (opening) panel.querySelector('textarea, select, input')?.focus()
}

const panelOf = (form, id, ticket, perform) => {
  const fields = form.fields(ticket).map((field) => drawField(field, id))
  const send = () => {
    const filled = fillIn(fields)
    if (filled !== null) perform({ type: form.act, ...filled })
  }
  return [
    ...fields.flatMap(({ parts }) => parts),
    el('button', { type: 'button', class: 'act', 'data-testid': `${id}-send`, onclick: send }, form.send),
  ]
}

/** null: something that has to be chosen was not; it has the focus now. */
const fillIn = (fields) => {
  const given = fields.map((field) => ({ ...field, given: field.value() }))
  const missing = given.find(({ given, optional }) => given === undefined && !optional)
  if (missing === undefined)
    return Object.fromEntries(given.filter(({ given }) => given !== undefined).map((one) => [one.name, one.given]))
  say(WORDS.fillIn(missing.label), true)
  missing.focus.focus()
  return null
}
