import { createHash } from 'node:crypto'
import type { Flow } from '../flow.ts'
import type { Edition } from '../types.ts'

const known = new WeakMap<Flow, Edition>()

/** What decides which questions are asked; other words for the same questions change nothing. */
export function editionOf(flow: Flow): Edition {
  const before = known.get(flow)
  if (before) return before
  const decisive = JSON.stringify([flow.version, flow.fields, flow.steps])
  const edition = {
    mark: createHash('sha256').update(decisive).digest('hex').slice(0, 12),
    kinds: Object.fromEntries(flow.steps.map((step) => [step.field, step.kind])),
  }
  known.set(flow, edition)
  return edition
}
