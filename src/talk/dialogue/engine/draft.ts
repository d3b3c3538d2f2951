import type { Flow } from '../flow.ts'
import { render } from '../texts.ts'
import type { Session, Thread } from '../types.ts'
import { ask } from './ask.ts'
import { fieldOf, holds } from './conditions.ts'
import { current } from './thread.ts'
import type { World } from './world.ts'

/** A dialogue that files something: what was said in it is never thrown away unasked. */
export const files = (flow: Flow | undefined): boolean => flow?.steps.some((step) => step.kind === 'summary') ?? false

export const filings = (session: Session, world: World): Thread[] =>
  [...session.waiting, ...(session.thread ? [session.thread] : [])].filter((thread) => files(world.flows[thread.flow]))

/** The filing that is under way or waits, if there is one. There are never two. */
export const filingIn = (session: Session, world: World): Thread | null => filings(session, world).at(-1) ?? null

export const hasAnswers = (thread: Thread): boolean => Object.values(thread.fields).some((value) => !value.skipped)

export const withoutThread = (session: Session, thread: Thread): Session => ({
  ...session,
  thread: session.thread === thread ? null : session.thread,
  waiting: session.waiting.filter((each) => each !== thread),
})

/** Questions that were never answered nor declined. A photo is never owed; what depends on an open answer waits for it. */
export function missingIn(thread: Thread, world: World): string[] {
  const steps = world.flows[thread.flow]?.steps ?? []
  const open = (condition: string) => condition.includes('.') && thread.fields[fieldOf(condition)] === undefined
  const fields = steps
    .filter((step) => step.kind !== 'act' && step.kind !== 'summary' && step.kind !== 'photos' && !step.volunteered)
    .filter((step) => thread.fields[step.field] === undefined)
    .filter((step) => holds(step.when, thread.fields) && !step.when.some(open))
    .map((step) => step.field)
  return [...new Set(fields)]
}

export const labelsOf = (fields: string[], flow: Flow | undefined): string =>
  fields.map((name) => flow?.fields[name]?.label ?? name).join('、')

/** Which parts of a summary are known: "事情、地点". */
function knownIn(thread: Thread, world: World): string {
  const flow = world.flows[thread.flow]
  const lists = flow?.steps.flatMap((step) => (step.kind === 'summary' ? step.lists : [])) ?? []
  return labelsOf(
    lists.filter((name) => thread.fields[name] !== undefined && !thread.fields[name]?.skipped),
    flow,
  )
}

/** After a silence: what is written down already. */
export const whereItStands = (thread: Thread, world: World): string =>
  render(world.common.texts.draft_resumed ?? '', { known: knownIn(thread, world) })

/** What has been written down and the question that is open, as one text: what is told unasked can hold no menu. */
export function reminderOf(thread: Thread, world: World): string {
  const step = current(thread, world)
  const said = step ? ask(step, thread, world).lines.map((line) => line.said) : []
  const question = said.map((each) =>
    each.kind === 'text' ? each.text : [each.head, ...each.options.map((option) => option.label)].join('\n'),
  )
  const values = { ...world.values, known: knownIn(thread, world), question: question.join('\n') }
  return render(world.common.texts.draft_remind ?? '', values)
}
