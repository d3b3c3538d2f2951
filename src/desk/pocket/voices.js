import { el } from './dom.js'
import { WORDS } from './words.js'

/** Recordings that are in nobody's words yet, each with a place to write them down. */
export const voices = (ticket, writeDown) =>
  ticket.voices.length === 0
    ? []
    : [el('section', {}, el('h2', {}, '录音'), ...ticket.voices.map((one) => voice(ticket, one, writeDown)))]

const voice = (ticket, { mediaId }, writeDown) => {
  const field = el('textarea', { 'data-testid': 'voice-text' })
  const send = () => (field.value.trim() === '' ? field.focus() : writeDown({ mediaId, words: field.value.trim() }))
  return el(
    'div',
    { 'data-testid': 'voice' },
    el('p', {}, el('a', { href: `/api/tickets/${ticket.id}/files/${mediaId}` }, '听录音')),
    el('label', {}, WORDS.voice, field),
    el('button', { type: 'button', class: 'act', 'data-testid': 'voice-send', onclick: send }, WORDS.writeDown),
  )
}
