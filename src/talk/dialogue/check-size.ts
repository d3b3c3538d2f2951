import { MENU_ITEMS } from './engine/ask.ts'
import type { Flow } from './flow.ts'
import type { Fault } from './sub-flow.ts'
import { render } from './texts.ts'

/** wecom.md §3.5: a text is cut at 2048 bytes, a menu's head at 1024, a tappable item and its id at 128. */
const TEXT_BYTES = 2048
const HEAD_BYTES = 1024
const ITEM_BYTES = 128

/** A Chinese character is three bytes. */
const HAN = 3
/** The longest that stands in for a value. What is a list of its own goes on in the next message, and counts nothing here. */
const LONGEST: Record<string, number> = {
  office_name: 30 * HAN,
  office_phone: 30,
  office_phone_line: 40 * HAN,
  office_address: 50 * HAN,
  office_hours: 50 * HAN,
  notify_now: 10 * HAN,
  number: 20,
  query_code: 10,
  state: 12 * HAN,
  route_by: 12 * HAN,
  notice_by: 12 * HAN,
  handle_by: 12 * HAN,
  extended_by: 12 * HAN,
  review_by: 12 * HAN,
  draft_by: 16 * HAN,
  draft_wait: 6 * HAN,
  hotline_legal: 25 * HAN,
  hotline_discipline: 25 * HAN,
  paper_line: 40 * HAN,
  summary: 0,
  list: 0,
  answer_line: 0,
}
/** A line of our own, or words of a citizen as long as a summary shows them. */
const OTHERWISE = 120 * HAN

const longest = (text: string): string => {
  const values = new Proxy<Record<string, string>>({}, { get: (_, name) => filler(String(name)) })
  return render(text, values)
}
const filler = (name: string): string => 'x'.repeat(LONGEST[name] ?? OTHERWISE)

const bytes = (text: string): number => Buffer.byteLength(text)

/** What does not fit the platform with the longest values, for the kind of message it is said in. */
export function checkSizes(flow: Flow): Fault[] {
  const heads = new Set(
    flow.steps.flatMap((step) =>
      step.kind !== 'act' && 'options' in step && (step.options.length > 0 || ('from' in step && step.from))
        ? [step.ask, ...step.wrong]
        : [],
    ),
  )
  const texts = Object.entries(flow.texts).flatMap(([name, text]) =>
    textFaults(name, text, heads.has(name)).map((message) => ({ path: ['texts', name], message })),
  )
  const items = flow.steps.flatMap((step, index) => {
    if (!('options' in step)) return []
    const at = (message: string, ...keys: number[]): Fault => ({ path: ['steps', index, 'options', ...keys], message })
    const room = 'from' in step && step.from ? MENU_ITEMS - 1 : MENU_ITEMS
    const count = step.options.length
    return [
      ...(count > room ? [at(`step ${step.id} offers ${count} options, WeCom takes ${room}`)] : []),
      ...step.options.flatMap(({ id, label }, place) =>
        bytes(`10. ${label}`) > ITEM_BYTES || bytes(`${flow.id}/${step.id}/${id}`) > ITEM_BYTES
          ? [at(`step ${step.id}: option ${id} is too long`, place)]
          : [],
      ),
    ]
  })
  return [...texts, ...items]
}

/** A menu whose head is too long is said in two messages (ask.ts): then its last line is the head. */
function textFaults(name: string, text: string, head: boolean): string[] {
  const said = longest(text)
  if (bytes(said) > TEXT_BYTES) return [`text ${name} is longer than ${TEXT_BYTES} bytes with the longest values`]
  const last = said.split('\n').at(-1) ?? ''
  return head && bytes(last) > HEAD_BYTES
    ? [`text ${name} is the head of a menu and its last line is longer than ${HEAD_BYTES} bytes`]
    : []
}

/** Texts that belong to no flow. */
export function checkCommonSizes(texts: Record<string, string>, path: (string | number)[]): Fault[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    textFaults(name, text, false).map((message) => ({ path: [...path, name], message })),
  )
}
