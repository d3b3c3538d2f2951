import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { freshSchema, SCHEMA_FILE } from '../../src/app/commands/schema.ts'
import { findPostgres, startPostgres } from '../support/postgres.ts'
import { roomOf } from './faults.ts'
import { ROOT, readSources, type Source } from './source.ts'

const FOLDER = join(ROOT, 'migrations')
const files = readdirSync(FOLDER)
  .filter((name) => name !== 'schema.sql')
  .sort()
const sources = readSources('src')
const schema = readFileSync(SCHEMA_FILE, 'utf8')

/** Table → the columns that `declare module … interface Tables` gives it, and the file that does. */
interface Declared {
  table: string
  columns: string[]
  file: string
}

/** Made by the program that applies migrations, or shared on purpose: a name and a value of this installation. */
const PLATFORM = ['schema_migrations', 'settings', 'alarms']

/** Rooms that write a table beside its owner, and why. */
const WRITERS: Readonly<Record<string, readonly string[]>> = {
  // A turn stores its session and marks what it handled; the outbox counts the reply window and holds the lease of a deliverer.
  conversations: ['src/talk/dialogue', 'src/talk/outbox'],
  inbound: ['src/talk/dialogue'],
  settings: ['src/app', 'src/case/org'],
  alarms: ['src/app'],
}

describe('migrations', () => {
  it('are numbered without a gap', () => {
    expect(files.map((name) => name.slice(0, 5))).toEqual(files.map((_, at) => `${String(at + 1).padStart(4, '0')}_`))
    expect(files.every((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))).toBe(true)
  })

  it('never ask the database for the time', () => {
    const clocks = /\b(now\s*\(|current_timestamp|current_date|clock_timestamp|statement_timestamp|localtimestamp)/i
    expect(schema).not.toMatch(clocks)
    expect(sources.flatMap(rawSql).filter(({ text }) => clocks.test(text))).toEqual([])
  })

  it('make what schema.sql says (npm run schema)', async () => {
    expect(await freshSchema()).toBe(schema)
  })

  it.runIf(findPostgres())('make the same on PostgreSQL', async () => {
    const server = await startPostgres()
    afterAll(server.close)
    expect(await freshSchema(await server.createDatabase('schema'))).toBe(schema)
  })
})

describe('every table', () => {
  const declared = sources.flatMap(declarations)
  const made = new Map(
    [...schema.matchAll(/^CREATE TABLE (\w+) \(\n([\s\S]*?)\n\);/gm)].map((match) => [
      match[1] ?? '',
      columnsOf(match[2] ?? ''),
    ]),
  )

  it('is declared, and by one room only', () => {
    expect(declared.map(({ table }) => table).sort()).toEqual([...made.keys()].sort())
  })

  it('is declared with the columns it has', () => {
    for (const { table, columns, file } of declared) {
      expect({ file, table, columns: [...columns].sort() }).toEqual({ file, table, columns: made.get(table)?.sort() })
    }
  })

  it('stands in the migrations under the heading of its room', () => {
    const headed = files.flatMap((name) => headings(readFileSync(join(FOLDER, name), 'utf8')))
    for (const { table, heading } of headed) {
      const owner = roomOf(declared.find((each) => each.table === table)?.file ?? '')
      expect({ table, inItsRoom: owner?.startsWith(`src/${heading}`) }).toEqual({ table, inItsRoom: true })
    }
    expect(headed.length).toBeGreaterThan(20)
  })

  it('is written by its own room, and by those that have a reason', () => {
    const owners = new Map(declared.map(({ table, file }) => [table, roomOf(file)]))
    const strangers = sources.flatMap((source) => {
      const room = roomOf(source.path) ?? ''
      return writes(source).flatMap(({ table, line }) => {
        const may = owners.get(table) === room || WRITERS[table]?.includes(room)
        return may
          ? []
          : [
              `${source.path}:${line} writes ${table}, which belongs to ${owners.get(table)}: call a function of that room`,
            ]
      })
    })
    expect(strangers).toEqual([])
  })

  it('of the platform is no other room’s', () => {
    expect(
      declared
        .filter(({ file }) => file.startsWith('src/platform/'))
        .map(({ table }) => table)
        .sort(),
    ).toEqual([...PLATFORM].sort())
  })
})

function declarations({ path, text }: Source): Declared[] {
  const start = text.search(/interface Tables \{/)
  if (start === -1) return []
  const body = insideBraces(text, start)
  return topLevelKeys(body).map(({ key, value }) => ({
    table: key,
    columns: topLevelKeys(insideBraces(value, 0)).map((column) => column.key),
    file: path,
  }))
}

/** What stands between the first brace after `from` and its partner. */
function insideBraces(text: string, from: number): string {
  const open = text.indexOf('{', from)
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (depth === 0) return text.slice(open + 1, at)
  }
  return ''
}

function topLevelKeys(body: string): { key: string; value: string }[] {
  const bare = body.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  const found: { key: string; value: string }[] = []
  let depth = 0
  let member = ''
  for (const letter of `${bare}\n`) {
    if ('{<(['.includes(letter)) depth += 1
    if ('}>)]'.includes(letter)) depth -= 1
    if (depth > 0 || (letter !== '\n' && letter !== ';')) {
      member += letter
      continue
    }
    const match = /^\s*(\w+)\??:([\s\S]*)$/.exec(member)
    if (match) found.push({ key: match[1] ?? '', value: match[2] ?? '' })
    member = ''
  }
  return found
}

const columnsOf = (body: string): string[] =>
  body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('CONSTRAINT '))
    .map((line) => line.split(' ')[0] ?? '')

function headings(script: string): { table: string; heading: string }[] {
  let heading = ''
  return script.split('\n').flatMap((line) => {
    const title = /^-- ([a-z/]+)(:.*)? -{10,}$/.exec(line)
    if (title) heading = title[1] ?? ''
    const table = /^CREATE TABLE (\w+)/.exec(line)?.[1]
    return table ? [{ table, heading }] : []
  })
}

function writes(source: Source): { table: string; line: number }[] {
  const built = /\b(?:insertInto|updateTable|deleteFrom)\(\s*'(\w+)/g
  const raw = /\b(?:insert into|update|delete from)\s+(\w+)/gi
  const found = [...source.text.matchAll(built)].map((match) => ({ table: match[1] ?? '', at: match.index }))
  const inSql = rawSql(source).flatMap(({ text, at }) =>
    [...text.matchAll(raw)]
      .map((match) => ({ table: match[1] ?? '', at }))
      .filter(({ table }) => table !== 'skip' && table !== 'set'),
  )
  return [...found, ...inSql].map(({ table, at }) => ({ table, line: source.text.slice(0, at).split('\n').length }))
}

const rawSql = ({ text }: Source): { text: string; at: number }[] =>
  [...text.matchAll(/\bsql(?:<[^`]*>)?`([^`]*)`/g)].map((match) => ({ text: match[1] ?? '', at: match.index }))
