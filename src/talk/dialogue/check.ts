import { checkReach } from './check-reach.ts'
import { checkSizes } from './check-size.ts'
import { OPTION_COMMANDS } from './commands.ts'
import { fieldOf } from './engine/conditions.ts'
import type { Flow, FlowOption, Step } from './flow.ts'
import type { Fault } from './sub-flow.ts'
import { placeholders } from './texts.ts'

/** What would strand a citizen, found before it is published. Each fault with the place in the flow it stands at. */
export function checkFlow(flow: Flow, acts: readonly string[]): Fault[] {
  return [
    ...checkNames(flow),
    ...checkTexts(flow),
    ...flow.steps.flatMap((step, index) => checkStep(flow, step, index, acts)),
    ...checkReach(flow),
    ...checkSizes(flow),
    ...checkConfirmed(flow),
    ...checkFields(flow),
  ]
}

function checkNames(flow: Flow): Fault[] {
  return flow.steps.flatMap(({ id }, index) =>
    flow.steps.findIndex((step) => step.id === id) === index
      ? []
      : [{ path: ['steps', index, 'id'], message: `step ${id} stands twice` }],
  )
}

const textsOf = (step: Step): { name: string; key: string }[] =>
  step.kind === 'act'
    ? Object.entries(step.say).flatMap(([result, name]) => (name === null ? [] : [{ name, key: `say.${result}` }]))
    : [{ name: step.ask, key: 'ask' }, ...step.wrong.map((name, index) => ({ name, key: `wrong.${index}` }))]

function checkTexts(flow: Flow): Fault[] {
  const used = flow.steps.flatMap((step) => textsOf(step).map(({ name }) => name))
  const missing = flow.steps.flatMap((step, index) =>
    textsOf(step)
      .filter(({ name }) => !flow.texts[name])
      .map(({ name, key }) => ({ path: ['steps', index, ...key.split('.')], message: `text ${name} is missing` })),
  )
  const idle = Object.keys(flow.texts)
    .filter((name) => !used.includes(name))
    .map((name) => ({ path: ['texts', name], message: `text ${name} is used by no step` }))
  return [...missing, ...idle]
}

function checkStep(flow: Flow, step: Step, index: number, acts: readonly string[]): Fault[] {
  const at = (message: string, ...keys: (string | number)[]): Fault => ({ path: ['steps', index, ...keys], message })
  const unknown = (names: string[], key: string, does: string) =>
    names
      .filter((name) => !(name in flow.fields))
      .map((name) => at(`step ${step.id} ${does} the unknown field ${name}`, key))
  const faults = [...unknown([step.field], 'field', 'fills'), ...unknown(step.when.map(fieldOf), 'when', 'depends on')]
  if (step.kind === 'act') {
    const known = acts.includes(step.do) ? [] : [at(`step ${step.id} calls the unknown act ${step.do}`, 'do')]
    return [...faults, ...known, ...unknown(step.uses, 'uses', 'uses')]
  }
  if ('options' in step) faults.push(...checkOptions(step.id, step.options, at))
  if (step.kind === 'summary') {
    faults.push(...unknown(step.lists, 'lists', 'lists'))
    if (step.options.every((option) => option.command))
      faults.push(at(`step ${step.id} has no option that confirms`, 'options'))
    if (!placeholders(flow.texts[step.ask] ?? '').includes('summary'))
      faults.push(at(`step ${step.id} is a summary and its text does not show {summary}`, 'ask'))
  }
  const wayOut = step.optional || step.kind === 'narrative' || step.kind === 'summary'
  return wayOut ? faults : [...faults, at(`step ${step.id} has no way out: make it optional or a narrative`)]
}

function checkOptions(
  step: string,
  options: FlowOption[],
  at: (message: string, ...keys: (string | number)[]) => Fault,
) {
  return options.flatMap(({ id, command }, index) => {
    const twice = options.findIndex((option) => option.id === id) !== index
    const unknown = command !== undefined && !OPTION_COMMANDS.includes(command.split(' ')[0] ?? '')
    return [
      ...(twice ? [at(`step ${step}: option ${id} stands twice`, 'options', index)] : []),
      ...(unknown ? [at(`step ${step}: option ${id} is the unknown command ${command}`, 'options', index)] : []),
    ]
  })
}

/** A matter is only filed on a summary that was confirmed. */
function checkConfirmed(flow: Flow): Fault[] {
  const summary = flow.steps.findIndex((step) => step.kind === 'summary')
  const field = flow.steps[summary]?.field
  return flow.steps.flatMap((step, index) =>
    summary < 0 ||
    index < summary ||
    step.kind !== 'act' ||
    step.when.some((each) => each === `has ${field}` || each.startsWith(`is ${field} `))
      ? []
      : [{ path: ['steps', index], message: `step ${step.id} acts without waiting for ${field}` }],
  )
}

/** Kinds whose answer names a person, whatever the field is called. */
const PERSONAL_KINDS: readonly string[] = ['contact', 'phone', 'person', 'people', 'representatives']

function checkFields(flow: Flow): Fault[] {
  const asking = flow.steps.filter((step) => step.kind !== 'act' && step.kind !== 'summary')
  const shown = Object.values(flow.texts).flatMap(placeholders)
  const read = flow.steps.flatMap((step) => [
    ...step.when.map(fieldOf),
    ...(step.kind === 'summary' ? step.lists : []),
    ...(step.kind === 'act' ? step.uses : []),
  ])
  return Object.entries(flow.fields).flatMap(([name, field]): Fault[] => {
    const at = (message: string): Fault => ({ path: ['fields', name], message })
    const asked = asking.filter((step) => step.field === name)
    const [personal] = asked.filter((step) => PERSONAL_KINDS.includes(step.kind))
    const filled = field.given || flow.steps.some((step) => step.field === name)
    return [
      ...(field.personal && !field.reason ? [at(`field ${name} is personal and says no reason`)] : []),
      ...(personal && !field.personal
        ? [at(`field ${name} is personal (step ${personal.id} asks for a ${personal.kind}) and is not marked so`)]
        : []),
      ...(filled ? [] : [at(`field ${name} is filled by no step and not given`)]),
      ...(asked.length === 0 || flow.sub || read.includes(name) || shown.includes(name)
        ? []
        : [at(`field ${name} is asked for and nothing uses it`)]),
    ]
  })
}
