import { type ZodType, z } from 'zod'

/** Strict: an answer that holds anything nobody asked for is no answer. */
const category = z.strictObject({ category: z.string().max(40) })

const words = z.string().max(300).nullish()
const story = z.strictObject({
  place: words,
  time: words,
  party: words,
  wants: z.array(z.string().max(300)).max(20).nullish(),
})

export const SCHEMAS = { category, story } as const
export type SchemaName = keyof typeof SCHEMAS
export const SCHEMA_NAMES = ['category', 'story'] as const satisfies readonly SchemaName[]
export type AnswerTo<N extends SchemaName> = z.infer<(typeof SCHEMAS)[N]>

/** What models put around the object they were asked for. */
const THOUGHT = /^\s*<think>[\s\S]*?<\/think>/
const FENCED = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/

/** The answer as the schema knows it; null where it is anything else. */
export function readAnswer<N extends SchemaName>(name: N, said: string): AnswerTo<N> | null {
  const bare = said.replace(THOUGHT, '')
  const schema: ZodType<unknown> = SCHEMAS[name]
  const read = schema.safeParse(jsonOf(FENCED.exec(bare)?.[1] ?? bare))
  return read.success ? (read.data as AnswerTo<N>) : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
