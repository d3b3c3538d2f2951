import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ACT_NAMES } from '../../src/app/act-names.ts'
import { QUEUES } from '../../src/app/jobs.ts'
import { REFUSALS, THROWN } from '../../src/case/ticket/index.ts'
import { PROBLEMS } from '../../src/desk/api/texts.ts'
import { VARIABLES, type Variable } from '../../src/platform/config/index.ts'
import { readWording } from '../../src/talk/dialogue/index.ts'
import { ROOT, readSources } from './source.ts'

const sources = readSources('src')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')
const sorted = (names: Iterable<string>) => [...new Set(names)].sort()

describe('every queue', () => {
  const jobs = read('src/app/jobs.ts')
  const handlers = jobs.slice(
    jobs.indexOf('export function createHandlers'),
    jobs.indexOf('async function nudgeAccepted'),
  )
  const sweep = jobs.slice(jobs.indexOf('export async function sweep'))

  it('has one handler', () => {
    expect(sorted(matches(handlers, /^ {4}(?:async )?'?([a-z-]+)'?(?=\(data\) \{|: )/gm))).toEqual(sorted(QUEUES))
  })

  it('is nudged by the sweep, so that a lost nudge is found', () => {
    expect(sorted(matches(sweep, /nudge\(\s*'([a-z-]+)'/g))).toEqual(sorted(QUEUES))
  })

  it('that is nudged anywhere is one of these', () => {
    const nudged = sources.flatMap(({ text }) => matches(text, /\bnudge\(\s*'([a-z-]+)'/g))
    expect(sorted(nudged).filter((name) => !QUEUES.some((queue) => queue === name))).toEqual([])
  })

  it('is worked by the worker with a concurrency of its own', () => {
    const concurrency = /const CONCURRENCY = \{([^}]*)\}/.exec(read('src/app/roles.ts'))?.[1] ?? ''
    expect(sorted(matches(concurrency, /'?([a-z-]+)'?: \d+/g))).toEqual(sorted(QUEUES))
  })
})

describe('every act of a flow', () => {
  const flows = readdirSync(join(ROOT, 'flows')).map((name) => read(`flows/${name}`))
  const asked = sorted(flows.flatMap((text) => matches(text, /^\s*(?:- )?do: *([a-z_]+)/gm)))

  it('is bound, and every act that is bound is asked for', () => {
    expect(asked).toEqual(sorted(ACT_NAMES))
  })

  it('and every flow can be used', () => {
    expect(readWording(join(ROOT, 'flows'), ACT_NAMES)).toMatchObject({ ok: true })
  })
})

describe('docs/errors.md', () => {
  const page = read('docs/errors.md')
  const section = (title: string) => page.split(/^## /m).find((part) => part.startsWith(title)) ?? ''
  const rows = (title: string) => [...section(title).matchAll(/^\| `(\w+)` \| (.*) \|$/gm)]
  const listed = (title: string) => rows(title).map((row) => row[1] ?? '')

  it('lists exactly the codes that are thrown', () => {
    const thrown = sources.flatMap(({ text }) => matches(text, /new AppError\(\{\s*code: '(\w+)'/g))
    const made = sources.flatMap(({ text }) => matches(text, /(new AppError\()/g))
    expect(thrown.length, 'AppErrors whose code is not the first thing they say').toBe(made.length)
    expect([...listed('Thrown')].sort()).toEqual(sorted(thrown))
    expect(sorted(thrown)).toEqual(expect.arrayContaining(Object.keys(THROWN)))
  })

  it('lists exactly the refusals and problems that are answered', () => {
    expect([...listed('Refusals')].sort()).toEqual(sorted(Object.keys(REFUSALS)))
    expect([...listed('Problems')].sort()).toEqual(sorted(Object.keys(PROBLEMS)))
  })

  it('says something of each', () => {
    const sentences = ['Thrown', 'Refusals', 'Problems'].flatMap(rows).map((row) => row[2] ?? '')
    expect(sentences.filter((sentence) => !/^.{15,}\.$/.test(sentence))).toEqual([])
  })
})

describe('.env.example', () => {
  const lines = (variable: Variable): string => {
    const fallback = variable.default === undefined ? '' : `. Default: ${variable.default}`
    const file = variable.secret ? `. Also as ${variable.name}_FILE` : ''
    return `# ${variable.help}${fallback}${file}\n${variable.name}=\n`
  }

  it('is the table of variables', () => {
    expect(read('.env.example').trim()).toBe(VARIABLES.map(lines).join('\n').trim())
  })

  it('has every variable that the program reads', () => {
    const known = new Set<string>(VARIABLES.map(({ name }) => name))
    const read = sources.flatMap(({ text }) => matches(text, /\benv(?:ironment)?(?:\.|\[')([A-Z][A-Z0-9_]+)/g))
    expect(sorted(read).filter((name) => !known.has(name))).toEqual([])
  })
})

describe('docs/dependencies.md', () => {
  it('has a line for every dependency, with its version, and for nothing else', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
    const rows = matches(read('docs/dependencies.md'), /^\| `([^`]+)` \|/gm)
    expect([...rows].sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort())
  })
})
