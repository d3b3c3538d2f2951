import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'

const page = readFileSync(join(ROOT, 'docs/mission.md'), 'utf8')
const rows = page
  .split('\n')
  .filter((line) => /^\| S\d+ \|/.test(line))
  .map((line) => {
    const [row = '', practice = '', ours = '', missing = '', shown = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim())
    return { row, practice, ours, missing, shown }
  })

const named = rows.flatMap(({ row, shown }) => {
  const test = /^`(?<file>[^`]+)`: (?<name>.+)$/.exec(shown)?.groups
  return test ? [[row, test.file ?? '', test.name ?? ''] as const] : []
})

describe('docs/mission.md', () => {
  it('has every practice of the speeches, in order', () => {
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 65 }, (_, n) => `S${n + 1}`))
  })

  it('says of each what we do with its test, or what is missing, or why it is never built', () => {
    const silent = rows.filter(({ ours, missing, shown }) => {
      if (shown === 'missing') return ours !== '' && missing === ''
      if (/^not built: E\d+(, E\d+)*$/.test(shown)) return ours !== '' || missing !== ''
      return ours === '' || missing === '' || !shown.startsWith('`')
    })
    expect(silent).toEqual([])
  })

  it('says nothing is missing only where a test shows it', () => {
    expect(rows.filter(({ missing, shown }) => missing === '—' && !shown.startsWith('`'))).toEqual([])
  })

  it('has a reason for all that is never built', () => {
    const wanted = rows.flatMap(({ shown }) => (shown.startsWith('not built') ? shown.match(/E\d+/g) : null) ?? [])
    const given = [...page.matchAll(/^\| (E[^|]*) \|/gm)].flatMap((match) => match[1]?.match(/E\d+/g) ?? [])
    expect([...new Set(wanted)].filter((reason) => !given.includes(reason))).toEqual([])
    expect(wanted.length).toBeGreaterThan(5)
  })

  it.each(named)('%s is shown by %s: "%s"', (_row, file, name) => {
    const source = readFileSync(join(ROOT, file), 'utf8')
    const shows = source
      .split('\n')
      .some((line) => /^- name: |\b(?:it|describe)\(|^\s*['"`[]/.test(line) && line.includes(name))
    expect(shows).toBe(true)
  })
})
