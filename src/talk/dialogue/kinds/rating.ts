import { numberOf } from '../../../platform/chinese/index.ts'
import { meaningful, normalise } from '../normalise.ts'
import { choose } from './choose.ts'
import { declines, type Kind, STORY_LENGTH } from './kind.ts'

const WORDS: [RegExp, number][] = [
  [/(?:非常|很|太|极|十分|特别)(?:地|的)?不满意|太差|很差|极差/u, 1],
  [/不(?:太|怎么|大|很)?满意|不行|差评/u, 2],
  [/基本满意|一般|还行|还可以|凑合|马马虎虎/u, 3],
  [/(?:非常|很|太|十分|特别)(?:地|的)?满意|特别好|非常好|太好/u, 5],
  [/满意|挺好|不错|好评/u, 4],
]
const POINTS = /^(?:打|给|评)?(?<points>[0-9]|[一二两三四五])(?:分|星|颗星)?(?:好评)?$/u
const STARS = /^(?:⭐\ufe0f?|★|🌟)+$/u

/** One to five. Where a list is shown, a bare number is a place on the list; "5分" and words are always the mark. */
export const rating: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const chosen = options.length > 0 ? exactOption(input.text, options) : null
    const mark = chosen ? Number(chosen.id) : markOf(input.text)
    if (mark >= 1 && mark <= 5) {
      const label = options.find((option) => option.id === String(mark))?.label ?? String(mark)
      const value = { text: label, id: String(mark), by: 'citizen' as const }
      return meaningful(input.text) >= STORY_LENGTH ? { is: 'value', value, also: 'story' } : { is: 'value', value }
    }
    return declines(input.text) ? { is: 'skip' } : { is: 'wrong' }
  },
}

const exactOption = (text: string, options: { id: string; label: string }[]) =>
  /^\d$|^第/u.test(normalise(text))
    ? choose(text, options)
    : (options.find((each) => normalise(each.label) === normalise(text)) ?? null)

function markOf(text: string): number {
  const points = POINTS.exec(normalise(text))?.groups?.points
  if (points !== undefined) return numberOf(points) ?? 0
  const bare = text.replace(/\s/g, '')
  if (STARS.test(bare)) return [...bare].filter((char) => char !== '\ufe0f').length
  return WORDS.find(([words]) => words.test(text))?.[1] ?? 0
}
