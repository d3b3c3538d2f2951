import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'
import {
  nodeOn,
  outside,
  readJudged,
  readMarked,
  readPlaced,
  readTaxonomy,
} from '../../../src/case/understand/index.ts'

const LABELS = join(ROOT, 'bench/labels/fields.jsonl')
const PATHS = join(ROOT, 'bench/labels/paths.jsonl')
const WAYS = join(ROOT, 'bench/labels/ways.jsonl')
const DATA = join(import.meta.dirname, '../../../../shared/data')
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trim().split('\n')
const labels = linesOf(LABELS)
const counted = (file: string, key: string): Record<string, number> => {
  const rows = linesOf(file).map((line): Record<string, string> => JSON.parse(line))
  expect(new Set(rows.map(({ source, id }) => `${source} ${id}`)).size).toBe(rows.length)
  const parts = Map.groupBy(rows, (row) => row[key] ?? '')
  return Object.fromEntries([...parts].map(([part, all]) => [part, all.length]))
}
const sources = [...new Set(labels.map((line): string => JSON.parse(line).source))].map((name) => join(DATA, name))

describe('what we marked in public messages', () => {
  it('is 260 messages, each once, all but 100 of them held back, without a word of theirs', () => {
    expect(counted(LABELS, 'half')).toEqual({ development: 100, test: 100, held: 60 })
    expect(labels.join('')).not.toMatch(/\p{Script=Han}/u)
  })

  it('places each message where the taxonomy has an entry', () => {
    expect(counted(PATHS, 'part')).toEqual({ test: 132, development: 80, held: 64 })
    const taxonomy = readTaxonomy(join(ROOT, 'rules'))
    const paths = linesOf(PATHS).flatMap((line): string[] => [JSON.parse(line).path, ...JSON.parse(line).also])
    expect(paths.filter((path) => nodeOn(taxonomy, path.split('/'), '2026-03-02') === null)).toEqual([])
  })

  it('says of each message what kind it is, without a word of theirs', () => {
    expect(counted(WAYS, 'part')).toEqual({ test: 132, words: 40, development: 80, held: 64 })
    expect(linesOf(WAYS).join('')).not.toMatch(/\p{Script=Han}/u)
  })

  it.skipIf(!sources.every(existsSync))('lies inside the messages (skipped: no data)', () => {
    const messages = readMarked(sources, LABELS) ?? []
    expect(messages).toHaveLength(260)
    expect(messages.flatMap(outside)).toEqual([])
    expect(readPlaced(sources, PATHS)).toHaveLength(276)
    expect(readJudged(sources, WAYS)).toHaveLength(316)
  })
})
