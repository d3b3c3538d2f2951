import { BOT_TEXT_BYTES, type BotSaid, byteLength, clip, splitText, type TemplateCard } from '../../wecom/index.ts'
import type { Content } from './types.ts'

type Menu = Extract<Content, { kind: 'menu' }>

/** wecom.md §4.3 and §7.6: six buttons, and what is longer would be shown with "…". */
const BUTTONS = 6
const BUTTON_CHARS = 10
const TITLE_CHARS = 26
const SUBTITLE_CHARS = 112

/** Words are shown as markdown: a "<" could begin a mention or hide what follows, so it is written wide. */
const plain = (text: string): string => text.replaceAll('<', '＜')

/** A card where all of it can be read on a card; else the options stand in the text and are answered by their number. */
export function wireOf(id: string, content: Content): BotSaid {
  const card = content.kind === 'menu' ? menuCard(id, content) : null
  return card ? { kind: 'card', card } : wordsOf(content)
}

export const wordsOf = (content: Content): BotSaid => ({ kind: 'text', text: plain(textOf(content)) })

function textOf(content: Content): string {
  if (content.kind === 'text') return content.text
  return [content.head, ...content.options.map(({ label }) => label), content.tail].filter(Boolean).join('\n')
}

export function splitForBot(content: Content): Content[] {
  // "＜" has three bytes where "<" has one.
  const fits = byteLength(plain(textOf(content))) <= BOT_TEXT_BYTES
  if (fits) return [content]
  if (content.kind === 'text') return cut(content.text).map((text) => ({ kind: 'text', text }))
  const pieces = cut(content.head)
  const last = pieces.pop() ?? ''
  return [...pieces.map((text): Content => ({ kind: 'text', text })), { ...content, head: last }]
}

/** A quarter of the limit is left for the options of a menu; "<" may make a piece three times as long. */
function cut(text: string): string[] {
  const pieces = splitText(text, (BOT_TEXT_BYTES * 3) / 4)
  return pieces.flatMap((piece) =>
    byteLength(plain(piece)) <= BOT_TEXT_BYTES ? [piece] : splitText(piece, Math.floor(BOT_TEXT_BYTES / 3)),
  )
}

function menuCard(id: string, menu: Menu): TemplateCard | null {
  const labels = menu.options.map(({ label }) => unnumbered(label))
  const said = [menu.head, menu.tail].filter(Boolean).join('\n').trim()
  const titled = titleOf(said)
  const readable =
    titled !== null && labels.length <= BUTTONS && labels.every((label) => Array.from(label).length <= BUTTON_CHARS)
  if (!readable) return null
  return card(
    id,
    titled,
    menu.options.map((option, index) => ({ text: labels[index] ?? '', key: option.id })),
  )
}

/** The card after a press: what it said, and in place of the buttons what was chosen. */
export function chosenCard(id: string, menu: Content, label: string): TemplateCard | null {
  const titled = menu.kind === 'menu' ? titleOf([menu.head, menu.tail].filter(Boolean).join('\n').trim()) : null
  return titled && card(id, titled, [{ text: clip(label, BUTTON_CHARS + 4), key: 'done' }])
}

interface Titled {
  title: string
  rest: string
}

const card = (id: string, { title, rest }: Titled, buttons: { text: string; key: string }[]): TemplateCard => ({
  card_type: 'button_interaction',
  main_title: { title },
  ...(rest ? { sub_title_text: rest } : {}),
  task_id: id,
  button_list: buttons.map((button) => ({ type: 0, style: 1, ...button })),
})

const SENTENCE = new RegExp(`^.{1,${TITLE_CHARS}}?(?:[。！？；：](?!$)|\\n|$)`, 'u')
const CLAUSE = new RegExp(`^.{1,${TITLE_CHARS}}?[，、]`, 'u')

/** A card begins with a title: the first sentence, or its first clause where that is too long. */
function titleOf(said: string): Titled | null {
  const title = (SENTENCE.exec(said) ?? CLAUSE.exec(said))?.[0]
  if (title === undefined) return null
  const rest = said.slice(title.length).trim()
  return Array.from(rest).length <= SUBTITLE_CHARS ? { title: title.trim(), rest } : null
}

/** A button needs no number: it is pressed. */
export const unnumbered = (label: string): string => label.replace(/^\d{1,2}\.\s*/, '')
