import type { MatterEvent } from './acts.ts'

/** Since when the office that has the matter has it: a card from before then was for somebody else's turn. */
export function heldSince(events: readonly MatterEvent[]): Date {
  const newest = events.findLast(changesHands)
  return new Date(newest?.at ?? 0)
}

function changesHands(event: MatterEvent): boolean {
  switch (event.type) {
    case 'registered':
    case 'forwarded':
    case 'returned':
    case 'contested':
    case 'review_requested':
    case 'rereview_requested':
      return true
    case 'reviewed':
    case 'rereviewed':
      return event.data.outcome === 'redo'
    default:
      return false
  }
}
