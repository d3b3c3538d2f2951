import { changes, due, migrate, type World } from './engine/index.ts'
import type { Session, Thread } from './types.ts'

/** What the flows of `world` would do to one dialogue under way. Names of fields and steps, never what was said. */
export interface Impact {
  flow: string
  from: number
  to: number | null
  /** The question that is open. */
  step: string | null
  waits: boolean
  changed: boolean
  kept: string[]
  putAside: string[]
  /** Questions that come with the change, or have to be answered again. */
  news: string[]
  next: string | null
}

export function impactOf(session: Session, world: World): Impact[] {
  const waiting = session.waiting.map((thread) => impactOn(thread, true, world))
  return session.thread ? [impactOn(session.thread, false, world), ...waiting] : waiting
}

function impactOn(thread: Thread, waits: boolean, world: World): Impact {
  const flow = world.flows[thread.flow]
  const about = { flow: thread.flow, from: thread.version, step: thread.asked, waits }
  const kept = Object.keys(thread.fields)
  if (!flow) return { ...about, to: null, changed: true, kept: [], putAside: kept, news: [], next: null }
  const after = migrate(thread, world)
  const to = flow.version
  const next = due(after, world)?.id ?? null
  if (after === thread) return { ...about, to, changed: false, kept, putAside: [], news: [], next }
  const change = changes(thread, world)
  return {
    ...about,
    to,
    changed: true,
    kept: Object.keys(change.kept),
    putAside: Object.keys(change.putAside),
    news: change.news,
    next,
  }
}
