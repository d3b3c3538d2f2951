import { z } from 'zod'

/**
 * A flow file: one dialogue. Steps are taken in order: the first whose conditions hold and whose field is still missing is
 * the one to ask. So going back, correcting and changing a published flow all come down to which fields are missing.
 */
const name = z.string().regex(/^[a-z][a-z0-9_]*$/)

/** `has f` · `missing f` · `has f.key` · `missing f.key` · `is f id` · `skipped f` — all of a list must hold. */
const condition = z.string().regex(/^(has|missing|skipped) [a-z0-9_]+(\.[a-z]+)?$|^is [a-z0-9_]+ [A-Za-z0-9_-]+$/)

const option = z.strictObject({
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

export const stepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('narrative'), ...shared }),
  z.strictObject({ kind: z.literal('text'), ...asking }),
  z.strictObject({ kind: z.literal('choice'), ...asking, from: name.optional() }),
  z.strictObject({ kind: z.literal('place'), ...shared }),
  z.strictObject({ kind: z.literal('contact'), ...asking }),
  z.strictObject({ kind: z.literal('photos'), ...asking }),
  z.strictObject({ kind: z.literal('yes_no'), ...asking }),
  z.strictObject({ kind: z.literal('consent'), ...asking }),
  z.strictObject({ kind: z.literal('date'), ...asking }),
  z.strictObject({ kind: z.literal('phone'), ...asking }),
  z.strictObject({ kind: z.literal('party'), ...asking }),
  z.strictObject({ kind: z.literal('headcount'), ...asking }),
  z.strictObject({ kind: z.literal('representatives'), ...asking }),
  z.strictObject({ kind: z.literal('demands'), ...asking }),
  z.strictObject({ kind: z.literal('rating'), ...asking }),
  z.strictObject({ kind: z.literal('summary'), ...shared, options: z.array(option).min(1), lists: z.array(name) }),
  z.strictObject({
    kind: z.literal('act'),
    id: name,
    field: name,
    when: z.array(condition).default([]),
    do: name,
    /** Result case → text; `null` says nothing. */
    say: z.record(name, name.nullable()),
    /** Fields the act reads beside those a person is shown. */
    uses: z.array(name).default([]),
  }),
])

export const flowSchema = z.strictObject({
  id: name,
  version: z.number().int().positive(),
  title: z.string(),
  /** Runs only within other flows (`use`). */
  sub: z.boolean().default(false),
  /** label: how the field is called in the summary and after 改; personal data needs a reason. */
  fields: z.record(
    name,
    z.strictObject({
      label: z.string(),
      /** How else people call it: "电话" for 联系方式. */
      also: z.array(z.string()).default([]),
      personal: z.boolean().default(false),
      reason: z.string().optional(),
      /** Filled from outside: by what was understood of the words, or by a command. */
      given: z.boolean().default(false),
    }),
  ),
  steps: z.array(stepSchema).min(1),
  texts: z.record(
    name,
    z.string().transform((text) => text.trim()),
  ),
})

/** The steps of another flow, asked here under fields of their own: `use: address` as step `home` fills `home_street`. */
const use = z.strictObject({ kind: z.literal('use'), id: name, use: name, when: z.array(condition).default([]) })

/** A flow as it stands in its file; as the engine plays it, every `use` has become the steps it stands for (sub-flow.ts). */
export const flowFileSchema = flowSchema.extend({
  steps: z.array(z.discriminatedUnion('kind', [...stepSchema.options, use])).min(1),
})

export type FlowFile = z.infer<typeof flowFileSchema>
export type Flow = z.infer<typeof flowSchema>
export type Step = Flow['steps'][number]
export type AskStep = Exclude<Step, { kind: 'act' }>
export type FlowOption = z.infer<typeof option>
