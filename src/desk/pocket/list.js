import { read, toLogin } from './api.js'
import { el, say } from './dom.js'
import { logoutButton } from './session.js'
import { dayOf, WORDS } from './words.js'

const list = document.getElementById('tickets')
const more = document.getElementById('more')

const entry = (ticket) =>
  el(
    'li',
    {},
    el(
      'a',
      { href: `/m/tickets/${ticket.id}`, 'data-testid': 'ticket-link' },
      el('strong', {}, ticket.number),
      ticket.danger ? el('p', { class: 'danger' }, `⚠ ${WORDS.danger}`) : null,
      el(
        'span',
        {},
        `${ticket.stateText} · ${ticket.category ?? WORDS.unknownCategory} · ${ticket.place ?? WORDS.unknownPlace}`,
      ),
      el('br'),
      ticket.due === null ? null : el('small', {}, WORDS.due(dayOf(ticket.due))),
    ),
  )

const load = async (before) => {
  const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`
  const { status, body } = await read(`/api/tickets${query}`)
  if (status === 401) return toLogin()
  if (status !== 200) return say(body?.message ?? WORDS.offline, true)
  list.append(...body.tickets.map(entry))
  if (list.children.length === 0) say(WORDS.empty)
  more.hidden = !body.more
  more.onclick = () => load(body.tickets.at(-1).id)
}

const greet = async () => {
  const { status, body } = await read('/api/me')
  if (status !== 200) return
  document.getElementById('who').textContent = `${body.office.name} · ${body.name}`
  document.getElementById('register').hidden = !body.mayRegister
}

logoutButton()
greet()
load()
