import { el } from './dom.js'
import { CHOICES, demandName, WORDS } from './words.js'

// One way to draw each kind of field. What a field gives back: its `parts`, where to put the focus, and its value; undefined where
// nothing was chosen or written.

const labelled = (field, control) => ({ parts: [el('label', {}, field.label, control)], focus: control })

const written = (field, control) => ({
  ...labelled(field, control),
  // Empty words are the service's to refuse, in its own words; what may be left out is left out.
  value: () => (control.value.trim() === '' && field.optional ? undefined : control.value.trim()),
})

const valued = (field, control, read = (value) => value) => ({
  ...labelled(field, control),
  value: () => (control.value === '' ? undefined : read(control.value)),
})

const select = (field, testid) => {
  const first = field.optional ? WORDS.leaveOut : WORDS.choose
  const options = field.options.map(([value, label]) => el('option', { value }, label))
  return el('select', { 'data-testid': testid }, el('option', { value: '' }, first), ...options)
}

/** Options of one kind, each with a target of its own. `named`: the group the browser keeps one choice in. */
const options = (type, named, all, testid) =>
  all.map(([value, label]) =>
    el(
      'label',
      { class: 'choice' },
      el('input', { type, name: named, value, 'data-testid': `${testid}-${value}` }),
      label,
    ),
  )

const checked = (box) => [...box.querySelectorAll('input:checked')].map(({ value }) => value)

const choice = (field, testid, act) => {
  const box = el(
    'div',
    { role: 'radiogroup', 'aria-label': field.label },
    ...options('radio', testid, field.options, act),
  )
  return { parts: [el('p', {}, field.label), box], focus: box.querySelector('input'), value: () => checked(box)[0] }
}

const several = (field, testid) => {
  const box = el('div', {}, ...options('checkbox', testid, field.options, testid))
  const fold = el('details', { class: 'fold' }, el('summary', {}, field.label), box)
  return { parts: [fold], focus: fold, value: () => (checked(box).length === 0 ? undefined : checked(box)) }
}

/** Of a few, all in sight. */
const ticks = (field, testid) => {
  const box = el(
    'div',
    { role: 'group', 'aria-label': field.label },
    ...options('checkbox', testid, field.options, testid),
  )
  return {
    parts: [el('p', {}, field.label), box],
    focus: box.querySelector('input'),
    value: () => (checked(box).length === 0 ? undefined : checked(box)),
  }
}

/** Each demand with what is decided on it; one without a choice is left out, and the service says which it was. */
const dispositions = (field, testid) => {
  const drawn = field.demands.map((demand) => disposition(demand, `${testid}-${demand.id}`))
  return {
    parts: drawn.map(({ part }) => part),
    focus: drawn[0]?.part,
    value: () => drawn.map(({ value }) => value()).filter(({ outcome }) => outcome !== undefined),
  }
}

const disposition = (demand, testid) => {
  const facts = el('textarea', { class: 'short', 'data-testid': `${testid}-facts` })
  const basis = el('input', { type: 'text', 'data-testid': `${testid}-basis` })
  const part = el(
    'fieldset',
    {},
    el('legend', {}, demandName(demand.place, demand.text)),
    ...options('radio', testid, CHOICES.disposition, testid),
    el('label', {}, WORDS.facts, facts),
    el('label', {}, WORDS.basis, basis),
  )
  return {
    part,
    value: () => ({
      ...{ demandId: demand.id, outcome: checked(part)[0] },
      ...{ facts: facts.value.trim(), basis: basis.value.trim() },
    }),
  }
}

const KINDS = {
  area: (field, testid) => written(field, el('textarea', { 'data-testid': testid })),
  line: (field, testid) => written(field, el('input', { type: 'text', 'data-testid': testid })),
  number: (field, testid) =>
    valued(field, el('input', { type: 'number', inputmode: 'numeric', 'data-testid': testid }), Number),
  date: (field, testid) => valued(field, el('input', { type: 'date', 'data-testid': testid }), field.read),
  select: (field, testid) => valued(field, select(field, testid), field.read),
  choice,
  several,
  ticks,
  dispositions,
}

export const drawField = (field, form) => ({
  ...KINDS[field.kind](field, `${form}-${field.id ?? field.name}`, form),
  ...{ name: field.name, label: field.label, optional: field.optional === true },
})
