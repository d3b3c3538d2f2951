import { AppError, type Clock } from '../../../platform/kernel/index.ts'
import type { Category, Taxonomy } from '../types.ts'
import { asker, type LlmOutcome } from './ask.ts'
import type { Limits } from './budget.ts'
import { type EndpointConfig, openEndpoint } from './endpoint.ts'
import { keepOf, type ReadFields } from './keep.ts'
import { mask } from './mask.ts'
import { memory } from './memory.ts'
import { readPrompts } from './prompts.ts'
import { speaksToMachine } from './withhold.ts'

/** What the citizen said, and how they are known: what is known of them is hidden before it leaves. */
export interface Told {
  text: string
  known: readonly string[]
}

/** A language model that only reads. It proposes a category or points at words of the text; it writes nothing and does nothing. */
export interface Llm {
  /** One of the candidates, or null. */
  category(told: Told, candidates: readonly Category[], patience: AbortSignal): Promise<Category | null>
  fields(told: Told, patience: AbortSignal): Promise<ReadFields>
}

export interface LlmDeps {
  clock: Clock
  taxonomy: Taxonomy
  promptsDir: string
  onOutcome(outcome: LlmOutcome): void
}

/** Of a long letter the beginning, where the matter stands, and the end, where it is said what is wanted. */
const BEGINNING = 2_000
const END = 800

export async function openLlm(config: EndpointConfig & Limits, deps: LlmDeps): Promise<Llm> {
  const prompts = readPrompts(deps.promptsDir)
  if (!prompts.ok) {
    const list = prompts.error.map(({ file, message }) => `${file}: ${message}`).join('\n')
    throw new AppError({ code: 'prompts_invalid', message: `prompts/ cannot be used:\n${list}` })
  }
  const { category, story } = prompts.value
  const endpoint = await openEndpoint(config)
  const ask = asker({ ...deps, endpoint, model: config.model, limits: config, memory: memory() })
  const names = deps.taxonomy.roots.map((root) => root.name)
  const withheld = ({ text }: Told): boolean => {
    if (!speaksToMachine(text)) return false
    deps.onOutcome('withheld')
    return true
  }
  return {
    async category(told, candidates, patience) {
      if (withheld(told) || isNamed(told.text, candidates)) return null
      const categories = candidates.map((name) => described(name, deps.taxonomy)).join('\n')
      const { text } = mask(told.text, told.known)
      const said = await ask(category, { categories }, shortened(text), patience)
      return candidates.find((name) => name === said?.category.trim()) ?? null
    },
    async fields(told, patience) {
      if (withheld(told)) return { wants: [] }
      const { text, restore } = mask(told.text, told.known)
      const said = await ask(story, {}, shortened(text), patience)
      if (said === null) return { wants: [] }
      const back = (value: string | null | undefined) => (value ? restore(value) : null)
      const { place, time, party, wants } = said
      const restored = { place: back(place), time: back(time), party: back(party), wants: wants?.map(restore) ?? [] }
      return keepOf(restored, told.text, names)
    },
  }
}

/** Whoever writes the name of a category has chosen one, or steers: the model is not asked to follow. */
function isNamed(text: string, candidates: readonly Category[]): boolean {
  const plain = text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '')
  return candidates.some((name) => plain.includes(name))
}

const shortened = (text: string): string =>
  text.length <= BEGINNING + END ? text : `${text.slice(0, BEGINNING)}\n……\n${text.slice(-END)}`

/** A name and what stands under it: "- 交通运输：公路、水路 …". */
function described(name: Category, { roots }: Taxonomy): string {
  const below = roots.find((root) => root.name === name)?.children.map((child) => child.name) ?? []
  return below.length > 0 ? `- ${name}：${below.join('、')}` : `- ${name}`
}
