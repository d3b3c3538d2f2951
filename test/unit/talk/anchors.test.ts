import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'

/** Rows that the dialogue has to answer. */
const ROWS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 28, 29, 31, 32, 108, 110, 111, 112, 113, 114]

const table = readFileSync(join(ROOT, 'docs/anchors.md'), 'utf8')
const rows = [...table.matchAll(/^\| (?<row>\d+) \|.*\| `(?<file>[^`]+)`: (?<name>.+) \|$/gm)].map(
  ({ groups }) => [Number(groups?.row), groups?.file ?? '', groups?.name ?? ''] as const,
)

describe('docs/anchors.md', () => {
  it('has a row for each of them, with a test', () => {
    expect(rows.map(([row]) => row)).toEqual(ROWS)
  })

  it.each(rows)('row %i is shown by %s: "%s"', (_row, file, name) => {
    const source = readFileSync(join(ROOT, file), 'utf8')
    const named = source
      .split('\n')
      .some((line) => /^- name: |\b(?:it|describe)\(|^\s*['"`]/.test(line) && line.includes(name))
    expect(named).toBe(true)
  })
})
