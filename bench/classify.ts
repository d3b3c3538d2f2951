import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parse } from 'yaml'
import { loadUnderstanding } from '../src/case/understand/index.ts'

const MESSAGES = 5000
const CHARS = 400
const rulesDir = join(import.meta.dirname, '../rules')

/** Sentences strung together from the word lists, so that the benchmark needs no data and finds as many words as people use. */
function messages(): string[] {
  const random = countingRandom()
  const { categories } = parse(readFileSync(join(rulesDir, 'category-words.yaml'), 'utf8')) as {
    categories: Record<string, { strong: string; plain: string }>
  }
  const words = Object.values(categories).flatMap(({ strong, plain }) => `${strong} ${plain}`.split(/\s+/))
  const fillers = ['我们反映的', '一直没有人管', '希望领导', '已经半年了', '，', '。', '请问什么时候', '附近的', '处理']
  const pick = (from: string[]): string => from[Math.floor(random() * from.length)] ?? ''
  return Array.from({ length: MESSAGES }, () => {
    let text = ''
    while (text.length < CHARS) text += pick(random() < 0.3 ? words : fillers)
    return text.slice(0, CHARS)
  })
}

/** The same messages each time: a linear congruential generator (Numerical Recipes). */
function countingRandom(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Milliseconds to classify one message of 400 characters, and to load everything once. */
export async function main(argv: string[]): Promise<number> {
  const loading = performance.now()
  const { classify } = loadUnderstanding({ rulesDir })
  const load_ms = performance.now() - loading
  const texts = messages()
  for (const text of texts.slice(0, 500)) classify({ text })
  const took = texts.map((text) => {
    const start = performance.now()
    classify({ text })
    return performance.now() - start
  })
  const sorted = took.toSorted((a, b) => a - b)
  const quantile = (q: number): number => sorted[Math.ceil(sorted.length * q) - 1] ?? 0
  const total = took.reduce((a, b) => a + b, 0)
  const figures = {
    p50_ms: quantile(0.5),
    p95_ms: quantile(0.95),
    p99_ms: quantile(0.99),
    per_s: Math.round((1000 * took.length) / total),
    load_ms,
  }
  console.log(argv.includes('--json') ? JSON.stringify(figures) : figures)
  return 0
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
