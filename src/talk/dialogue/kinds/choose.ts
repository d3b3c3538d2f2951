import { meaningful, normalise } from '../normalise.ts'
import type { Option } from '../types.ts'
import { nearest } from './near.ts'

export interface Choosable extends Option {
  words?: string[]
}

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
/** Said around a choice without changing it. */
const FILLERS = /我们|我|那|就|也|还是|都|暂时|目前|现在|应该|[选了的啊呀吧呢哦嗯嘛]|谢谢|[\p{P}\p{S}]/gu
const NEGATED = /(?:[不别没非无未]|不是|没有|并非)(?:[太很大再要用想能会肯敢全]|完全|怎么|一定|可以|愿意|是很)?$/

/** A typed answer against the options shown: its number, its words, or words that hold those of exactly one option. */
export function choose<T extends Choosable>(text: string, options: T[]): T | null {
  const exact = exactly(text, options)
  if (exact) return exact
  const { found } = held(text, options)
  if (found.length > 0) return only(found)
  const bare = normalise(text)
  const within = options.filter((option) => bare.length > 1 && namesOf(option)[0]?.includes(bare))
  return within.length > 0 ? only(within) : chooseNear(text, options)
}

/** The same where other words may be an answer of their own, or a slip costs much: nothing else may be said with it. */
export function chooseWhole<T extends Choosable>(text: string, options: T[]): T | null {
  const exact = exactly(text, options)
  if (exact) return exact
  const { found, rest } = held(text, options)
  return rest === '' ? only(found) : null
}

/** With one character written wrong: "有危脸". Nothing that turns the meaning is forgiven, nor what is near to two options. */
export function chooseNear<T extends Choosable>(text: string, options: T[]): T | null {
  const bare = normalise(text).replace(FILLERS, '')
  return only(options.filter((option) => namesOf(option).some((name) => nearest(bare, name))))
}

/** The same where a slip costs much: one character stands in the place of another, and nothing else is different. */
export function chooseMistyped<T extends Choosable>(text: string, options: T[]): T | null {
  const bare = normalise(text)
  return only(
    options.filter((option) => namesOf(option).some((name) => name.length === bare.length && nearest(bare, name))),
  )
}

/** What could be two things is neither. */
const only = <T>(found: T[]): T | null => (found.length === 1 ? (found[0] ?? null) : null)

/** How much is said beside the words of an option: "没有危险，但他昨天打了我". */
export function saidBeside(text: string, options: Choosable[]): number {
  return exactly(text, options) ? 0 : meaningful(held(text, options).rest)
}

function exactly<T extends Choosable>(text: string, options: T[]): T | null {
  const bare = normalise(text)
  // A single thing to tap is shown without a number (engine/ask.ts).
  const byNumber = options.length > 1 ? options[numberOf(bare) - 1] : undefined
  return byNumber ?? options.find((option) => namesOf(option).includes(bare)) ?? null
}

/** Longest words first, each taken out as it is found: "没有危险" does not hold "有危险". A negated word is not meant. */
function held<T extends Choosable>(text: string, options: T[]): { found: T[]; rest: string } {
  const words = options.flatMap((option) => namesOf(option).map((word) => ({ word, option })))
  const longest = words.filter(({ word }) => word.length > 1).sort((one, other) => other.word.length - one.word.length)
  let rest = normalise(text)
  const found = new Set<T>()
  for (const { word, option } of longest) {
    const at = rest.indexOf(word)
    if (at < 0) continue
    if (NEGATED.test(rest.slice(0, at))) continue
    found.add(option)
    rest = rest.replaceAll(word, ' ')
  }
  return { found: [...found], rest: rest.replace(FILLERS, '').replace(/\s/g, '') }
}

/** The options of published flows are asked for with every message, and read once. */
const known = new WeakMap<Choosable, string[]>()

function namesOf(option: Choosable): string[] {
  const before = known.get(option)
  if (before) return before
  const names = [option.label, ...(option.words ?? [])].map(normalise)
  known.set(option, names)
  return names
}

/** Nothing but the number of an option. */
export const isNumber = (text: string): boolean => numberOf(normalise(text)) > 0

function numberOf(bare: string): number {
  const match = /^(?:第|选|选择)?(\d{1,2}|[一二三四五六七八九十])(?:个|项|号)?$/.exec(bare)
  if (!match?.[1]) return 0
  const ordinal = ORDINALS.indexOf(match[1])
  return ordinal >= 0 ? ordinal + 1 : Number(match[1])
}
