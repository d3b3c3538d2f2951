import { read, toLogin } from './api.js'
import { el, say, unsay } from './dom.js'
import { logoutButton } from './session.js'
import { CLOCKS, dayOf, LEDGER, WORDS } from './words.js'

const [list, more, kind, met] = ['entries', 'more', 'kind', 'met'].map((id) => document.getElementById(id))

const entry = ({ ticket, number, stateText, kind: what, due, metAt, overdue, office }) =>
  el(
    'li',
    {},
    el(
      'a',
      { href: `/m/tickets/${ticket}`, 'data-testid': 'ledger-entry', 'data-kind': what },
      el('strong', {}, CLOCKS[what]),
      overdue ? el('p', { class: 'danger' }, `⚠ ${LEDGER.overdue(dayOf(due))}`) : null,
      el('span', {}, `${number} · ${stateText} · ${office}`),
      el('br'),
      el('small', {}, metAt === null ? WORDS.due(dayOf(due)) : WORDS.met(metAt)),
    ),
  )

const load = async (after) => {
  const asked = new URLSearchParams({ met: met.checked ? 'yes' : 'no' })
  if (kind.value !== '') asked.set('kind', kind.value)
  if (after !== undefined) asked.set('after', after)
  const { status, body } = await read(`/api/ledger?${asked}`)
  if (status === 401) return toLogin()
  if (status !== 200) return say(body?.message ?? WORDS.offline, true)
  list.append(...body.entries.map(entry))
  if (list.children.length === 0) say(LEDGER.empty)
  more.hidden = body.next === null
  more.onclick = () => load(body.next)
}

const anew = () => {
  unsay()
  list.replaceChildren()
  load()
}

kind.append(
  el('option', { value: '' }, LEDGER.all),
  ...LEDGER.kinds.map((value) => el('option', { value }, CLOCKS[value])),
)
kind.onchange = anew
met.onchange = anew
logoutButton()
load()
