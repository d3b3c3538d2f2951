import { z } from 'zod'
import type { LabelledRow } from './dataset.ts'

/** `rules/category-examples.yaml`: messages made up by us, for categories and ways of speaking that the rows do not have. */
export const exampleRules = z
  .strictObject({
    version: z.string(),
    source: z.string(),
    categories: z.record(z.string(), z.array(z.string().min(1))),
  })
  .transform(({ version, categories }) => ({
    version,
    rows: Object.entries(categories).flatMap(([label, texts]) => texts.map((text): LabelledRow => ({ text, label }))),
  }))
export type Examples = z.infer<typeof exampleRules>
