import { type Choosable, choose, chooseWhole } from '../kinds/choose.ts'
import { render } from '../texts.ts'
import type { Session } from '../types.ts'
import { note, saidWith } from './ask.ts'
import { filings, hasAnswers } from './draft.ts'
import { again } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

export type Leaving = 'keep' | 'delete' | 'sure'

/**
 * 退出: the draft is parked at once, so that silence keeps it; what was written is deleted only when that is asked for and
 * confirmed.
 */
export function leave(session: Session, world: World, lines: Line[]): Outcome {
  const drafts = filings(session, world).filter(hasAnswers)
  const parked: Session = { ...session, thread: null, waiting: drafts }
  const unsent = drafts.length > 0 || session.aside !== null
  if (!unsent) return { session: parked, lines: [...lines, ...note(world.common.texts.left)], act: null }
  return asked({ ...parked, leaving: 'asked' }, 'left_kept', ['keep', 'delete'], world, lines)
}

/** Not to be submitted yet, said so: kept, and nothing more to ask. */
export function keepDraft(session: Session, world: World, lines: Line[]): Outcome {
  const waiting = filings(session, world).filter(hasAnswers)
  const next: Session = { ...session, thread: null, waiting, leaving: null }
  return {
    session: next,
    lines: [...lines, ...note(render(world.common.texts.draft_kept ?? '', world.values))],
    act: null,
  }
}

/** What the open question "keep or delete?" was answered with; null: something else was said, and the draft stays. */
export function leavingAnswer(session: Session, text: string, world: World): Leaving | null {
  if (!session.leaving) return null
  // Nothing is lost by keeping it, so that may be said in any way.
  const chosen = chooseWhole(text, optionsOf(offered(session), world)) ?? choose(text, optionsOf(['keep'], world))
  return chosen?.id ?? null
}

export function leaving(session: Session, answer: string, world: World, lines: Line[]): Outcome {
  const known = session.leaving ? offered(session).find((one) => one === answer) : undefined
  if (known === undefined) return again(session, world, [...lines, ...note(world.common.texts.stale_tap)])
  if (known === 'keep') return keepDraft(session, world, lines)
  if (known === 'delete') return asked({ ...session, leaving: 'sure' }, 'left_sure', ['sure', 'keep'], world, lines)
  const drafts = filings(session, world)
  const waiting = session.waiting.filter((thread) => !drafts.includes(thread))
  return {
    session: { ...session, waiting, aside: null, leaving: null },
    lines: [...lines, ...note(world.common.texts.left_deleted)],
    act: null,
  }
}

const offered = (session: Session): Leaving[] => (session.leaving === 'sure' ? ['sure', 'keep'] : ['keep', 'delete'])

const optionsOf = (answers: Leaving[], { common: { texts } }: World): (Choosable & { id: Leaving })[] =>
  answers.map((id) => ({
    id,
    label: texts[`leave_${id}`] ?? '',
    words: (texts[`leave_${id}_words`] ?? '').split(' ').filter((word) => word !== ''),
  }))

function asked(session: Session, text: string, answers: Leaving[], world: World, lines: Line[]): Outcome {
  const options = optionsOf(answers, world)
  const question = saidWith(render(world.common.texts[text] ?? '', world.values), options, ({ id }) => `leave/${id}`)
  return { session, lines: [...lines, ...question], act: null }
}
