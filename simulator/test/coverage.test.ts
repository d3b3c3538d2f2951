import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { APIS } from '../api.ts'
import { BOT_COMMANDS } from '../bot/session.ts'
import { COVERAGE, NOT_USED } from '../coverage.ts'
import { LIMITS, SWITCHES } from '../limits.ts'

const ROOT = new URL('..', import.meta.url).pathname
const textOf = (file: string) => readFileSync(`${ROOT}${file}`, 'utf8').replaceAll("\\'", "'")

/** Whether the test of that name stands in the describe of that name. */
const stands = (reference: string): boolean => {
  const [file = '', suite = '', name = ''] = reference.split(' › ')
  if (!existsSync(`${ROOT}test/${file}`)) return false
  const text = textOf(`test/${file}`)
  const start = text.indexOf(`'${suite}'`)
  if (start === -1) return false
  const end = text.indexOf('\ndescribe', start)
  return text.slice(start, end === -1 ? text.length : end).includes(`'${name}'`)
}

/** The simulator's own memory: no rule of the platform. */
const OWN = ['transcriptLines', 'callbackRecords']

describe('the table of coverage', () => {
  it('names files and tests that are there', () => {
    expect(COVERAGE.filter((row) => !existsSync(ROOT + row.enforcedBy)).map((row) => row.enforcedBy)).toEqual([])
    expect(COVERAGE.filter((row) => !stands(row.test)).map((row) => row.test)).toEqual([])
  })

  it('has every call and every command', () => {
    const named = new Set(COVERAGE.map((row) => row.endpoint))
    const calls = Object.keys(APIS).map((path) => path.replace('/cgi-bin/', ''))
    expect([...calls, ...BOT_COMMANDS].filter((each) => !named.has(each))).toEqual([])
  })

  it('has every figure and every open point', () => {
    const limits = new Set<string>(COVERAGE.flatMap((row) => row.limits ?? []))
    const switches = new Set<string>(COVERAGE.flatMap((row) => row.switches ?? []))
    expect(Object.keys(LIMITS).filter((name) => !limits.has(name) && !OWN.includes(name))).toEqual([])
    expect(Object.keys(SWITCHES).filter((name) => !switches.has(name))).toEqual([])
  })

  it('says nothing twice, and nothing of what it lists as not used', () => {
    const rules = COVERAGE.map((row) => `${row.endpoint} ${row.rule}`)
    expect(rules.filter((rule, at) => rules.indexOf(rule) !== at)).toEqual([])
    const named = new Set(COVERAGE.map((row) => row.endpoint))
    expect(NOT_USED.filter((each) => named.has(each.endpoint))).toEqual([])
  })
})
