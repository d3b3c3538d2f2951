import { el } from './dom.js'
import { WORDS } from './words.js'

/** Gives out a new query code to somebody who is here in person. `reissue` sends how that was checked. */
export const queryCode = (ticket, reissue) => {
  if (!ticket.mayReissueCode) return null
  const field = el('textarea', { 'data-testid': 'code-checked' })
  const send = () => (field.value.trim() === '' ? field.focus() : reissue({ checked: field.value.trim() }))
  return el(
    'details',
    { class: 'classify' },
    el('summary', { 'data-testid': 'code-open' }, WORDS.reissueCode),
    el('p', {}, WORDS.reissueMeans),
    el('label', {}, WORDS.identityChecked, field),
    el('button', { type: 'button', class: 'act', 'data-testid': 'code-send', onclick: send }, WORDS.giveCode),
  )
}

/** The one time that the code can be seen. */
export const slip = ({ number, queryCode: code }) =>
  el(
    'section',
    { class: 'slip', 'data-testid': 'code-slip' },
    el('h2', {}, WORDS.newCode),
    el('p', {}, `${WORDS.number}${number}`),
    el('p', { 'data-testid': 'code-new' }, code),
    el('p', {}, WORDS.keepCode),
    el('button', { type: 'button', class: 'act', 'data-testid': 'code-print', onclick: () => print() }, WORDS.print),
  )
