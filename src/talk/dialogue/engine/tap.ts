import type { Flow } from '../flow.ts'
import type { Input, Session } from '../types.ts'
import { note, optionsOf, unread } from './ask.ts'
import { command, commanded } from './command.ts'
import { again, current, fill, proceed } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** A tapped menu item says which flow, step and option it was (`complaint/confirm/yes`): an old menu cannot answer a new question. */
export function tap(session: Session, input: Extract<Input, { type: 'tap' }>, world: World, lines: Line[]): Outcome {
  const [flowId = '', stepId = '', optionId = ''] = input.menuId.split('/')
  if (flowId === 'menu') {
    const item = world.common.menu.find((each) => each.id === stepId)
    return commanded(session, item?.command ?? 'help', input.seq, world, lines)
  }
  const thread = session.thread
  if (!thread) return { session, lines: [...lines, ...note(world.common.texts.stale_tap)], act: null }
  if (flowId === 'change') return command(session, { seq: input.seq, name: 'change', arg: stepId }, world, lines)
  const flow = world.flows[thread.flow] as Flow
  const step = flow.steps.find((each) => each.id === stepId)
  if (thread.flow !== flowId || !step || step.kind === 'act')
    return again(session, world, [...lines, ...note(world.common.texts.stale_tap)])
  const option = optionsOf(step, thread, world).find((each) => each.id === optionId)
  if (!option) return again(session, world, [...lines, ...note(world.common.texts.stale_tap)])
  // An earlier question's menu corrects that answer; a later one's cannot be tapped yet.
  const open = current(thread, world)
  if (open?.id !== step.id && thread.fields[step.field] === undefined) return again(session, world, lines)
  if (option.command) return commanded(session, option.command, input.seq, world, lines)
  if (step.kind === 'summary' && unread(thread, world)) return proceed(session, world, lines)
  const value = option.skip
    ? { text: '', skipped: true as const, from: [input.seq] }
    : { text: option.label, id: option.id, by: 'citizen' as const, from: [input.seq] }
  return proceed({ ...session, thread: fill(thread, flow, step.field, value) }, world, lines)
}
