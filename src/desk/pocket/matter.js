import { actButtons } from './acts.js'
import { read, send, toLogin } from './api.js'
import { say, sayLogin, unsay } from './dom.js'
import { facts, head } from './facts.js'
import { logoutButton } from './session.js'
import { WORDS } from './words.js'

const address = `/api/tickets/${encodeURIComponent(location.pathname.split('/').pop())}`
const place = document.getElementById('matter')

const draw = (ticket) => {
  document.title = `${ticket.number} · 民情`
  place.replaceChildren(...[...head(ticket), ...actButtons(ticket, perform), ...facts(ticket)].filter(Boolean))
}

const open = async () => {
  const { status, body } = await read(address)
  if (status === 401) return toLogin()
  if (status === 200) return draw(body)
  place.replaceChildren()
  say(body?.message ?? WORDS.offline, true)
}

/** A refusal keeps the panel and what was written; only when somebody else was first is the matter drawn anew. */
const perform = async (act) => {
  unsay()
  busy(true)
  const { status, body } = await send(`${address}/acts`, act)
  busy(false)
  if (status === 200) return showDone(body)
  if (status === 401) return sayLogin(WORDS)
  if (status === 404 || body?.code === 'already_done') await open()
  say(body?.message ?? WORDS.offline, true)
}

/** A matter that was handed on may be out of sight now: then its number and the new state are all that stays. */
const showDone = async (done) => {
  const { status, body } = await read(address)
  if (status === 200) draw(body)
  else place.replaceChildren(...head({ number: place.querySelector('h1').textContent, ...done }).filter(Boolean))
  say(WORDS.done(done.stateText))
}

const busy = (on) => {
  for (const button of place.querySelectorAll('button')) button.disabled = on
}

logoutButton()
open()
