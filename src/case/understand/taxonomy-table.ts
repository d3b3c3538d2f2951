import { stringify } from 'yaml'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { type EntryDetails, pathKey, type TaxonomyRules, taxonomyRules } from './taxonomy.ts'

/** The columns that a table may have, by the names that offices and we give them. */
const COLUMNS = {
  first: ['一级分类', '一级', 'level1'],
  second: ['二级分类', '二级', 'level2'],
  third: ['三级分类', '三级', 'level3'],
  aliases: ['别名', '同义词', 'aliases'],
  validFrom: ['生效日期', '启用日期', 'valid_from'],
  validTo: ['失效日期', '停用日期', 'valid_to'],
  note: ['备注', '说明', 'note'],
} as const
type Column = keyof typeof COLUMNS

/** A table of categories, tabs between its cells and names of columns above, as entries by path. Every fault with its line. */
export function readTable(text: string): Result<TaxonomyRules['entries'], string[]> {
  const [head = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const names = head.split('\t').map((name) => name.trim().toLowerCase())
  const at = (column: Column) => names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name))
  if (at('first') < 0) return err([`line 1: has no column ${COLUMNS.first[0]}`])
  const entries: TaxonomyRules['entries'] = {}
  const faults: string[] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const cells = line.split('\t').map((cell) => cell.trim())
    const cell = (column: Column): string => (at(column) < 0 ? '' : (cells[at(column)] ?? ''))
    const levels = [cell('first'), cell('second'), cell('third')]
    const path = levels.filter((name) => name !== '')
    const key = pathKey(path)
    const fault = (message: string) => faults.push(`line ${index + 2}: ${message}`)
    if (path.length === 0 || levels[path.length - 1] === '') fault('leaves out a level')
    else if (path.some((name) => name.includes('/'))) fault('has a name with a / in it')
    else if (entries[key] !== undefined) fault(`${key} stands twice`)
    else entries[key] = detailsOf(cell)
  }
  return faults.length > 0 ? err(faults) : ok(entries)
}

function detailsOf(cell: (column: Column) => string): EntryDetails {
  const aliases = cell('aliases')
    .split(/[、，,;；\s]+/)
    .filter((alias) => alias !== '')
  return {
    ...(aliases.length > 0 ? { aliases } : {}),
    ...given('validFrom', cell('validFrom')),
    ...given('validTo', cell('validTo')),
    ...given('note', cell('note')),
  }
}

const given = <K extends keyof EntryDetails>(key: K, value: string) => (value === '' ? {} : { [key]: value })

/**
 * The taxonomy after a table came: its paths, with what is known of them where the table is silent. A path that the table no
 * longer has may be chosen until the day before; it stays in the file, because old matters are under it.
 */
export function replaced(
  known: TaxonomyRules,
  table: TaxonomyRules['entries'],
  { version, from }: { version: string; from: string },
): Result<TaxonomyRules, string[]> {
  const entries: TaxonomyRules['entries'] = {}
  for (const [path, details] of Object.entries(table)) {
    const before = known.entries[path]
    const { validTo: _, ...kept } = before ?? { validFrom: from }
    entries[path] = { ...kept, ...details }
  }
  for (const [path, details] of Object.entries(known.entries)) {
    const inside = Object.keys(table).some((key) => key.startsWith(`${path}/`))
    if (entries[path] === undefined) entries[path] = inside ? details : { validTo: dayBefore(from), ...details }
  }
  const checked = taxonomyRules.safeParse({ ...known, version, entries })
  if (checked.success) return ok(checked.data)
  return err(checked.error.issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`))
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)

const HEAD = `# The content classification of petition matters (内容分类), three levels, keyed by path: names repeat across branches.
# An entry may have aliases (how people call it, apart by white space), validFrom and validTo (days on which it may be chosen), and
# its owner's note.
# learned: false keeps accusations out of what the model learns from decisions of the office.
# npm run taxonomy -- import FILE.tsv --version V --from DAY takes another table; npm run check tells what is wrong.
`

/** The file as it is kept: one line an entry. */
export function taxonomyText({ entries, ...about }: TaxonomyRules): string {
  const lines = Object.entries(entries).map(
    ([path, { aliases, ...details }]) =>
      `  ${stringify(path).trim()}: ${stringify({ ...(aliases && { aliases: aliases.join(' ') }), ...details }, { collectionStyle: 'flow', lineWidth: 0 }).trim()}\n`,
  )
  return `${HEAD}${stringify(about, { lineWidth: 0 })}entries:\n${lines.join('')}`
}
