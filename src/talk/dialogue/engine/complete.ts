import type { Flow } from '../flow.ts'
import { bareContact, readContact } from '../kinds/contact.ts'
import { KINDS } from '../kinds/index.ts'
import { isStory } from '../kinds/kind.ts'
import { telling } from '../normalise.ts'
import type { Answer, Fields, Session, Thread } from '../types.ts'
import { answer } from './answer.ts'
import { optionsOf } from './ask.ts'
import { absorb, begin, current, proceed } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** The dialogue that asks for what a matter lacks that was registered from an unfinished draft. */
export const COMPLETE = 'complete'

/** Somebody whose draft was registered as it stood. */
export type Lacking = Session & { filed: { lacks: string[] } }

export const hasUnfinished = (session: Session): session is Lacking => session.filed?.lacks !== undefined

/** Begins it: what is known already counts as declined, so that only what is missing is asked. */
function started({ filed }: Lacking, world: World): Thread {
  const flow = world.flows[COMPLETE] as Flow
  const asks = flow.steps.filter((step) => step.kind !== 'act').map((step) => step.field)
  const known = asks
    .filter((name) => !filed.lacks.includes(name))
    .map((name) => [name, { text: '', skipped: true as const }])
  return begin(flow, { ...Object.fromEntries(known), number: { text: filed.number } })
}

/** Whether something that comes now belongs to a matter of which its author knows little more than the draft. */
export const lacking = (session: Session): session is Lacking =>
  hasUnfinished(session) && session.thread === null && session.aside === null && session.waiting.length === 0

/** A photo or a location goes to the matter at once. */
export const completeWith = (session: Lacking, world: World): Session => ({
  ...session,
  thread: started(session, world),
})

/** The first words after it: they are added to the matter, what is read out of them fills what is missing, the rest is asked. */
export function complete(session: Lacking, input: Answer, world: World, lines: Line[], held: Fields = {}): Outcome {
  const flow = world.flows[COMPLETE] as Flow
  const contact = session.filed.lacks.includes('contact') ? readContact(input.text) : null
  const given: Fields = contact?.phone ? { contact } : {}
  const { fields, options } = input.understood
  const begun = absorb(started(session, world), flow, { fields: { ...fields, ...given }, options })
  // What waited beside the words was sent on purpose, whether it is missing or not.
  const thread = { ...begun, fields: { ...begun.fields, ...held } }
  // A photo alone adds no words. Nothing but a name and a number is no addition either: contact data are kept sealed.
  const bare = input.text === '' || (contact !== null && bareContact(input.text) !== null)
  return proceed({ ...session, thread: bare ? thread : addition(thread, input) }, world, lines)
}

/** An answer to what is asked, or more to say: that is added to the matter, and the question stays. */
export function completing(session: Session, thread: Thread, input: Answer, world: World, lines: Line[]): Outcome {
  const step = current(thread, world)
  if (!step) return proceed(session, world, lines)
  const { is } = KINDS[step.kind].read(input, step, thread, optionsOf(step, thread, world), world.now)
  const long = isStory(input.text)
  const more = long || is === 'story' || (is === 'wrong' && telling(input.text))
  if (!more) return answer(session, thread, input, world, lines)
  const next = absorb(addition(thread, input), world.flows[COMPLETE] as Flow, input.understood)
  return proceed({ ...session, thread: next }, world, lines)
}

function addition(thread: Thread, { text, parts }: Answer): Thread {
  const { added: _again, ...fields } = thread.fields
  return { ...thread, fields: { ...fields, extra: { text, parts, by: 'citizen' } } }
}
