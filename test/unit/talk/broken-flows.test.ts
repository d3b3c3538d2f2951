import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ACT_NAMES } from '../../../src/app/act-names.ts'
import { ROOT } from '../../../src/app/root.ts'
import { faultLine, parseWording, readFiles, type Wording } from '../../../src/talk/dialogue/index.ts'
import { openStage } from '../../flows/stage.ts'

/** A flow that works, beside the shipped files. */
const SMALL = `id: small
version: 1
title: 小
fields:
  words: { label: 事情 }
  place: { label: 地点 }
  want: { label: 希望怎么解决 }
  confirmed: { label: 确认 }
  filed: { label: 提交 }
steps:
  - { id: what, kind: narrative, field: words, ask: what }
  - { id: place, kind: place, field: place, ask: place, optional: true }
  - { id: want, kind: text, field: want, ask: want, optional: true }
  - id: confirm
    kind: summary
    field: confirmed
    lists: [words, place, want]
    ask: confirm
    options: # shown as a menu
      - { id: "yes", label: 提交, words: [提交] }
      - { id: change, label: 要修改, command: change }
  - { id: submit, kind: act, field: filed, when: [is confirmed yes], do: submit_complaint, say: { filed: what } }
texts:
  what: 请把事情写下来。
  want: 您希望怎么解决？
  confirm: |
    {summary}
    都对吗？
  place: 在哪里？
`

const shipped = readFiles(join(ROOT, 'flows'))
const faultsOf = (files: Record<string, string>): string[] => {
  const read = parseWording({ ...shipped, ...files }, ACT_NAMES)
  return read.ok ? [] : read.error.map(faultLine)
}

interface Broken {
  name: string
  replace: string
  by: string
  says: string[]
}
const broken = parse(readFileSync(join(import.meta.dirname, 'broken-flows.yaml'), 'utf8')) as Broken[]
const TEN = Array.from({ length: 10 }, (_, n) => `      - { id: o${n}, label: 第${n}个 }\n`).join('')
const spelled = (text: string) => text.replace(/LONG(\d+)/, (_, n) => '长'.repeat(Number(n))).replace('TEN', TEN)

describe('a flow that cannot work is refused, with file and line', () => {
  it('while one that works is taken', () => {
    expect(faultsOf({ 'small.yaml': SMALL })).toEqual([])
  })

  it.each(broken)('$name', ({ replace, by, says }) => {
    expect(SMALL).toContain(replace)
    const faults = faultsOf({ 'small.yaml': SMALL.replace(replace, spelled(by)) })
    for (const fault of says)
      expect(
        faults.some((each) => each.startsWith(fault)),
        faults.join('\n'),
      ).toBe(true)
  })

  it.each([
    ['a sentence that is missing', /^ {2}added: .*$/m, '', 'common.yaml', 'text added is missing'],
    [
      'a sentence nobody says',
      /^ {2}added: /m,
      '  stray: 什么\n  added: ',
      'common.yaml',
      'text stray is said by nobody',
    ],
    [
      'words for a command that is none',
      /^ {2}mine: /m,
      '  dance: [跳舞]\n  mine: ',
      'common.yaml',
      'there is no command dance',
    ],
    [
      'a menu item for a command that is none',
      'command: person',
      'command: dance',
      'common.yaml',
      'menu person is the unknown',
    ],
    ['a key nobody reads', /^sms: /m, 'telegram: 什么\nsms: ', 'notices.yaml', 'Unrecognized key: "telegram"'],
  ] as const)('what every dialogue shares: %s', (_name, from, to, file, says) => {
    const text = (shipped[file] ?? '').replace(from, to)
    expect(text).not.toBe(shipped[file])
    const faults = faultsOf({ [file]: text })
    expect(faults.join('\n')).toMatch(new RegExp(`^${file}:\\d+: .*${says}`, 'm'))
  })
})

const ADDRESS = `id: address
version: 1
title: 地址
sub: true
fields:
  town: { label: 镇 }
  street: { label: 路 }
steps:
  - { id: town, kind: text, field: town, ask: town, optional: true }
  - { id: street, kind: text, field: street, when: [has town], ask: street, optional: true }
texts:
  town: 哪个镇？
  street: "{town}的哪条路？"
`
const WITH_ADDRESS = SMALL.replace(
  '{ id: place, kind: place, field: place, ask: place, optional: true }',
  '{ id: home, kind: use, use: address, when: [has words] }',
)
  .replace('  place: { label: 地点 }\n', '')
  .replace('lists: [words, place', 'lists: [words, home_town, home_street')
  .replace('  place: 在哪里？\n', '')

describe('a sub-flow', () => {
  const files = { ...shipped, 'small.yaml': WITH_ADDRESS, 'address.yaml': ADDRESS }
  const read = (): Wording => {
    const wording = parseWording(files, ACT_NAMES)
    if (!wording.ok) throw new Error(wording.error.map(faultLine).join('\n'))
    return wording.value
  }

  it('asks its own questions where it is used, under fields of its own, and the dialogue goes on', async () => {
    const wording = read()
    const stage = openStage({ wording: { ...wording, flows: { ...wording.flows, complaint: asComplaint(wording) } } })
    const says = async (text: string) => {
      const [said] = (await stage.turn([{ kind: 'text', text }])).slice(-1)
      return said?.kind === 'menu' ? said.head : said?.text
    }
    expect(await says('路灯坏了两个月没有人修')).toBe('哪个镇？')
    expect(await says('柳渡镇')).toBe('柳渡镇的哪条路？')
    expect(await says('幸福路')).toBe('您希望怎么解决？')
    expect(await says('尽快修好')).toContain('镇：柳渡镇\n路：幸福路')
    expect(await says('改 路')).toBe('柳渡镇的哪条路？')
  })

  it('is not begun by itself', () => {
    expect(Object.keys(read().flows)).not.toContain('address')
  })

  it('with a fault is named with the place where the fault stands', () => {
    const faults = faultsOf({ ...files, 'address.yaml': ADDRESS.replace('ask: street', 'ask: lane') })
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(/^address\.yaml:10: text lane is missing/)]))
  })
})

const asComplaint = ({ flows }: Wording) => {
  const { small } = flows
  if (!small) throw new Error('small.yaml was not read')
  return { ...small, id: 'complaint' }
}
