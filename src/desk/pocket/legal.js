import { el } from './dom.js'
import { WORDS } from './words.js'

/** What the words say the matter is, and which limits may run out; nothing is decided by it. */
export const legal = ({ legal: { nature, natureWords, ways, ask } }) =>
  el(
    'section',
    { 'data-testid': 'legal' },
    el('h2', {}, WORDS.legal),
    el('p', {}, WORDS.nature(nature, natureWords)),
    ...ways.map((way) => el('p', { 'data-testid': 'legal-way' }, WORDS.way(way))),
    ...warning(ways, ask),
  )

const warning = (ways, ask) => {
  const limits = [...new Set(ways.flatMap((way) => way.limits.map(WORDS.limit)))]
  if (limits.length === 0) return []
  return [
    el('p', {}, WORDS.limits(ask)),
    el('ul', { 'data-testid': 'legal-limits' }, ...limits.map((one) => el('li', {}, one))),
  ]
}
