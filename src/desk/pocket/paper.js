import { el } from './dom.js'

/** A document as it will be printed, without its number, which is given when it is issued. */
export const paper = ({ title, blocks }) => [
  el('article', { class: 'paper' }, el('h4', {}, title), ...blocks.flatMap((block) => BLOCKS[block.kind](block))),
]

const ticked = (option) => `${option.ticked ? '☑' : '☐'} ${option.text}`

const BLOCKS = {
  heading: ({ text }) => [el('h5', {}, text)],
  paragraph: ({ text }) => [el('p', {}, text)],
  note: ({ text }) => [el('p', {}, el('small', {}, text))],
  rows: ({ rows }) => [el('dl', {}, ...rows.flatMap(({ label, text }) => [el('dt', {}, label), el('dd', {}, text)]))],
  list: ({ items }) => items.map((lines) => el('div', {}, ...lines.map((line) => el('p', {}, line)))),
  ticks: ({ label, options }) =>
    label === null
      ? [el('ul', {}, ...options.map((option) => el('li', {}, ticked(option))))]
      : [el('p', {}, `${label}：${options.map(ticked).join('　')}`)],
  seal: ({ organ, date }) => [el('p', { class: 'seal' }, organ, el('br'), date)],
  signatures: ({ labels }) => labels.map((label) => el('p', {}, `${label}：`)),
}
