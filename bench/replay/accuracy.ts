import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { openDatabase } from '../../src/platform/db/index.ts'

export interface Suggestion {
  number: string
  /** What the local model put first. */
  category: string | null
  unsure: boolean
}

const rowSchema = z.object({
  number: z.string(),
  suggested: z.object({ scores: z.array(z.object({ category: z.string() })) }),
  unsure: z.boolean(),
})

/** What the service understood. Its database is the only place that says so; it must have stopped. */
export const readSuggestions = async (databaseUrl: string | null, folder: string): Promise<Suggestion[]> => {
  const database = await openDatabase({ databaseUrl: databaseUrl ?? undefined, folder })
  try {
    const { rows } = await sql`
      select t.number, c.suggested, c.unsure
      from classifications c join tickets t on t.complaint_id = c.complaint_id`.execute(database.db)
    return z
      .array(rowSchema)
      .parse(rows)
      .map(({ number, suggested, unsure }) => ({ number, unsure, category: suggested.scores[0]?.category ?? null }))
  } finally {
    await database.close()
  }
}

/** Share of the suggestions that agree with the label; null where no row has one or nothing was suggested. */
export const accuracyOf = (suggestions: Suggestion[], labels: ReadonlyMap<string, string | null>): number | null => {
  const judged = suggestions.filter(({ number, unsure }) => !unsure && (labels.get(number) ?? null) !== null)
  if (judged.length === 0) return null
  return judged.filter(({ number, category }) => category === labels.get(number)).length / judged.length
}

const modelSchema = z.object({ training: z.object({ sha256: z.string() }) })

/** Whether the shipped model learned from this very file, so that its answers here prove nothing. */
export const wasTrainedOn = async (dataFile: string, modelFile: URL): Promise<boolean> => {
  const { training } = modelSchema.parse(JSON.parse(await readFile(modelFile, 'utf8')))
  const bytes = await readFile(dataFile)
  return createHash('sha256').update(bytes).digest('hex') === training.sha256
}
