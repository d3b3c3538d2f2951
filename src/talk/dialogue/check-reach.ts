import { fieldOf, followsOn, lookAt } from './engine/conditions.ts'
import type { Flow, Step } from './flow.ts'
import type { Fault } from './sub-flow.ts'

/** Steps that are never asked, and questions that undo each other for ever. */
export function checkReach(flow: Flow): Fault[] {
  const at = (index: number, message: string): Fault => ({ path: ['steps', index], message })
  const impossible = flow.steps.map((step) => contradiction(step) ?? neverGiven(flow, step))
  const shadowed = flow.steps.map((step, index) => shadow(flow, step, index))
  const faults = flow.steps.flatMap((step, index) => {
    const why = impossible[index] ?? shadowed[index]
    return why ? [at(index, `step ${step.id} ${why}`)] : []
  })
  if (faults.length > 0) return faults
  const reached = reach(flow)
  const lost = flow.steps.flatMap((step, index) =>
    reached.has(step) ? [] : [at(index, `step ${step.id} is never reached: what it waits for is filled only after it`)],
  )
  return [...lost, ...loops(flow).map(({ index, message }) => at(index, message))]
}

/** `has f` beside `missing f`, `is f a` beside `is f b`. */
function contradiction({ when }: Step): string | null {
  for (const condition of when) {
    const [verb, target, id] = condition.split(' ')
    const against = when.some((other) => {
      const [verb2, target2, id2] = other.split(' ')
      if (target2 !== target) return false
      if (verb === 'is') return (verb2 === 'is' && id2 !== id) || verb2 === 'missing' || verb2 === 'skipped'
      return verb === 'has' && (verb2 === 'missing' || verb2 === 'skipped')
    })
    if (against) return `is never reached: "${condition}" stands beside its opposite`
  }
  return null
}

/** `is confirmed yes` waits for ever where nothing can be "yes". Choices that read their options from outside may be anything. */
function neverGiven(flow: Flow, step: Step): string | null {
  for (const condition of step.when) {
    const [verb, , id = ''] = condition.split(' ')
    const field = fieldOf(condition)
    const possible = verb === 'is' ? idsOf(flow, field) : null
    if (possible && !possible.includes(id)) return `waits for ${field} to be ${id}, which nothing gives`
    const filling = flow.steps.filter((each) => each.field === field)
    if (verb === 'skipped' && !filling.some((each) => each.kind !== 'act' && each.optional))
      return `waits for ${field} to be skipped, which no step allows`
  }
  return null
}

function idsOf(flow: Flow, field: string): string[] | null {
  const filling = flow.steps.filter((step) => step.field === field)
  const closed = (step: Step) =>
    step.kind === 'act' || step.kind === 'summary' || (step.kind === 'choice' && !step.from)
  const open = !filling.every(closed)
  if (filling.length === 0 || open || flow.fields[field]?.given) return null
  return filling.flatMap((step) =>
    step.kind === 'act' ? Object.keys(step.say) : 'options' in step ? step.options.map((option) => option.id) : [],
  )
}

/** An earlier step that fills the same field whenever this one could. */
function shadow(flow: Flow, step: Step, index: number): string | null {
  const before = flow.steps
    .slice(0, index)
    .find((each) => each.field === step.field && each.when.every((condition) => step.when.includes(condition)))
  return before ? `is never reached: step ${before.id} has filled ${step.field} before` : null
}

/** Which steps can come about, beginning with those that wait for nothing. */
function reach(flow: Flow): Set<Step> {
  const reached = new Set<Step>()
  const filled = new Set(Object.keys(flow.fields).filter((name) => flow.fields[name]?.given))
  for (let more = true; more; ) {
    more = false
    for (const step of flow.steps) {
      const waits = step.when.filter((condition) => !condition.startsWith('missing ')).map(fieldOf)
      if (reached.has(step) || !waits.every((field) => filled.has(field))) continue
      reached.add(step)
      filled.add(step.field)
      more = true
    }
  }
  return reached
}

/**
 * An answer takes back the answers that depended on it (thread.ts withoutDependents), and every answer takes back a summary but the
 * one whose confirmation opened its question.
 * Where two questions take back each other, the dialogue never ends. Acts take back nothing.
 */
function loops(flow: Flow): { index: number; message: string }[] {
  const asks = flow.steps.filter((step) => step.kind !== 'act')
  const takesBack = (step: Step): Step[] =>
    asks.filter(
      (other) =>
        other.field !== step.field &&
        (lookAt(other.when, step.field) || (other.kind === 'summary' && !followsOn(other, step.field, flow))),
    )
  const returns = (start: Step): boolean => {
    const seen = new Set<Step>()
    const open = takesBack(start)
    for (let step = open.pop(); step; step = open.pop()) {
      if (step === start) return true
      if (seen.has(step)) continue
      seen.add(step)
      open.push(...takesBack(step))
    }
    return false
  }
  return asks
    .filter((step) => step.kind !== 'summary' && returns(step))
    .map((step) => ({
      index: flow.steps.indexOf(step),
      message: `step ${step.id} is a loop without an exit: its answer is taken back by a question that depends on it`,
    }))
}
