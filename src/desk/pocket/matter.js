import { actButtons } from './acts.js'
import { read, send, toLogin } from './api.js'
import { say, sayLogin, unsay } from './dom.js'
import { facts, head } from './facts.js'
import { logoutButton } from './session.js'
import { WORDS } from './words.js'

const address = `/api/tickets/${encodeURIComponent(location.pathname.split('/').pop())}`
const place = document.getElementById('matter')

const draw = async () => {
  const { status, body } = await read(address)
  if (status === 401) return toLogin()
  if (status !== 200) {
    place.replaceChildren()
    return say(body?.message ?? WORDS.offline, true)
  }
  document.title = `${body.number} · 民情`
  place.replaceChildren(...[...head(body), ...actButtons(body, perform), ...facts(body)].filter(Boolean))
}

/** A refusal keeps the panel and what was written; only when somebody else was first is the matter drawn anew. */
const perform = async (act) => {
  unsay()
  busy(true)
  const { status, body } = await send(`${address}/acts`, act)
  busy(false)
  if (status === 401) return sayLogin(WORDS)
  if (status === 200 || status === 404 || body?.code === 'already_done') await draw()
  if (status === 200) return say(WORDS.done(body.stateText))
  say(body?.message ?? WORDS.offline, true)
}

const busy = (on) => {
  for (const button of place.querySelectorAll('button')) button.disabled = on
}

logoutButton()
draw()
