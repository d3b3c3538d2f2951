import { read } from './api.js'
import { el, say } from './dom.js'
import { drawField } from './fields.js'
import { demandName, JOIN, WORDS } from './words.js'

// A repeat into the older matter of the same author, and matters that came in one taken apart.

const note = { kind: 'area', name: 'note', label: JOIN.note }

/** What has to be written is asked for before anything is sent. */
const form = ({ id, title, means, send, fields }, perform) => {
  const drawn = fields.map((field) => drawField(field, id))
  const submit = () => {
    const missing = drawn.find((field) => field.optional === false && (field.value() ?? '') === '')
    if (missing === undefined)
      return perform(Object.fromEntries(drawn.map(({ name, value }) => [name, value()]).filter(([, one]) => one)))
    say(WORDS.fillIn(missing.label), true)
    missing.focus.focus()
  }
  return el(
    'details',
    { class: 'classify' },
    el('summary', { 'data-testid': `${id}-open` }, title),
    el('p', {}, means),
    ...drawn.flatMap(({ parts }) => parts),
    el('button', { type: 'button', class: 'act', 'data-testid': `${id}-send`, onclick: submit }, send),
  )
}

/** By a number that staff know. */
export const mergeByNumber = ({ mayMerge }, merge) =>
  mayMerge
    ? form(
        {
          ...{ id: 'merge', title: JOIN.merge, means: JOIN.mergeMeans, send: JOIN.mergeSend },
          fields: [{ kind: 'line', name: 'into', label: JOIN.into }, note],
        },
        merge,
      )
    : null

/** Into one of the list of those that may be the same. */
export const mergeHere = ({ id, number, mergeable }, merge) =>
  mergeable
    ? form(
        {
          ...{ id: `merge-${id}`, title: JOIN.here(number), means: JOIN.mergeMeans, send: JOIN.mergeSend },
          fields: [note],
        },
        (given) => merge({ into: id, ...given }),
      )
    : null

const demandsOf = ({ demands }) =>
  demands.flatMap(({ id, text, goneTo }, index) => (goneTo === null ? [[id, demandName(index + 1, text)]] : []))

export const splitOff = (ticket, split) => {
  if (!ticket.maySplit) return null
  const category = { kind: 'select', name: 'category', label: JOIN.category, options: [], optional: true }
  const panel = form(
    {
      ...{ id: 'split', title: JOIN.split, means: JOIN.splitMeans, send: JOIN.splitSend },
      fields: [
        { kind: 'ticks', name: 'demands', label: JOIN.demands, options: demandsOf(ticket) },
        note,
        { kind: 'line', name: 'place', label: JOIN.place, optional: true },
        category,
      ],
    },
    split,
  )
  const select = panel.querySelector('select')
  panel.addEventListener('toggle', async () => {
    if (!panel.open || select.options.length > 1) return
    const { status, body } = await read('/api/categories')
    if (status === 200) select.append(...body.categories.map(({ name }) => el('option', { value: name }, name)))
  })
  return panel
}

/** The number of the part, and its code where its author needs one: seen this once. */
export const partSlip = ({ id, number, queryCode }) =>
  el(
    'section',
    { class: 'slip', 'data-testid': 'part-slip' },
    el('h2', {}, JOIN.part),
    el('p', {}, WORDS.number, el('a', { href: `/m/tickets/${id}`, 'data-testid': 'part-number' }, number)),
    queryCode === null ? el('p', {}, JOIN.inChat) : el('p', { 'data-testid': 'part-code' }, queryCode),
    queryCode === null ? null : el('p', {}, WORDS.keepCode),
    queryCode === null ? null : el('button', { type: 'button', class: 'act', onclick: () => print() }, WORDS.print),
  )
