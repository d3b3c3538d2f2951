import type { Flow, FlowFile, Step } from './flow.ts'

/** A fault of a flow and where it stands, as the keys that lead there. */
export interface Fault {
  path: (string | number)[]
  message: string
}

export interface Expanded {
  flow: Flow
  /** Of each step: the place in the file it came from. */
  origins: number[]
  faults: Fault[]
}

/**
 * Puts the steps of the flows that are used where they are used, each under the name of the step that uses it: ids, fields and
 * texts of `address` used as `home` become `home_…`. So a sub-flow is played, corrected and migrated like any other question.
 */
export function expand(file: FlowFile, files: Record<string, FlowFile>, within: string[] = []): Expanded {
  const expanded: Expanded = { flow: { ...file, steps: [] }, origins: [], faults: [] }
  const flow = expanded.flow
  flow.fields = { ...file.fields }
  flow.texts = { ...file.texts }
  for (const [index, step] of file.steps.entries()) {
    if (step.kind !== 'use') {
      flow.steps.push(step)
      expanded.origins.push(index)
      continue
    }
    const refused = refusal(step.use, files, [...within, file.id])
    const used = files[step.use]
    if (refused || !used) {
      expanded.faults.push({ path: ['steps', index, 'use'], message: `step ${step.id} ${refused}` })
      continue
    }
    const inner = expand(used, files, [...within, file.id])
    const named = (name: string) => `${step.id}_${name}`
    flow.steps.push(...inner.flow.steps.map((each) => renamed(each, named, step.when)))
    expanded.origins.push(...inner.flow.steps.map(() => index))
    Object.assign(flow.fields, renamedKeys(inner.flow.fields, named))
    Object.assign(flow.texts, renamedTexts(inner.flow, named))
  }
  return expanded
}

function refusal(id: string, files: Record<string, FlowFile>, within: string[]): string | null {
  if (within.includes(id)) return `uses ${id}, which is under way already`
  const used = files[id]
  if (!used) return `uses the unknown sub-flow ${id}`
  return used.sub ? null : `uses ${id}, which is no sub-flow (sub: true)`
}

type Named = (name: string) => string

function renamed(step: Step, named: Named, when: string[]): Step {
  const shared = { id: named(step.id), field: named(step.field), when: [...when, ...step.when.map(condition(named))] }
  if (step.kind === 'act') {
    const say = Object.entries(step.say).map(([result, text]) => [result, text === null ? null : named(text)])
    return { ...step, ...shared, say: Object.fromEntries(say), uses: step.uses.map(named) }
  }
  const asked = { ...step, ...shared, ask: named(step.ask), wrong: step.wrong.map(named) }
  return asked.kind === 'summary' ? { ...asked, lists: asked.lists.map(named) } : asked
}

const condition = (named: Named) => (text: string) => {
  const [verb = '', target = '', ...rest] = text.split(' ')
  return [verb, named(target), ...rest].join(' ')
}

const renamedKeys = <T>(record: Record<string, T>, named: Named): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [named(name), value]))

/** Only a value of the sub-flow's own fields has another name here. */
function renamedTexts({ fields, texts }: Flow, named: Named): Record<string, string> {
  const value = (text: string) =>
    text.replace(/\{([a-z0-9_]+)\}/g, (whole, name: string) => (name in fields ? `{${named(name)}}` : whole))
  return renamedKeys(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, value(text)])), named)
}
