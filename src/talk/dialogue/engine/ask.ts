import type { AskStep, Flow } from '../flow.ts'
import { placeholders, render } from '../texts.ts'
import type { Fields, Option, Session, Thread } from '../types.ts'
import type { Line, World } from './world.ts'

/** WeCom takes at most ten things to tap in one menu (95008). */
export const MENU_ITEMS = 10

/** The citizen's own words in a summary are cut to a glance; all of them are kept. */
const GLANCE = 120

export function optionsOf(
  step: AskStep,
  thread: Thread,
  world: World,
): (Option & { words?: string[]; skip?: boolean; command?: string | undefined })[] {
  const fixed = 'options' in step ? step.options : []
  const from = step.kind === 'choice' ? step.from : undefined
  if (from === undefined) return fixed
  const offered = thread.offers[from] ?? world.offers[from] ?? []
  return [...offered.slice(0, MENU_ITEMS - fixed.length), ...fixed]
}

export const note = (text: string | undefined): Line[] => (text ? [{ role: 'note', said: { kind: 'text', text } }] : [])

/** The question of a step, and what "2" will mean as an answer to it. */
export function ask(
  step: AskStep,
  thread: Thread,
  world: World,
  wording = step.ask,
): { thread: Thread; lines: Line[] } {
  const flow = world.flows[thread.flow] as Flow
  const options = optionsOf(step, thread, world)
  const lists = step.kind === 'summary' ? step.lists : []
  const { text, echo } = wordsOf(flow.texts[wording] ?? '', thread.fields, flow, world, { lists })
  return {
    thread: {
      ...thread,
      asked: step.id,
      askedAt: (thread.asked === step.id ? thread.askedAt : undefined) ?? world.now.toISOString(),
      changing: null,
      shown: options.map(({ id, label }) => ({ id, label })),
      ...(step.kind === 'summary' ? { summary: remembered(flow, step.lists, thread, world) } : {}),
    },
    lines: saidWith(text, options, (option) => `${thread.flow}/${step.id}/${option.id}`).map((line) => ({
      ...line,
      ...echo,
    })),
  }
}

/** What has been summed up, and since which turn. Photos only join the list: they are no reason to confirm anew. */
function remembered(flow: Flow, fields: string[], thread: Thread, world: World): NonNullable<Thread['summary']> {
  const photos = flow.steps.filter((step) => step.kind === 'photos').map((step) => step.field)
  const words = fields.filter((name) => !photos.includes(name))
  const text = summary(flow, words, thread.fields)
  if (thread.summary?.text === text) return thread.summary
  return { text, ...(world.turn === undefined ? {} : { turn: world.turn }) }
}

/** Not shown yet, or changed within this turn: nobody can have read it, so nobody can have meant it by "提交". */
export const unread = (thread: Thread, world: World): boolean =>
  world.turn !== undefined && (thread.summary === undefined || thread.summary.turn === world.turn)

/** A long head does not fit a menu (1024 bytes): the text goes first, the options follow under its last line. */
export function saidWith(text: string, options: Option[], menuId: (option: Option) => string): Line[] {
  if (options.length === 0) return [{ role: 'ask', said: { kind: 'text', text } }]
  const items = options.map((option, index) => ({
    id: menuId(option),
    // One thing to tap is no list, and needs no number.
    label: options.length === 1 ? option.label : `${index + 1}. ${option.label}`,
  }))
  const menu = (head: string): Line => ({ role: 'ask', said: { kind: 'menu', head, options: items, tail: '' } })
  const lines = text.split('\n')
  if (lines.length === 1 || Buffer.byteLength(text) <= 900) return [menu(text)]
  const story = lines.slice(0, -1).join('\n').trim()
  return [{ role: 'ask', said: { kind: 'text', text: story }, goesOn: true }, menu(lines.at(-1) ?? '')]
}

/** A text made of the answers, and whether it repeats words of the person; where it must not, they are left out. */
export function wordsOf(
  template: string,
  fields: Fields,
  flow: Flow,
  world: World,
  { lists = [], values = {} }: { lists?: string[]; values?: Record<string, string> },
): { text: string; echo: { echo?: true } } {
  const named = placeholders(template)
  const textOf = (said: Fields) =>
    render(template, { ...world.values, ...valuesOf(named, said), summary: summary(flow, lists, said), ...values })
  // Most questions repeat nothing: rendered once, which saves 7 % of a turn.
  const shown = [...named, ...lists]
  if (!shown.some((name) => name in fields && !isOurs(name, flow))) return { text: textOf(fields), echo: {} }
  const bare = textOf(unseen(fields, flow, world))
  if (world.noEcho) return { text: bare, echo: {} }
  const text = textOf(fields)
  return { text, echo: text === bare ? {} : { echo: true } }
}

/** The fields with our words in place of the citizen's own. */
function unseen(fields: Fields, flow: Flow, world: World): Fields {
  const told = Object.entries(fields).map(([name, { items, ...value }]) => [
    name,
    isOurs(name, flow) || value.skipped ? value : { ...value, text: world.common.texts.unseen ?? '' },
  ])
  return Object.fromEntries(told)
}

/** What was chosen from options is said in our words already. */
const isOurs = (field: string, flow: Flow): boolean =>
  flow.steps.some((step) => step.field === field && (step.kind === 'choice' || step.kind === 'photos'))

/** As long as a summary shows them: a question that repeats an answer has to fit its message (check-size.ts). */
function valuesOf(names: string[], fields: Fields): Record<string, string> {
  const values: Record<string, string> = {}
  for (const name of names) {
    const value = fields[name]
    if (value) values[name] = value.skipped ? '' : glance(value.text)
  }
  return values
}

function summary(flow: Flow, lists: string[], fields: Fields): string {
  return lists
    .flatMap((name) => {
      const value = fields[name]
      if (!value || value.skipped) return []
      const label = flow.fields[name]?.label ?? name
      if (!value.items) return [`${label}：${glance(value.text)}`]
      return [`${label}：`, ...value.items.map((item, index) => `${index + 1}. ${glance(item)}`)]
    })
    .join('\n')
}

function glance(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= GLANCE ? line : `${letters.slice(0, GLANCE).join('')}……（共${letters.length}字，全文已记下）`
}

/** "About the matter filed just now, or another one?" */
export const aboutWhich = (world: World): Option[] => [
  { id: 'add', label: world.common.texts.about_that ?? '' },
  { id: 'new', label: world.common.texts.about_new ?? '' },
]

export function askWhich(session: Session, world: World): Line[] {
  const { about_which, about_files } = world.common.texts
  const text = render((session.aside?.text === '' ? about_files : about_which) ?? '', {
    ...world.values,
    number: session.filed?.number ?? '',
  })
  return saidWith(text, aboutWhich(world), (option) => `aside/${option.id}`)
}
