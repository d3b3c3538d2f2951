import { read } from './api.js'
import { el } from './dom.js'
import { timeOf, WORDS } from './words.js'

const LEVELS = [0, 1, 2]
const named = (path) => path.join(' / ')

/** What was proposed and what people decided; who may decide finds below it what may be chosen. */
export const category = (ticket, decide) => {
  const { proposed, entries, decisions, mayDecide } = ticket.classification
  const now = decisions.at(-1)?.path ?? (ticket.category === null ? null : [ticket.category])
  return el(
    'section',
    {},
    el('h2', {}, WORDS.category),
    el('p', { 'data-testid': 'category-now' }, now === null ? WORDS.unknownCategory : named(now)),
    el('p', { 'data-testid': 'category-proposed' }, proposal(ticket.classification)),
    proposed === null ? null : el('p', {}, el('small', {}, WORDS.model(proposed.modelVersion))),
    mayDecide ? chooser(now ?? [], entries, decide) : null,
    decisions.length > 0 ? past(decisions) : null,
  )
}

const proposal = ({ suggesting, proposed, byCitizen }) =>
  [
    !suggesting
      ? WORDS.notSuggesting
      : proposed === null
        ? WORDS.notProposed
        : proposed.unsure
          ? WORDS.unsure
          : WORDS.proposed(proposed.set),
    byCitizen === null ? null : WORDS.byCitizen(byCitizen),
  ]
    .filter(Boolean)
    .join(' ')

const past = (decisions) =>
  el(
    'details',
    {},
    el('summary', {}, WORDS.decisions(decisions.length)),
    el('ol', { 'data-testid': 'category-decisions' }, ...decisions.map(decision)),
  )

const decision = ({ path, by, office, at, modelVersion, rulesVersion }) =>
  el(
    'li',
    {},
    named(path),
    el('br'),
    el('time', { datetime: at }, `${timeOf(at)} · ${office} ${by}`),
    el('br'),
    el('small', {}, WORDS.versions(rulesVersion, modelVersion)),
  )

/** The categories are asked for when somebody opens the panel: most who open a matter only read it. */
const chooser = (now, entries, decide) => {
  const place = el('div', {})
  const panel = el('details', { class: 'classify' }, el('summary', {}, WORDS.decideCategory), place)
  panel.addEventListener('toggle', async () => {
    if (!panel.open || place.children.length > 0) return
    const { status, body } = await read('/api/categories')
    if (status === 200) place.replaceChildren(...choices(body.categories, now, entries, decide))
    else place.replaceChildren(el('p', {}, body?.message ?? WORDS.offline))
  })
  return panel
}

const choices = (tree, now, entries, decide) => {
  const note = el('p', {})
  const selects = LEVELS.map((level) =>
    el('select', { 'data-testid': `category-${level + 1}`, onchange: () => fill(level + 1) }),
  )
  const chosen = () => {
    const names = selects.map(({ value }) => value)
    const end = names.indexOf('')
    return end === -1 ? names : names.slice(0, end)
  }
  const nodeAt = (path) =>
    path.reduce((node, name) => node?.children.find((one) => one.name === name), { children: tree })
  /** What may follow the choice above, in this level and those below. */
  const fill = (from) => {
    for (const level of LEVELS.slice(from)) {
      const options =
        level === 0 || selects[level - 1].value !== '' ? (nodeAt(chosen().slice(0, level))?.children ?? []) : []
      const none = el('option', { value: '' }, level === 0 ? WORDS.chooseCategory : WORDS.noFurther)
      selects[level].replaceChildren(none, ...options.map(({ name }) => el('option', { value: name }, name)))
      selects[level].disabled = options.length === 0
    }
    note.textContent = nodeAt(chosen())?.note ?? ''
  }
  const choose = (path) => {
    for (const level of LEVELS) {
      fill(level)
      selects[level].value = path[level] ?? ''
    }
    fill(LEVELS.length)
  }
  choose(now)
  const send = () => (chosen().length === 0 ? selects[0].focus() : decide({ path: chosen() }))
  return [
    entries.length > 0 ? el('ul', { class: 'entries' }, ...entries.map((one) => entry(one, choose))) : null,
    ...LEVELS.map((level) => el('label', {}, WORDS.level[level], selects[level])),
    note,
    el(
      'button',
      { type: 'button', class: 'act', 'data-testid': 'category-send', onclick: send },
      WORDS.confirmCategory,
    ),
  ].filter(Boolean)
}

const entry = ({ path, words, confirmed }, choose) =>
  el(
    'li',
    {},
    el(
      'button',
      { type: 'button', class: 'act second', 'data-testid': 'category-entry', onclick: () => choose(path) },
      named(path),
    ),
    el('small', {}, WORDS.because(words, confirmed)),
  )
