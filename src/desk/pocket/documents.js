import { read, send } from './api.js'
import { el, say, sayLogin, unsay } from './dom.js'
import { paper } from './paper.js'
import { timeOf, WORDS } from './words.js'

/** The papers of a matter: asked for when somebody opens the panel, as most who open a matter only read it. */
export const documents = (address) => {
  const place = el('div', {})
  const panel = el('details', { class: 'classify', 'data-testid': 'documents' }, el('summary', {}, WORDS.papers), place)
  panel.addEventListener('toggle', () => {
    if (panel.open && place.children.length === 0) show(place, `${address}/documents`)
  })
  return el('section', {}, el('h2', {}, WORDS.documents), panel)
}

const show = async (place, address) => {
  const { status, body } = await read(address)
  if (status !== 200) return place.replaceChildren(el('p', {}, body?.message ?? WORDS.offline))
  const panel = el('div', {})
  const open = (form, corrects = null) => {
    panel.replaceChildren(...drafting(form, corrects, address, () => show(place, address)))
    panel.querySelector('h3')?.focus()
  }
  place.replaceChildren(...issued(body, address, open), ...chooser(body.forms, open), panel)
}

const issued = ({ issued: all, forms, pdf }, address, open) =>
  all.length === 0
    ? [el('p', {}, WORDS.noPapers)]
    : [el('ul', { 'data-testid': 'papers' }, ...all.map((one) => issuedOne(one, forms, pdf, address, open)))]

const issuedOne = (
  { id, form, title, number, office, by, at, linked, openedAt, correctedBy },
  forms,
  pdf,
  address,
  open,
) => {
  const known = forms.find((one) => one.id === form)
  const file = (format) =>
    el(
      'a',
      { href: `${address}/${id}/${format}`, class: 'button second', 'data-testid': `paper-${format}` },
      WORDS[format],
    )
  return el(
    'li',
    {},
    el('strong', {}, `${title} ${number}`.trim()),
    el('br'),
    el('time', { datetime: at }, `${timeOf(at)} · ${office} ${by}`),
    el(
      'p',
      {},
      [correctedBy === null ? null : WORDS.corrected(correctedBy), linkState(linked, openedAt)]
        .filter(Boolean)
        .join(''),
    ),
    file('docx'),
    pdf ? file('pdf') : null,
    known && correctedBy === null
      ? el(
          'button',
          { type: 'button', class: 'act second', 'data-testid': 'paper-correct', onclick: () => open(known, id) },
          WORDS.correct,
        )
      : null,
  )
}

const linkState = (linked, openedAt) => {
  if (!linked) return WORDS.notLinked
  return openedAt === null ? WORDS.linked : WORDS.opened(timeOf(openedAt))
}

const chooser = (forms, open) => {
  if (forms.length === 0) return [el('p', {}, WORDS.noForms)]
  const select = el(
    'select',
    { 'data-testid': 'paper-form' },
    el('option', { value: '' }, WORDS.chooseForm),
    ...forms.map(({ id, title }) => el('option', { value: id }, title)),
  )
  select.addEventListener('change', () => {
    const form = forms.find(({ id }) => id === select.value)
    if (form) open(form)
  })
  return [el('label', {}, WORDS.issuePaper, select)]
}

/** The fields of one form, a preview, and the issuing, which cannot be taken back. */
const drafting = (form, corrects, address, done) => {
  const fields = form.fields.map(fieldOf)
  const shown = el('div', { 'data-testid': 'paper-preview' })
  const body = () => ({
    form: form.id,
    values: Object.fromEntries(fields.map(({ name, value }) => [name, value()])),
    corrects,
  })
  const notice = el('p', { class: 'message refused', role: 'alert', 'data-testid': 'paper-notice', hidden: true })
  /** Beside the fields it speaks of; the top of the page is a long way up. */
  const note = (text) => {
    notice.textContent = text
    notice.hidden = false
  }
  const ask = async (to) => {
    unsay()
    notice.hidden = true
    const { status, body: answer } = await send(to, body())
    if (status === 401) sayLogin(WORDS)
    else if (status !== 200) note(answer?.message ?? WORDS.offline)
    return status === 200 ? answer : null
  }
  const preview = async () => {
    const answer = await ask(`${address}/preview`)
    if (answer === null) return
    if (answer.document === null) note(WORDS.missing(answer.missing))
    else shown.replaceChildren(...paper(answer.document))
  }
  const issue = async (event) => {
    event.target.disabled = true
    const answer = await ask(address)
    event.target.disabled = false
    if (answer === null) return
    await done()
    say(WORDS.issued(`${answer.title} ${answer.number}`.trim()))
  }
  const button = (testid, label, onclick, second = '') =>
    el('button', { type: 'button', class: `act${second}`, 'data-testid': testid, onclick }, label)
  return [
    el('h3', { tabindex: '-1' }, corrects === null ? form.title : WORDS.correcting(form.title)),
    ...fields.flatMap(({ nodes }) => nodes),
    button('paper-show', WORDS.preview, preview, ' second'),
    notice,
    shown,
    button('paper-issue', WORDS.issue, issue),
  ]
}

const fieldOf = ({ name, label, kind, required, help, options, value, items, needs }) => {
  if (kind === 'demands') return demandsOf({ name, label, options, items, needs })
  const input = inputOf(kind, options, value)
  input.setAttribute('data-testid', `field-${name}`)
  const said = required ? label : WORDS.optional(label)
  return {
    name,
    value: () => input.value,
    nodes: [el('label', {}, said, help ? el('small', {}, ` ${help}`) : null, input)],
  }
}

const inputOf = (kind, options, value) => {
  if (kind === 'text') return el('textarea', {}, value)
  if (kind !== 'word') return el('input', { type: kind === 'date' ? 'date' : 'text', value })
  const choices = options.map(({ key, text }) => el('option', { value: key, selected: key === value }, text))
  return el('select', {}, el('option', { value: '' }, WORDS.choose), ...choices)
}

/** Every demand for itself; what is known of it is shown and not asked. */
const demandsOf = ({ name, label, options, items, needs }) => {
  const all = (items.length === 0 ? [{}] : items).map((item, index) => {
    const asked = needs.filter(({ key }) => (item[key] ?? '') === '')
    const inputs = asked.map(({ key, text }) => {
      const input = inputOf(key === 'outcome' ? 'word' : 'text', options, '')
      input.setAttribute('data-testid', `field-${name}-${index + 1}-${key}`)
      return { key, input, node: el('label', {}, text, input) }
    })
    const head = el('p', {}, el('strong', {}, `${label}${index + 1}`), item.demand ? `：${item.demand}` : '')
    return { inputs, nodes: [head, ...inputs.map(({ node }) => node)] }
  })
  const value = () => all.map(({ inputs }) => Object.fromEntries(inputs.map(({ key, input }) => [key, input.value])))
  return { name, value, nodes: all.flatMap(({ nodes }) => nodes) }
}
