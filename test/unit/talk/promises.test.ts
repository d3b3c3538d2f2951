import { describe, expect, it } from 'vitest'
import { numberReader } from '../../../src/app/numbers.ts'
import { commandOf } from '../../../src/talk/dialogue/commands.ts'
import { begin } from '../../../src/talk/dialogue/engine/index.ts'
import type { AskStep, Flow } from '../../../src/talk/dialogue/flow.ts'
import { emptySession, type Fields } from '../../../src/talk/dialogue/types.ts'
import { labelOf } from '../../flows/labels.ts'
import { openStage, wording } from '../../flows/stage.ts'

/** "回复“A”“B”": what a text says will work. */
const PROMISE = /(?:回复|选|再说|直接说|发)(?:一次)?((?:“[^”]+”)+)/gu
const promisesIn = (text: string): string[] =>
  [...text.matchAll(PROMISE)].flatMap(([, quoted = '']) =>
    [...quoted.matchAll(/“([^”]+)”/gu)].map(([, word = '']) => word),
  )

const flows = Object.values(wording.flows)
const asking = (flow: Flow): AskStep[] => flow.steps.filter((step): step is AskStep => step.kind !== 'act')

/** A dialogue in which this question is the open one: all others are declined, its conditions hold. */
function standing(flow: Flow, step: AskStep): Fields {
  const others = flow.steps.filter((each) => each.field !== step.field).map((each) => each.field)
  const fields: Fields = Object.fromEntries(others.map((name) => [name, { text: '', skipped: true as const }]))
  for (const condition of step.when) {
    const [verb, target = '', id] = condition.split(' ')
    const [name = '', part] = target.split('.')
    if (verb === 'missing' && !part) delete fields[name]
    if (verb === 'has' || verb === 'is')
      fields[name] = { text: id ?? '某某', id: id ?? 'x', by: 'citizen', ...(part === 'joint' ? { joint: true } : {}) }
  }
  // What waits for its own field is asked only to put that right.
  delete fields[step.field]
  return fields
}

async function reply(flow: Flow, step: AskStep, tries: number, word: string): Promise<string[]> {
  const thread = { ...begin(flow, standing(flow, step)), asked: step.id, wrong: tries, correcting: step.field }
  const stage = openStage({ session: { ...emptySession, notice: wording.common.notice.version, thread } })
  const before = await stage.turn([{ kind: 'text', text: '帮助' }])
  expect(before.map((content) => labelOf(content, wording)).join(' ')).toContain(`/${step.ask}`)
  const heard = await stage.turn([{ kind: 'text', text: word }])
  return heard.map((content) => labelOf(content, wording))
}

/** Nothing understood: an easier question, the way out, more of the story, or an end to asking. */
const REFUSED = ['_again', '/way_out', '/left_open', '/added', '/confirm_or_later', '/what_example']

describe('what a question says may be replied', () => {
  const promised = flows.flatMap((flow) =>
    asking(flow).flatMap((step) =>
      [step.ask, ...step.wrong].flatMap((name, tries) =>
        promisesIn(flow.texts[name] ?? '').map((word) => ({ flow, step, name, tries, word })),
      ),
    ),
  )

  it('there are some', () => {
    expect(promised.length).toBeGreaterThan(30)
  })

  it.each(promised.map((each) => [`${each.flow.id}/${each.name} “${each.word}”`, each] as const))(
    'works: %s',
    async (_, { flow, step, tries, word }) => {
      const heard = await reply(flow, step, tries, word)
      for (const refused of REFUSED) expect(heard.join(' ')).not.toContain(refused)
    },
  )
})

describe('“不清楚”, which the help promises', () => {
  const optional = flows.flatMap((flow) =>
    asking(flow)
      .filter((step) => step.optional && flow.steps.some((each) => each.kind === 'summary'))
      .map((step) => ({ flow, step })),
  )

  it.each(optional.map((each) => [`${each.flow.id}/${each.step.id}`, each] as const))(
    'leaves open: %s',
    async (_, { flow, step }) => {
      const heard = await reply(flow, step, 0, '不清楚')
      for (const refused of REFUSED) expect(heard.join(' ')).not.toContain(refused)
    },
  )
})

describe('what any other text says may be replied', () => {
  /** Said beside an open question, whose answers they name. */
  const ANSWERS = ['不清楚', '删除', '提交']
  const readNumber = numberReader('MQ')
  const said = (flow: Flow) => flow.steps.flatMap((step) => (step.kind === 'act' ? Object.values(step.say) : []))
  const texts = [
    ['notice', wording.common.notice.text],
    ...Object.entries(wording.common.texts),
    ...Object.entries(wording.common.questions).map(([name, { say }]) => [name, say]),
    ...Object.values(wording.common.products).map(({ hello }) => ['hello', hello]),
    ...Object.entries(wording.notices.texts),
    ...Object.values(wording.notices.lines).map((line) => ['line', line]),
    ['sms', wording.notices.sms],
    ...flows.flatMap((flow) => said(flow).map((name) => [`${flow.id}/${name}`, flow.texts[name ?? ''] ?? ''])),
  ] as [string, string][]
  const promised = texts.flatMap(([name, text]) => promisesIn(text).map((word) => `${name}: ${word}`))

  it.each([...new Set(promised)])('is a command that works everywhere: %s', (promise) => {
    const word = promise.slice(promise.indexOf(': ') + 2)
    if (!ANSWERS.includes(word)) expect(commandOf(word, wording.common, readNumber)).not.toBeNull()
  })

  it('so is every word in quotes of the help', () => {
    const quoted = [...(wording.common.texts.help ?? '').matchAll(/“([^”]+)”/gu)].map(([, word = '']) => word)
    const known = quoted.filter((word) => ANSWERS.includes(word) || commandOf(word, wording.common, readNumber))
    expect(known).toEqual(quoted)
  })
})
