import type { Flow } from '../flow.ts'
import { LEAST_STORY } from '../kinds/index.ts'
import { meaningful, normalise } from '../normalise.ts'
import { render } from '../texts.ts'
import type { Input, Session } from '../types.ts'
import { answer } from './answer.ts'
import { note, saidWith } from './ask.ts'
import { aside, menu } from './command.ts'
import { begin, proceed } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** So soon after filing, a new text is more likely about that matter than about another. */
const STILL_ABOUT_IT_MS = 30 * 60_000

type Answer = Extract<Input, { type: 'answer' }>

/** A text while nothing is under way opens a complaint: free text first, no menu to get past. */
export function idleText(session: Session, input: Answer, world: World, lines: Line[]): Outcome {
  const bare = normalise(input.text)
  const isOneOf = (words: string[]) => words.some((word) => normalise(word) === bare)
  if (isOneOf(world.common.thanks)) return { session, lines: [...lines, ...note(world.common.texts.thanks)], act: null }
  const small = isOneOf(world.common.smalltalk)
  if (small || meaningful(input.text) < LEAST_STORY) {
    return {
      session,
      lines: [...lines, ...menu(render(world.common.texts.hello ?? '', world.values), world)],
      act: null,
    }
  }
  const filed = session.filed
  if (filed && session.aside === null && world.now.getTime() - Date.parse(filed.at) < STILL_ABOUT_IT_MS) {
    const text = render(world.common.texts.about_which ?? '', { ...world.values, number: filed.number })
    const options = [
      { id: 'add', label: world.common.texts.about_that ?? '' },
      { id: 'new', label: world.common.texts.about_new ?? '' },
    ]
    const asked = saidWith(text, options, (option) => `aside/${option.id}`)
    return {
      session: { ...session, aside: { seq: input.seq, text: input.text, understood: input.understood } },
      lines: [...lines, ...asked.map((said): Line => ({ role: 'ask', said }))],
      act: null,
    }
  }
  return open(session, input, world, lines)
}

export function open(session: Session, input: Answer, world: World, lines: Line[]): Outcome {
  const waiting = session.waiting.filter((thread) => thread.flow !== 'complaint')
  const parked = session.waiting.find((thread) => thread.flow === 'complaint')
  const thread = parked ?? begin(world.flows.complaint as Flow)
  const next = { ...session, thread, waiting, aside: null }
  return answer(next, thread, input, world, lines)
}

/** The answer to "about that matter, or a new one?". Anything else is taken as a new matter: nothing is thrown away. */
export function asideAnswer(session: Session, chosen: 'add' | 'new', world: World, lines: Line[]): Outcome {
  const kept = session.aside
  if (!kept) return proceed(session, world, lines)
  const input: Answer = {
    type: 'answer',
    seq: kept.seq,
    text: kept.text,
    parts: [{ seq: kept.seq, text: kept.text }],
    understood: kept.understood,
  }
  const settled = { ...session, aside: null }
  if (chosen === 'new' || !session.filed) return open(settled, input, world, lines)
  return aside(
    settled,
    'supplement',
    { number: { text: session.filed.number }, extra: { text: kept.text, parts: input.parts } },
    world,
    lines,
  )
}
