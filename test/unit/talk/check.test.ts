import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { ACT_NAMES } from '../../../src/app/act-names.ts'
import { schemaFiles } from '../../../src/app/commands/flows-schema.ts'
import { ROOT } from '../../../src/app/root.ts'
import { COMMON_TEXTS } from '../../../src/talk/dialogue/check-common.ts'
import { COMMANDS } from '../../../src/talk/dialogue/commands.ts'
import { flowSchema, stepSchema } from '../../../src/talk/dialogue/flow.ts'
import { loadWording, readFiles, readWording } from '../../../src/talk/dialogue/index.ts'
import { KINDS } from '../../../src/talk/dialogue/kinds/index.ts'

describe('the shipped flows', () => {
  it('have no fault', () => {
    expect(readWording(join(ROOT, 'flows'), ACT_NAMES)).toMatchObject({ ok: true })
  })

  it('say by name what the program says by name, and nothing else', () => {
    const source = ['src/talk', 'src/app']
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
      )
      .filter((file) => file.endsWith('.ts') && !file.endsWith('check-common.ts'))
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n')
    const named = [...source.matchAll(/\btexts\??\.([a-z]+_?[a-z_]*)\b(?![(.])/g)].map((match) => match[1] ?? '')
    const unknown = named.filter((name) => !COMMON_TEXTS.includes(name) && !NOT_TEXTS.includes(name))
    expect([...new Set(unknown)]).toEqual([])
    const said = (name: string) => new RegExp(`\\b${name}\\b`).test(source) || /^(notify|leave|slip)_/.test(name)
    expect(COMMON_TEXTS.filter((name) => !said(name))).toEqual([])
  })

  it('are described by the JSON Schemas beside them, which every file names (npm run flows -- schema)', () => {
    for (const [file, text] of Object.entries(schemaFiles()))
      expect(readFileSync(join(ROOT, 'flows', file), 'utf8'), file).toBe(text)
    for (const [file, text] of Object.entries(readFiles(join(ROOT, 'flows')))) {
      const named = /^# yaml-language-server: \$schema=\.\/(\S+)\n/.exec(text)?.[1]
      expect(Object.keys(schemaFiles()), file).toContain(named)
    }
  })
})

it('docs/flows.md names every kind, act, command and key', () => {
  const page = readFileSync(join(ROOT, 'docs/flows.md'), 'utf8')
  const keys = stepSchema.options.flatMap((option) => Object.keys(option.shape))
  const names = [
    ...Object.keys(KINDS),
    'act',
    'use',
    ...ACT_NAMES,
    ...COMMANDS,
    ...keys,
    ...Object.keys(flowSchema.shape),
  ]
  expect([...new Set(names)].filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

/** Properties of lists and of other objects that are called texts. */
const NOT_TEXTS = ['length', 'ts']

describe('files that cannot be read', () => {
  const broken = (change: (folder: string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'minqing-flows-'))
    cpSync(join(ROOT, 'flows'), folder, { recursive: true })
    change(folder)
    try {
      return { read: readWording(folder, ACT_NAMES), load: () => loadWording(folder, ACT_NAMES) }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('are all named at once', () => {
    const { read } = broken((folder) => {
      writeFileSync(join(folder, 'common.yaml'), 'notice: [')
      rmSync(join(folder, 'status.yaml'))
      const flow = parse(readFileSync(join(folder, 'complaint.yaml'), 'utf8')) as { steps: { kind: string }[] }
      Object.assign(flow.steps[0] ?? {}, { kind: 'riddle' })
      writeFileSync(join(folder, 'complaint.yaml'), stringify(flow))
    })
    const files = read.ok ? [] : read.error.map((fault) => fault.file)
    expect(new Set(files)).toEqual(new Set(['common.yaml', 'status.yaml', 'complaint.yaml']))
  })

  it('keep the service from starting', () => {
    const folder = mkdtempSync(join(tmpdir(), 'minqing-flows-'))
    expect(() => loadWording(folder, ACT_NAMES)).toThrow(/flows\/ cannot be used/)
    rmSync(folder, { recursive: true })
  })
})
