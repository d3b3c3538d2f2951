import type { SimClock } from './clock.ts'
import { createFeed, type Feed } from './feed.ts'

export type TranscriptKind = 'api' | 'callback' | 'phone' | 'member' | 'bot' | 'control' | 'unknown'

/** One thing that happened at the wire. Never holds a secret or a token. */
export interface TranscriptLine {
  seq: number
  /** Simulated time, ISO. */
  at: string
  kind: TranscriptKind
  what: string
  errcode?: number
  ms?: number
  detail?: string
}

export interface Transcript {
  feed: Feed<TranscriptLine>
  note(kind: TranscriptKind, what: string, more?: Pick<TranscriptLine, 'errcode' | 'ms' | 'detail'>): void
  /** Something asked for that the simulator does not have. */
  unknown(what: string): void
  unknowns: string[]
}

export const createTranscript = (
  clock: SimClock,
  keep: number,
  listener: ((line: TranscriptLine) => void) | undefined,
  warn: (text: string) => void,
): Transcript => {
  const feed = createFeed<TranscriptLine>(keep)
  const unknowns: string[] = []
  const note: Transcript['note'] = (kind, what, more = {}) => {
    const line = feed.append((seq) => ({ seq, at: new Date(clock.now()).toISOString(), kind, what, ...more }))
    listener?.(line)
  }
  return {
    feed,
    note,
    unknowns,
    unknown: (what) => {
      unknowns.push(what)
      note('unknown', what)
      warn(`simulator: UNKNOWN ${what}`)
    },
  }
}
