import { MENU_ITEMS } from './engine/ask.ts'
import type { Flow, FlowOption } from './flow.ts'
import { placeholders } from './texts.ts'
import type { CommandName } from './types.ts'

/** wecom.md §3.5: a text is cut at 2048 bytes, a menu's head at 1024, a tappable item at 128. */
const TEXT_BYTES = 2048
const LABEL_BYTES = 128

/** What would strand a citizen, found before it is published. */
export function checkFlow(flow: Flow, acts: readonly string[]): string[] {
  return [
    ...checkNames(flow),
    ...checkTexts(flow),
    ...checkSteps(flow, acts),
    ...checkConditions(flow),
    ...checkConfirmed(flow),
    ...checkFields(flow),
  ]
}

function checkNames(flow: Flow): string[] {
  const ids = flow.steps.map((step) => step.id)
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `step ${id} stands twice`)
}

function checkTexts(flow: Flow): string[] {
  const used = flow.steps.flatMap((step) =>
    step.kind === 'act' ? Object.values(step.say).filter((name) => name !== null) : [step.ask, ...step.wrong],
  )
  const missing = used.filter((name) => !(name in flow.texts)).map((name) => `text ${name} is missing`)
  const idle = Object.keys(flow.texts)
    .filter((name) => !used.includes(name))
    .map((name) => `text ${name} is used by no step`)
  const long = Object.entries(flow.texts)
    .filter(([, text]) => Buffer.byteLength(text) > TEXT_BYTES)
    .map(([name]) => `text ${name} is longer than ${TEXT_BYTES} bytes`)
  const badSummary = flow.steps
    .filter((step) => step.kind === 'summary' && !placeholders(flow.texts[step.ask] ?? '').includes('summary'))
    .map((step) => `step ${step.id} is a summary and its text does not show {summary}`)
  return [...missing, ...idle, ...long, ...badSummary]
}

function checkSteps(flow: Flow, acts: readonly string[]): string[] {
  return flow.steps.flatMap((step) => {
    const faults: string[] = []
    if (!(step.field in flow.fields)) faults.push(`step ${step.id} fills the unknown field ${step.field}`)
    for (const condition of step.when) {
      const field = condition.split(' ')[1]?.split('.')[0] ?? ''
      if (!(field in flow.fields)) faults.push(`step ${step.id} depends on the unknown field ${field}`)
    }
    if (step.kind === 'act') {
      if (!acts.includes(step.do)) faults.push(`step ${step.id} calls the unknown act ${step.do}`)
      return faults
    }
    const options = 'options' in step ? step.options : []
    faults.push(...checkOptions(step.id, options))
    if (options.length > MENU_ITEMS)
      faults.push(`step ${step.id} offers ${options.length} options, WeCom takes ${MENU_ITEMS}`)
    for (const option of options) {
      if (Buffer.byteLength(`10. ${option.label}`) > LABEL_BYTES)
        faults.push(`step ${step.id}: option ${option.id} is too long`)
    }
    if (step.kind === 'summary') {
      for (const name of step.lists)
        if (!(name in flow.fields)) faults.push(`step ${step.id} lists the unknown field ${name}`)
    }
    const wayOut = step.optional || step.kind === 'narrative' || step.kind === 'summary'
    if (!wayOut) faults.push(`step ${step.id} has no way out: make it optional or a narrative`)
    return faults
  })
}

const COMMANDS: readonly string[] = [
  'complain',
  'status',
  'mine',
  'person',
  'back',
  'restart',
  'leave',
  'help',
  'privacy',
  'change',
  'notify',
] satisfies CommandName[]

function checkOptions(step: string, options: FlowOption[]): string[] {
  const ids = options.map((option) => option.id)
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  const unknown = options.filter(
    ({ command }) => command !== undefined && !COMMANDS.includes(command.split(' ')[0] ?? ''),
  )
  return [
    ...twice.map((id) => `step ${step}: option ${id} stands twice`),
    ...unknown.map(({ id, command }) => `step ${step}: option ${id} is the unknown command ${command}`),
  ]
}

/** `is confirmed yes` waits for ever where nothing can be "yes". Choices that read their options from outside may be anything. */
function checkConditions(flow: Flow): string[] {
  const possible = (field: string): string[] | null => {
    const filling = flow.steps.filter((step) => step.field === field)
    if (filling.some((step) => step.kind === 'choice' && step.from !== undefined)) return null
    if (filling.length === 0) return null
    return filling.flatMap((step) =>
      step.kind === 'act' ? Object.keys(step.say) : 'options' in step ? step.options.map((option) => option.id) : [],
    )
  }
  return flow.steps.flatMap((step) =>
    step.when.flatMap((condition) => {
      const [verb, field = '', id = ''] = condition.split(' ')
      const ids = verb === 'is' ? possible(field) : null
      return ids === null || ids.includes(id)
        ? []
        : [`step ${step.id} waits for ${field} to be ${id}, which nothing gives`]
    }),
  )
}

/** A matter is only filed on a summary that was confirmed. */
function checkConfirmed(flow: Flow): string[] {
  const summary = flow.steps.find((step) => step.kind === 'summary')
  if (!summary) return []
  const after = flow.steps.slice(flow.steps.indexOf(summary) + 1)
  return after
    .filter(
      (step) => step.kind === 'act' && !step.when.some((condition) => condition.startsWith(`is ${summary.field} `)),
    )
    .map((step) => `step ${step.id} acts without waiting for ${summary.field}`)
}

function checkFields(flow: Flow): string[] {
  return Object.entries(flow.fields)
    .filter(([, field]) => field.personal && !field.reason)
    .map(([name]) => `field ${name} is personal and says no reason`)
}
