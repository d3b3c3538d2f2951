import { normalise } from '../normalise.ts'
import type { Option } from '../types.ts'

export interface Choosable extends Option {
  words?: string[]
}

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** A typed answer against the options shown: its number, its words, or words that hold exactly one of them. */
export function choose<T extends Choosable>(text: string, options: T[]): T | null {
  const bare = normalise(text)
  const byNumber = options[numberOf(bare) - 1]
  if (byNumber) return byNumber
  const names = (option: T) => [option.label, ...(option.words ?? [])].map(normalise)
  const exact = options.find((option) => names(option).includes(bare))
  if (exact) return exact
  const holding = options.filter((option) => names(option).some((word) => word.length > 1 && bare.includes(word)))
  const within = options.filter((option) => bare.length > 1 && normalise(option.label).includes(bare))
  const found = holding.length > 0 ? holding : within
  return found.length === 1 ? (found[0] ?? null) : null
}

function numberOf(bare: string): number {
  const match = /^(?:第|选|选择)?(\d{1,2}|[一二三四五六七八九十])(?:个|项|号)?$/.exec(bare)
  if (!match?.[1]) return 0
  const ordinal = ORDINALS.indexOf(match[1])
  return ordinal >= 0 ? ordinal + 1 : Number(match[1])
}
