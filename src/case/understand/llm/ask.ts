import type { Clock } from '../../../platform/kernel/index.ts'
import { type AnswerTo, readAnswer, type SchemaName } from './answers.ts'
import { calling, closed, failed, isOpen } from './breaker.ts'
import { hasLeft, type Limits, spend, unspent } from './budget.ts'
import type { Endpoint, Failure } from './endpoint.ts'
import { keyOf, type Memory } from './memory.ts'
import { filled, type Prompt } from './prompts.ts'

/** What became of a question. `cut_…`: nobody was asked; `withheld`: the text is not for a model. */
export type LlmOutcome =
  | 'answered'
  | 'remembered'
  | 'invalid'
  | Failure['kind']
  | 'cut_by_breaker'
  | 'cut_by_budget'
  | 'cut_as_busy'
  | 'withheld'

export interface AskDeps {
  endpoint: Endpoint
  model: string
  limits: Limits
  clock: Clock
  memory: Memory
  onOutcome(outcome: LlmOutcome): void
}

/** Turns that wait for a model hold up others: beyond so many questions at once the next goes without. */
const AT_ONCE = 8

/** One question to the model under budget, breaker and memory. Null: there is no answer, for whatever reason. */
export function asker({ endpoint, model, limits, clock, memory, onOutcome }: AskDeps) {
  let breaker = closed
  let budget = unspent
  let underWay = 0
  const now = () => clock.now().getTime()

  const cut = (): LlmOutcome | null => {
    if (isOpen(breaker, now())) return 'cut_by_breaker'
    if (!hasLeft(budget, limits, now())) return 'cut_by_budget'
    return underWay >= AT_ONCE ? 'cut_as_busy' : null
  }

  const learn = (failure: Failure | null): void => {
    if (failure === null || failure.kind === 'refused') breaker = closed
    else breaker = failed(breaker, now(), failure.kind === 'limited' ? failure.waitMs : undefined)
  }

  async function call(system: string, user: string, patience: AbortSignal): Promise<string | null> {
    breaker = calling(breaker)
    budget = spend(budget, now(), { calls: 1 })
    underWay += 1
    try {
      const said = await endpoint.complete({ system, user }, patience)
      learn(said.ok ? null : said.error)
      if (!said.ok) {
        onOutcome(said.error.kind)
        return null
      }
      budget = spend(budget, now(), { tokens: said.value.tokens })
      return said.value.text
    } finally {
      underWay -= 1
    }
  }

  return async <N extends SchemaName>(
    prompt: Prompt<N>,
    values: Record<string, string>,
    text: string,
    patience: AbortSignal,
  ): Promise<AnswerTo<N> | null> => {
    const system = filled(prompt, values)
    const key = keyOf(prompt.schema, prompt.version, model, system, text)
    const known = memory.recall(key)
    if (known !== undefined) {
      onOutcome('remembered')
      return readAnswer(prompt.schema, known)
    }
    if (patience.aborted) return null
    const without = cut()
    if (without) {
      onOutcome(without)
      return null
    }
    const said = await call(system, JSON.stringify({ 原话: text }), patience)
    if (said === null) return null
    const answer = readAnswer(prompt.schema, said)
    onOutcome(answer === null ? 'invalid' : 'answered')
    if (answer !== null) memory.keep(key, said)
    return answer
  }
}
