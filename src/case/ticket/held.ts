import type { MatterEvent } from './events.ts'

/** Since when the office that has the matter has it: a card from before then was for somebody else's turn. */
export function heldSince(events: readonly MatterEvent[]): Date {
  const newest = events.findLast(({ type }) => CHANGES.includes(type))
  return new Date(newest?.at ?? 0)
}

const CHANGES: readonly MatterEvent['type'][] = [
  ...(['registered', 'forwarded', 'returned', 'contested'] as const),
  ...(['review_requested', 'reviewed', 'rereview_requested', 'rereviewed'] as const),
]
