import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  faultOfUnderstanding,
  readTable,
  readTaxonomyRules,
  replaced,
  writeTaxonomy,
} from '../../case/understand/index.ts'
import { ROOT } from '../root.ts'

const USAGE = `usage: taxonomy import FILE.tsv --version V --from YYYY-MM-DD
  FILE       tabs between the columns 一级分类 二级分类 三级分类 [别名] [生效日期] [失效日期] [备注]
  --from     the first day of the new table: what it no longer has may be chosen until the day before`

/** `npm run taxonomy -- import …`: takes the office's own table of categories into rules/taxonomy.yaml. */
export function taxonomy(args: string[], rulesDir = join(ROOT, 'rules')): { code: 0 | 1 | 2; text: string } {
  const options = { version: { type: 'string' }, from: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [what, file] = positionals
  const { version, from } = values
  if (what !== 'import' || file === undefined || version === undefined || !/^\d{4}-\d\d-\d\d$/.test(from ?? ''))
    return { code: 2, text: USAGE }
  const table = readTable(readFileSync(file, 'utf8'))
  if (!table.ok) return { code: 1, text: table.error.join('\n') }
  const known = readTaxonomyRules(rulesDir)
  const next = replaced(known, table.value, { version, from: from as string })
  if (!next.ok) return { code: 1, text: next.error.join('\n') }
  writeTaxonomy(rulesDir, next.value)
  const paths = Object.keys(table.value)
  const fresh = paths.filter((path) => known.entries[path] === undefined).length
  const ended = Object.values(next.value.entries).filter(({ validTo }) => validTo !== undefined).length
  const fault = faultOfUnderstanding(rulesDir)
  const done = `taxonomy ${version}: ${paths.length} entries, ${fresh} of them new; ${ended} that end or have ended`
  return fault === null
    ? { code: 0, text: `${done}\nnpm run format puts the file in order` }
    : { code: 1, text: `${done}\n${fault}` }
}

if (import.meta.main) {
  const { code, text } = taxonomy(process.argv.slice(2))
  process[code === 0 ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = code
}
