import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { SCHEMAS } from '../../talk/dialogue/index.ts'
import { ROOT } from '../root.ts'
import type { Said } from './flows.ts'

/** What an editor needs to complete and check a file of flows/ while it is written: one JSON Schema a shape of file. */
export function schemaFiles(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const published = z.toJSONSchema(schema, { io: 'input' })
      return [`${name}.schema.json`, `${JSON.stringify(published, null, 2)}\n`]
    }),
  )
}

/** `npm run flows -- schema` */
export async function schemaCommand(): Promise<Said> {
  const files = schemaFiles()
  for (const [file, text] of Object.entries(files)) writeFileSync(join(ROOT, 'flows', file), text)
  return { ok: true, text: `${Object.keys(files).join(', ')} written to flows/` }
}
