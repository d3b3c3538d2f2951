import type { AskStep, Flow } from '../flow.ts'
import { render } from '../texts.ts'
import type { Option, Session, Thread } from '../types.ts'
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
  const textOf = (said: Thread): string => {
    const shown = step.kind === 'summary' ? summary(flow, step.lists, said) : ''
    return render(flow.texts[wording] ?? '', { ...world.values, ...valuesOf(said), summary: shown })
  }
  const { text, echo } = withoutEcho(thread, flow, world, textOf)
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
  const text = summary(flow, words, thread)
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
export function withoutEcho(
  thread: Thread,
  flow: Flow,
  world: World,
  textOf: (thread: Thread) => string,
): { text: string; echo: { echo?: true } } {
  const bare = textOf(unseen(thread, flow, world))
  if (world.noEcho) return { text: bare, echo: {} }
  const text = textOf(thread)
  return { text, echo: text === bare ? {} : { echo: true } }
}

/** The fields with our words in place of the citizen's own; what was chosen from options is ours already. */
function unseen(thread: Thread, flow: Flow, world: World): Thread {
  const ours = (name: string) =>
    flow.steps.some((step) => step.field === name && (step.kind === 'choice' || step.kind === 'photos'))
  const fields = Object.entries(thread.fields).map(([name, { items, ...value }]) => [
    name,
    ours(name) || value.skipped ? value : { ...value, text: world.common.texts.unseen ?? '' },
  ])
  return { ...thread, fields: Object.fromEntries(fields) }
}

/** As long as a summary shows them: a question that repeats an answer has to fit its message (check-size.ts). */
export function valuesOf(thread: Thread): Record<string, string> {
  return Object.fromEntries(
    Object.entries(thread.fields).map(([name, value]) => [name, value.skipped ? '' : glance(value.text)]),
  )
}

function summary(flow: Flow, fields: string[], thread: Thread): string {
  return fields
    .flatMap((name) => {
      const value = thread.fields[name]
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
