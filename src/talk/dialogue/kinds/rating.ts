import { numberOf } from '../../../platform/chinese/index.ts'
import { meaningful, normalise } from '../normalise.ts'
import { chooseWhole } from './choose.ts'
import { answeredIn, declines, type Kind } from './kind.ts'

/** The first that is found; 0 is no mark: "没什么不满意的" may mean anything. */
const WORDS: [RegExp, number][] = [
  [/没(?:有|什么|啥)*不(?:满意|好)/u, 0],
  [/(?:非常|很|太|极|十分|特别)(?:地|的)?不满意|(?<!不|不是|不算)(?:太差|很差|极差)/u, 1],
  [/[不没](?:有|是|算|够|能|上|太|怎么|大|很|特别|非常|十分|那么)*(?:满意|好(?!说|意思|评|讲))|不行|差评/u, 2],
  [/基本满意|一般|还行|还可以|凑合|马马虎虎/u, 3],
  [/(?:非常|很|太|十分|特别)(?:地|的)?满意|特别好|非常好|太好/u, 5],
  [/满意|挺好|不错|好评/u, 4],
]
const POINTS = /^(?:打|给|评)?([0-9]|[一二两三四五])(?:分|星|颗星)?(?:好评)?$/u

/** One to five. Where a list is shown, a bare number is a place on the list; "5分" and words are always the mark. */
export const rating: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const chosen = chooseWhole(input.text, options)
    const mark = chosen ? Number(chosen.id) : markOf(input.text)
    if (mark >= 1 && mark <= 5) {
      const label = options.find((option) => option.id === String(mark))?.label ?? String(mark)
      return answeredIn(input.text, { is: 'value', value: { text: label, id: String(mark), by: 'citizen' } })
    }
    // An option that is no mark declines.
    return chosen || declines(input.text) ? { is: 'skip' } : { is: 'wrong' }
  },
}

function markOf(text: string): number {
  const points = POINTS.exec(normalise(text))?.[1]
  if (points !== undefined) return numberOf(points) ?? 0
  if (meaningful(text) === 0) return text.match(/[⭐★🌟]/gu)?.length ?? 0
  return WORDS.find(([words]) => words.test(text))?.[1] ?? 0
}
