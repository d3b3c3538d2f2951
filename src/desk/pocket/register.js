import { read, send, toLogin } from './api.js'
import { el, say, sayLogin, unsay } from './dom.js'
import { drawField } from './fields.js'
import { logoutButton } from './session.js'
import { CHOICES, REGISTER, WORDS } from './words.js'

const place = document.getElementById('form')
/** The same for every try to send this form: a second one registers nothing more. */
const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
  '',
)

const today = () => {
  const shanghai = new Date(Date.now() + 8 * 3_600_000)
  return shanghai.toISOString().slice(0, 10)
}

const lines = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const fields = (categories) => [
  { kind: 'choice', name: 'channel', label: REGISTER.channel, options: CHOICES.channel },
  { kind: 'date', name: 'receivedOn', label: REGISTER.receivedOn },
  { kind: 'line', name: 'sourceName', label: REGISTER.sourceName, optional: true },
  { kind: 'line', name: 'sourceNumber', label: REGISTER.sourceNumber, optional: true },
  { kind: 'area', name: 'words', label: REGISTER.words },
  { kind: 'area', name: 'demands', label: REGISTER.demands, optional: true },
  { kind: 'line', name: 'place', label: REGISTER.place, optional: true },
  { kind: 'line', name: 'party', label: REGISTER.party, optional: true },
  { kind: 'line', name: 'name', label: REGISTER.name, optional: true },
  { kind: 'line', name: 'phone', label: REGISTER.phone, optional: true },
  { kind: 'line', name: 'address', label: REGISTER.address, optional: true },
  { kind: 'number', name: 'people', label: REGISTER.people, optional: true },
  { kind: 'select', name: 'kind', label: REGISTER.kind, options: CHOICES.kind, optional: true },
  { kind: 'select', name: 'category', label: REGISTER.category, options: categories, optional: true },
  { kind: 'several', name: 'electronic', label: REGISTER.electronic, options: [['yes', REGISTER.electronicYes]] },
  { kind: 'several', name: 'danger', label: REGISTER.danger, options: [['yes', REGISTER.dangerYes]] },
]

const draw = (categories) => {
  const drawn = fields(categories).map((field) => drawField(field, 'register'))
  const button = el('button', { type: 'button', class: 'act', 'data-testid': 'register-send' }, REGISTER.send)
  button.addEventListener('click', () => file(drawn, button))
  place.replaceChildren(...drawn.flatMap(({ parts }) => parts), button)
  const date = place.querySelector('[data-testid="register-receivedOn"]')
  date.value = today()
  date.max = today()
}

/** What is missing is said beside its name; nothing that was written is lost by a refusal. */
const file = async (drawn, button) => {
  unsay()
  const given = Object.fromEntries(
    drawn.map(({ name, value }) => [name, value()]).filter(([, value]) => value !== undefined),
  )
  const empty = drawn.find(({ name }) => ['channel', 'receivedOn', 'words'].includes(name) && !given[name])
  if (empty) {
    say(REGISTER.missing(empty.label), true)
    return empty.focus?.focus()
  }
  button.disabled = true
  const { demands = '', electronic, danger, ...rest } = given
  const { status, body } = await send('/api/registrations', {
    ...{ key, ...rest, demands: lines(demands) },
    ...{ electronic: electronic !== undefined, danger: danger !== undefined },
  })
  button.disabled = false
  if (status === 401) return sayLogin(WORDS)
  if (status !== 200) return say(body?.message ?? WORDS.offline, true)
  show(body)
}

/** Shown once: it is written down or printed for whoever has no phone. */
const show = ({ id, number, queryCode }) => {
  place.replaceChildren(
    el(
      'section',
      { class: 'slip', 'data-testid': 'slip' },
      el('h2', {}, REGISTER.slip),
      el('p', {}, REGISTER.number, ' ', el('strong', { 'data-testid': 'slip-number' }, number)),
      queryCode === null
        ? el('p', {}, REGISTER.codeGiven)
        : el('p', {}, REGISTER.code, ' ', el('strong', { 'data-testid': 'slip-code' }, queryCode)),
      el('p', {}, REGISTER.how),
    ),
    el('button', { type: 'button', class: 'act', onclick: () => print() }, REGISTER.print),
    el('p', {}, el('a', { href: `/m/tickets/${id}` }, REGISTER.open)),
    el('p', {}, el('a', { href: '/m/register' }, REGISTER.another)),
  )
  say(REGISTER.done)
}

const open = async () => {
  const { status, body } = await read('/api/categories')
  if (status === 401) return toLogin()
  if (status !== 200) return say(body?.message ?? WORDS.offline, true)
  draw(body.categories.map(({ name }) => [name, name]))
}

logoutButton()
open()
