import { z } from 'zod'

/**
 * A flow file: one dialogue. Steps are taken in order: the first whose conditions hold and whose field is still missing is
 * the one to ask. So going back, correcting and changing a published flow all come down to which fields are missing.
 */
const name = z.string().regex(/^[a-z][a-z0-9_]*$/)

/** `has f` · `missing f` · `has f.key` · `missing f.key` · `is f id` · `skipped f` — all of a list must hold. */
const condition = z.string().regex(/^(has|missing|skipped) [a-z_]+(\.[a-z]+)?$|^is [a-z_]+ [A-Za-z0-9_-]+$/)

const option = z.object({
  id: z.string().regex(/^[a-z0-9_-]+$/),
  label: z.string().min(1),
  words: z.array(z.string()).default([]),
  /** Chosen, it is the same as declining: the field counts as asked and left open. */
  skip: z.boolean().default(false),
  /** Chosen, it runs a command word instead of filling the field (`change place`). */
  command: z.string().optional(),
})

const shared = {
  id: name,
  field: name,
  when: z.array(condition).default([]),
  ask: name,
  /** Two easier questions for a wrong answer, in order; then the way out is offered. */
  wrong: z.array(name).max(2).default([]),
  optional: z.boolean().default(false),
  /** Not asked of its own: the words or a photo fill it, 改 asks for it. */
  volunteered: z.boolean().default(false),
}

/** Shared by the kinds that may offer something to tap beside free words. */
const asking = { ...shared, options: z.array(option).default([]) }

const step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('narrative'), ...shared }),
  z.object({ kind: z.literal('text'), ...shared, options: z.array(option).default([]) }),
  z.object({ kind: z.literal('choice'), ...shared, options: z.array(option).default([]), from: name.optional() }),
  z.object({ kind: z.literal('place'), ...shared }),
  z.object({ kind: z.literal('contact'), ...shared, options: z.array(option).default([]) }),
  z.object({ kind: z.literal('photos'), ...shared, options: z.array(option).default([]) }),
  z.object({ kind: z.literal('yes_no'), ...asking }),
  z.object({ kind: z.literal('consent'), ...asking }),
  z.object({ kind: z.literal('date'), ...asking }),
  z.object({ kind: z.literal('phone'), ...asking }),
  z.object({ kind: z.literal('party'), ...asking }),
  z.object({ kind: z.literal('headcount'), ...asking }),
  z.object({ kind: z.literal('representatives'), ...asking }),
  z.object({ kind: z.literal('demands'), ...asking }),
  z.object({ kind: z.literal('rating'), ...asking }),
  z.object({ kind: z.literal('summary'), ...shared, options: z.array(option).min(1), lists: z.array(name) }),
  z.object({
    kind: z.literal('act'),
    id: name,
    field: name,
    when: z.array(condition).default([]),
    do: name,
    /** Result case → text; `null` says nothing. */
    say: z.record(name, name.nullable()),
  }),
])

export const flowSchema = z.object({
  id: name,
  version: z.number().int().positive(),
  title: z.string(),
  /** label: how the field is called in the summary and after 改; personal data needs a reason. */
  fields: z.record(
    name,
    z.object({ label: z.string(), personal: z.boolean().default(false), reason: z.string().optional() }),
  ),
  steps: z.array(step).min(1),
  texts: z.record(
    name,
    z.string().transform((text) => text.trim()),
  ),
})

export type Flow = z.infer<typeof flowSchema>
export type Step = Flow['steps'][number]
export type AskStep = Exclude<Step, { kind: 'act' }>
export type FlowOption = z.infer<typeof option>
