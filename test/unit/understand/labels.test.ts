import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { outside, readMarked } from '../../../src/case/understand/index.ts'

const LABELS = join(import.meta.dirname, '../../../bench/labels/fields.jsonl')
const DATA = join(import.meta.dirname, '../../../../shared/data')
const labels = readFileSync(LABELS, 'utf8').trim().split('\n')
const sources = [...new Set(labels.map((line): string => JSON.parse(line).source))].map((name) => join(DATA, name))

describe('what we marked in public messages', () => {
  it('is 200 messages, each once, half of them held back, without a word of theirs', () => {
    const marked = labels.map((line): { source: string; id: unknown; half: string } => JSON.parse(line))
    expect(new Set(marked.map(({ source, id }) => `${source} ${id}`)).size).toBe(200)
    expect(marked.filter(({ half }) => half === 'test')).toHaveLength(100)
    expect(labels.join('')).not.toMatch(/\p{Script=Han}/u)
  })

  it.skipIf(!sources.every(existsSync))('lies inside the messages (skipped: no data)', () => {
    const messages = readMarked(sources, LABELS) ?? []
    expect(messages).toHaveLength(200)
    expect(messages.flatMap(outside)).toEqual([])
  })
})
