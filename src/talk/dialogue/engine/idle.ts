import { isStory } from '../kinds/kind.ts'
import { isOneOf, meaningful, normalise, telling } from '../normalise.ts'
import { render } from '../texts.ts'
import { type Answer, type Fields, type FieldValue, type Filed, nothingUnderstood, type Session } from '../types.ts'
import { askWhich, note } from './ask.ts'
import { aside, menu } from './command.ts'
import { complete, hasUnfinished, type Lacking } from './complete.ts'
import { asideSaid, open } from './open.ts'
import { isFiling } from './products.ts'
import { again } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** So soon after filing, a new text is more likely about that matter than about another. */
const STILL_ABOUT_IT_MS = 30 * 60_000

/** A name has two letters. */
const LEAST_FACT = 2

const stillAbout = (filed: Filed, world: World): boolean =>
  filed.lacks !== undefined || world.now.getTime() - Date.parse(filed.at) < STILL_ABOUT_IT_MS

/** Whoever left a draft hardly means another matter by a few words; a whole story might be one. */
const fewWordsToADraft = (session: Session, { text }: Answer): session is Lacking =>
  hasUnfinished(session) && session.aside === null && meaningful(text) >= LEAST_FACT && !isStory(text)

/** A text while nothing is under way opens a complaint: free text first, no menu to get past. */
export function idleText(session: Session, input: Answer, world: World, lines: Line[]): Outcome {
  if (input.understood.fields.danger) return open(session, input, world, lines)
  const bare = normalise(input.text)
  if (isOneOf(bare, world.common.thanks))
    return { session, lines: [...lines, ...note(world.common.texts.thanks)], act: null }
  const small = isOneOf(bare, world.common.smalltalk)
  if (!small && fewWordsToADraft(session, input)) return complete(session, input, world, lines)
  if (small || !telling(input.text)) {
    return {
      session,
      lines: [...lines, ...menu(render(world.common.texts.hello ?? '', world.values), world)],
      act: null,
    }
  }
  const filed = session.filed
  if (filed && session.aside === null && stillAbout(filed, world)) {
    const next = { ...session, aside: { seq: input.seq, text: input.text, understood: input.understood } }
    return { session: next, lines: [...lines, ...askWhich(next, world)], act: null }
  }
  return open(session, input, world, lines)
}

/**
 * Photos or a place while nothing is under way: with a text that waits to be told where it belongs, or soon after filing, they may
 * belong to that matter. Null: there is nothing they could belong to but a new one.
 */
export function holdAside(session: Session, seq: number, held: Fields, world: World, lines: Line[]): Outcome | null {
  const { filed, aside: before } = session
  const asks = before !== null || (filed !== null && stillAbout(filed, world))
  if (session.thread || session.waiting.some((thread) => isFiling(thread, world)) || !asks) return null
  const kept = before ?? { seq, text: '', understood: nothingUnderstood }
  const next = { ...session, aside: { ...kept, held: { ...kept.held, ...held } } }
  return { session: next, lines: [...lines, ...askWhich(next, world)], act: null }
}

/** The answer to "about that matter, or a new one?". Anything else is taken as a new matter: nothing is thrown away. */
export function asideAnswer(session: Session, chosen: 'add' | 'new', world: World, lines: Line[]): Outcome {
  const kept = session.aside
  if (!kept) return again(session, world, [...lines, ...note(world.common.texts.stale_tap)])
  const input = asideSaid(kept)
  const settled = { ...session, aside: null }
  if (chosen === 'new' || !session.filed) return open(session, input, world, lines)
  if (hasUnfinished(settled)) return complete(settled, input, world, lines, kept.held)
  const extra: FieldValue =
    kept.text === '' ? { text: '', skipped: true } : { text: kept.text, parts: input.parts, by: 'citizen' }
  return aside(settled, 'supplement', { number: { text: session.filed.number }, extra, ...kept.held }, world, lines)
}
