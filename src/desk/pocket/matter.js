import { actButtons } from './acts.js'
import { read, send, toLogin } from './api.js'
import { category } from './category.js'
import { documents } from './documents.js'
import { el, say, sayLogin, unsay } from './dom.js'
import { course, head, objections, told } from './facts.js'
import { mergeByNumber, partSlip, splitOff } from './joining.js'
import { legal } from './legal.js'
import { queryCode, slip } from './query-code.js'
import { logoutButton } from './session.js'
import { voices } from './voices.js'
import { JOIN, WORDS } from './words.js'

const address = `/api/tickets/${encodeURIComponent(location.pathname.split('/').pop())}`
const place = document.getElementById('matter')

const draw = (ticket) => {
  document.title = `${ticket.number} · 民情`
  place.replaceChildren(
    ...[
      ...head(ticket),
      ...objections(ticket),
      ...actButtons(ticket, perform),
      ...voices(ticket, writeDown),
      ...told(ticket, merge),
      joining(ticket),
      category(ticket, classify),
      legal(ticket),
      queryCode(ticket, reissue),
      documents(address),
      ...course(ticket),
    ].filter(Boolean),
  )
}

const open = async () => {
  const { status, body } = await read(address)
  if (status === 401) return toLogin()
  if (status === 200) return draw(body)
  place.replaceChildren()
  say(body?.message ?? WORDS.offline, true)
}

/**
 * Sends what was written. `done`: what follows when it was taken. A refusal is said and keeps the panel with its words; after one of those in
 * `anew` somebody else was first, and the matter is drawn anew.
 */
const attempt = async (path, given, done, anew = []) => {
  unsay()
  busy(true)
  const { status, body } = await send(`${address}/${path}`, given)
  busy(false)
  if (status === 200) return done(body)
  if (status === 401) return sayLogin(WORDS)
  if (anew.includes(body?.code)) await open()
  say(body?.message ?? WORDS.offline, true)
}

const openAndSay = async (words, slip) => {
  await open()
  if (slip !== undefined) place.prepend(slip)
  say(words)
}

const perform = (act) => attempt('acts', act, showDone, ['not_found', 'already_done'])

const writeDown = (voice) => attempt('transcriptions', voice, () => openAndSay(WORDS.written), ['already_in_words'])

const classify = (decision) =>
  attempt('category', decision, ({ path }) => openAndSay(WORDS.classified(path)), ['not_found'])

const reissue = (identified) => attempt('query-code', identified, (given) => openAndSay(WORDS.reissued, slip(given)))

const merge = (wanted) => attempt('merge', wanted, showDone)

const split = (wanted) => attempt('split', wanted, (part) => openAndSay(JOIN.part, partSlip(part)))

const joining = (ticket) => {
  const parts = [mergeByNumber(ticket, merge), splitOff(ticket, split)].filter(Boolean)
  return parts.length === 0 ? null : el('section', {}, el('h2', {}, JOIN.title), ...parts)
}

/** An answer needs a moment to reach the citizen; until it has, closing would ask for a call that is not needed. */
const UNTIL_TOLD_MS = [2_000, 4_000, 8_000]

const lookAgain = (ticket, tries = 0) => {
  if (!ticket.acts.includes('close') || ticket.answerTold || tries >= UNTIL_TOLD_MS.length) return
  setTimeout(async () => {
    if (place.querySelector('[aria-expanded="true"], .classify[open]')) return
    const { status, body } = await read(address)
    if (status !== 200) return
    draw(body)
    lookAgain(body, tries + 1)
  }, UNTIL_TOLD_MS[tries])
}

/** A matter that was handed on may be out of sight now: then its number and the new state are all that stays. */
const showDone = async (done) => {
  const { status, body } = await read(address)
  if (status === 200) {
    draw(body)
    lookAgain(body)
  } else place.replaceChildren(...head({ number: place.querySelector('h1').textContent, ...done }).filter(Boolean))
  say(WORDS.done(done.stateText))
}

const busy = (on) => {
  for (const button of place.querySelectorAll('button')) button.disabled = on
}

logoutButton()
open()
