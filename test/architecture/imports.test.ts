import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cyclesOf, faultsOf } from './faults.ts'
import { ROOMS } from './rooms.ts'
import { ROOT, readSources, sourceOf } from './source.ts'

const all = readSources('src', 'simulator').filter((source) => !/^src\/desk\/pocket\//.test(source.path))

describe('the house', () => {
  it('has only arrows of the table, and every room is entered by its index.ts', () => {
    expect(faultsOf(all)).toEqual([])
  })

  it('has no two files that load each other', () => {
    expect(cyclesOf(all)).toEqual([])
  })

  it('reads the time, randomness and the environment in one place each', () => {
    expect(all.flatMap(ambientFaults)).toEqual([])
  })

  it('has the rooms that docs/architecture.md promises', () => {
    const built = Object.keys(ROOMS).filter((room) => existsSync(join(ROOT, room)))
    expect(built).toContain('src/talk/dialogue/botkit')
    expect(built.length).toBeGreaterThan(20)
  })

  it('keeps the phone pages of staff apart: they are files for the browser that import only each other', () => {
    const pages = readSources('src').filter((source) => source.path.startsWith('src/desk/pocket/'))
    const outside = pages.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier }) => !/^\.\/[a-z-]+\.js$/.test(specifier))
        .map(({ line, specifier }) => `${path}:${line} ${specifier}`),
    )
    expect(outside).toEqual([])
  })
})

describe('the test of the house sees', () => {
  const faults = (path: string, text: string, ...others: string[]) =>
    faultsOf([sourceOf(path, text), ...others.map((other) => sourceOf(other, ''))]).filter((fault) =>
      fault.startsWith(path),
    )

  it('an arrow that is not in the table, and says where the code should go', () => {
    const [fault] = faults(
      'src/wecom/client.ts',
      "\nimport { put } from '../talk/outbox/index.ts'\n",
      'src/talk/outbox/index.ts',
    )
    expect(fault).toMatch(/^src\/wecom\/client\.ts:2 imports src\/talk\/outbox, .* belong in talk\/channel$/)
  })

  it('an export from, a type, a dynamic import and an import over several lines', () => {
    const others = ['src/case/ticket/index.ts']
    const found = (text: string) => faults('src/talk/dialogue/a.ts', text, ...others).length
    expect(found("export { act } from '../../case/ticket/index.ts'")).toBe(1)
    expect(found("import type { Act } from '../../case/ticket/index.ts'")).toBe(1)
    expect(found("export const a = () => import('../../case/ticket/index.ts')")).toBe(1)
    expect(found("import {\n  act,\n  type Act,\n} from '../../case/ticket/index.ts'")).toBe(1)
  })

  it('a value where only types are allowed', () => {
    const others = ['src/talk/channel/index.ts']
    expect(faults('src/talk/dialogue/a.ts', "import type { Channel } from '../channel/index.ts'", ...others)).toEqual(
      [],
    )
    expect(faults('src/talk/dialogue/a.ts', "import { kf } from '../channel/index.ts'", ...others)[0]).toContain(
      'types only',
    )
  })

  it('a room entered past its door, also a room inside a room', () => {
    const past = "import { pull } from '../inbox/pull.ts'"
    expect(faults('src/talk/outbox/a.ts', past, 'src/talk/inbox/pull.ts', 'src/talk/inbox/index.ts')[0]).toContain(
      'past its door',
    )
    const host = "import { createHost } from './botkit/host.ts'"
    const botkit = ['src/talk/dialogue/botkit/host.ts', 'src/talk/dialogue/botkit/index.ts']
    expect(faults('src/talk/dialogue/a.ts', host, ...botkit)[0]).toContain('src/talk/dialogue/botkit/index.ts')
  })

  it('a package outside its room, and one that nobody has asked for', () => {
    expect(faults('src/talk/outbox/a.ts', "import { Queue } from 'bullmq'")[0]).toContain('platform/queue')
    expect(faults('src/desk/api/a.ts', "import { sql } from 'kysely'")[0]).toContain('desk/store')
    expect(faults('src/app/a.ts', "import OpenAI from 'openai'")[0]).toContain('case/understand')
    expect(faults('src/app/a.ts', "import express from 'express'")[0]).toContain('no room may')
  })

  it('the simulator reading our source, and our source reading the simulator', () => {
    expect(faults('simulator/a.ts', "import { x } from '../src/wecom/index.ts'", 'src/wecom/index.ts')).toHaveLength(1)
    expect(faults('src/app/a.ts', "import { x } from '../../simulator/index.ts'", 'simulator/index.ts')).toHaveLength(1)
  })

  it('two files that load each other, but not two that know each other’s types', () => {
    const a = sourceOf('src/app/a.ts', "import { b } from './b.ts'")
    expect(cyclesOf([a, sourceOf('src/app/b.ts', "import { a } from './a.ts'")])).toHaveLength(1)
    expect(cyclesOf([a, sourceOf('src/app/b.ts', "import type { A } from './a.ts'")])).toEqual([])
  })

  it('a clock of one’s own, dice and the environment', () => {
    const seen = (text: string) => ambientFaults(sourceOf('src/case/ticket/a.ts', text))
    expect(seen('const now = new Date()')).toHaveLength(1)
    expect(seen('const now = Date.now()')).toHaveLength(1)
    expect(seen('const die = Math.random()')).toHaveLength(1)
    expect(seen("const port = process.env['PORT']")).toHaveLength(1)
    expect(seen('const day = new Date(row.at)')).toEqual([])
  })
})

const AMBIENT = [
  {
    what: /new Date\(\s*\)|Date\.now\(/,
    homes: /^src\/platform\/kernel\/clock\.ts$/,
    instead: 'take a Clock, or `now` as data',
  },
  { what: /Math\.random\(/, homes: /^$/, instead: 'take Ids' },
  {
    what: /process\.env\b/,
    homes: /^src\/(main\.ts$|platform\/config\/)/,
    instead: 'add the variable to platform/config/variables.ts and take it from Config',
  },
]

/** Not of the simulator: it is another program, with a clock that can be set. */
function ambientFaults({ path, text }: ReturnType<typeof sourceOf>): string[] {
  if (!path.startsWith('src/')) return []
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(\/\/|\*|\/\*)/.test(line)) return []
    return AMBIENT.filter(({ what, homes }) => what.test(line) && !homes.test(path)).map(
      ({ instead }) => `${path}:${index + 1} ${line.trim()}: ${instead}`,
    )
  })
}
