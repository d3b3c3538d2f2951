import { z } from 'zod'

// The words of a matter, as src/case/ticket has them: the contract is shared with the browser and imports nothing of the server.

export const stateWord = z.enum([
  ...(['registered', 'forwarded', 'objected', 'contested', 'returned', 'accepted', 'directed', 'refused'] as const),
  ...([
    'answered',
    'under_review',
    'reviewed',
    'under_rereview',
    'rereviewed',
    'closed',
    'withdrawn',
    'merged',
  ] as const),
])

/** Steps that a citizen is told of. */
export const stepWord = z.enum([
  ...(['registered', 'forwarded', 'returned', 'contested', 'accepted', 'directed', 'refused', 'extended'] as const),
  ...(['answered', 'disputed', 'review_requested', 'reviewed', 'rereview_requested', 'rereviewed'] as const),
  ...(['closed', 'withdrawn', 'promised', 'merged', 'split'] as const),
])

export const eventWord = z.enum([
  ...stepWord.options,
  ...(['assigned', 'escalated', 'objected', 'insisted', 'delivered', 'executed', 'reported', 'heard'] as const),
  ...(['recused', 'told', 'redated', 'warned', 'silent', 'code_reissued', 'owned', 'led', 'supervised'] as const),
  ...(['paged', 'acknowledged'] as const),
  ...(['replied', 'proposed', 'responded', 'met', 'kept', 'convened', 'mediated', 'followed_up', 'absorbed'] as const),
])

export const matterKind = z.enum(['suggestion', 'report', 'claim'])
/** Of article 31. */
export const way = z.literal([1, 2, 3, 4, 5, 6])
export const dispositionOutcome = z.enum(['supported', 'explained', 'not_supported'])
export const closing = z.enum(['solved', 'explained', 'aided', 'by_law'])
export const direction = z.enum(['other_body', 'own_procedure'])
export const refusedFor = z.enum(['in_process', 'after_rereview', 'window_missed', 'hotline_excluded'])
export const reviewOutcome = z.enum(['upheld', 'revoked', 'changed', 'redo', 'not_accepted'])
/** Steps whose document a citizen receives. */
export const delivered = z.enum(['directed', 'refused', 'answered', 'reviewed', 'rereviewed'])
export const means = z.enum(['message', 'phone', 'paper', 'tapped', 'opened', 'receipt'])

/** What a matter is supervised for (article 40). */
export const supervisedFor = z.enum([
  ...(['overdue', 'not_told', 'procedure', 'shirking', 'not_executed', 'false_closing', 'not_received'] as const),
  ...(['clear_error', 'other'] as const),
])
export const meeting = z.enum(['leader', 'unit', 'author', 'site', 'conference'])
export const settled = z.enum(['yes', 'partly', 'no', 'not_reached'])
export const checkpointWord = z.enum([
  ...(['receipt', 'execution', 'dispute', 'order', 'promise', 'lead', 'leader_wanted', 'conference'] as const),
  ...(['meet_leader', 'meet_unit', 'meet_author', 'visit_promise', 'follow_up'] as const),
])
