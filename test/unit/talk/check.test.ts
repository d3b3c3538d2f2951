import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { ACT_NAMES } from '../../../src/app/act-names.ts'
import { ROOT } from '../../../src/app/root.ts'
import { checkFlow } from '../../../src/talk/dialogue/check.ts'
import { type Flow, flowSchema } from '../../../src/talk/dialogue/flow.ts'
import { loadWording, readWording } from '../../../src/talk/dialogue/index.ts'

const complaint = (): Flow => flowSchema.parse(parse(readFileSync(join(ROOT, 'flows/complaint.yaml'), 'utf8')))
type Step = Flow['steps'][number]
const step = (flow: Flow, id: string): Step => {
  const found = flow.steps.find((each) => each.id === id)
  if (!found) throw new Error(`no step ${id}`)
  return found
}
const faultsAfter = (change: (flow: Flow) => void): string[] => {
  const flow = complaint()
  change(flow)
  return checkFlow(flow, ACT_NAMES).map(({ message }) => message)
}

describe('what a bad flow would do to a citizen is said before it is published', () => {
  it('the shipped flows have no fault', () => {
    expect(readWording(join(ROOT, 'flows'), ACT_NAMES)).toMatchObject({ ok: true })
  })

  it.each<[string, (flow: Flow) => void, RegExp]>([
    ['a step that stands twice', (flow) => flow.steps.push(step(flow, 'place')), /step place stands twice/],
    ['a text that is missing', (flow) => delete flow.texts.place, /text place is missing/],
    ['a text nobody says', (flow) => Object.assign(flow.texts, { stray: '什么' }), /text stray is used by no step/],
    [
      'a text longer than the platform takes',
      (flow) => Object.assign(flow.texts, { place: '长'.repeat(700) }),
      /text place is longer than 2048 bytes/,
    ],
    [
      'a summary that shows nothing',
      (flow) => Object.assign(flow.texts, { confirm: '都对吗？' }),
      /step confirm is a summary and its text does not show/,
    ],
    [
      'a field nobody declared',
      (flow) => Object.assign(step(flow, 'place'), { field: 'nowhere' }),
      /step place fills the unknown field nowhere/,
    ],
    [
      'a condition on a field nobody declared',
      (flow) => Object.assign(step(flow, 'place'), { when: ['has nothing'] }),
      /step place depends on the unknown field nothing/,
    ],
    [
      'a condition that never comes true',
      (flow) => Object.assign(step(flow, 'submit'), { when: ['is confirmed maybe'] }),
      /step submit waits for confirmed to be maybe/,
    ],
    [
      'an act nobody binds',
      (flow) => Object.assign(step(flow, 'submit'), { do: 'fly' }),
      /step submit calls the unknown act fly/,
    ],
    [
      'filing without confirmation',
      (flow) => Object.assign(step(flow, 'submit'), { when: [] }),
      /step submit acts without waiting for confirmed/,
    ],
    [
      'more options than a menu takes',
      (flow) =>
        Object.assign(step(flow, 'town'), {
          options: Array.from({ length: 11 }, (_, n) => ({ id: `o${n}`, label: `${n}`, words: [], skip: false })),
        }),
      /step town offers 11 options, WeCom takes 9/,
    ],
    [
      'an option longer than a button',
      (flow) =>
        Object.assign(step(flow, 'town'), { options: [{ id: 'a', label: '长'.repeat(50), words: [], skip: true }] }),
      /step town: option a is too long/,
    ],
    [
      'two options with one id',
      (flow) => {
        const options = (step(flow, 'confirm') as { options: unknown[] }).options
        options.push(options[0])
      },
      /step confirm: option yes stands twice/,
    ],
    [
      'an option that is no command',
      (flow) => Object.assign((step(flow, 'confirm') as { options: object[] }).options[1] ?? {}, { command: 'dance' }),
      /step confirm: option change is the unknown command dance/,
    ],
    [
      'a question without a way out',
      (flow) => Object.assign(step(flow, 'place'), { optional: false }),
      /step place has no way out/,
    ],
    [
      'a summary of a field nobody declared',
      (flow) => Object.assign(step(flow, 'confirm'), { lists: ['words', 'nothing'] }),
      /step confirm lists the unknown field nothing/,
    ],
    [
      'personal data without a reason',
      (flow) => Object.assign(flow.fields.contact ?? {}, { reason: undefined }),
      /field contact is personal and says no reason/,
    ],
  ])('%s', (_name, change, fault) => {
    expect(faultsAfter(change).join('\n')).toMatch(fault)
  })
})

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
