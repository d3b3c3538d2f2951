import { describe, expect, it } from 'vitest'
import { numberReader } from '../../../src/app/numbers.ts'
import { COMMANDS, commandOf } from '../../../src/talk/dialogue/commands.ts'
import { compose } from '../../../src/talk/dialogue/compose.ts'
import { ask } from '../../../src/talk/dialogue/engine/ask.ts'
import { type Outcome, take, type World } from '../../../src/talk/dialogue/engine/index.ts'
import { begin, current } from '../../../src/talk/dialogue/engine/thread.ts'
import type { AskStep, Flow } from '../../../src/talk/dialogue/flow.ts'
import { render } from '../../../src/talk/dialogue/texts.ts'
import {
  emptySession,
  type Fields,
  type Input,
  nothingUnderstood,
  type Session,
} from '../../../src/talk/dialogue/types.ts'
import { MINE as NUMBER, wording } from '../../flows/stage.ts'

/** What holds in every step of every flow that is shipped, whatever flows there are. */
const flows = Object.values(wording.flows).filter((flow) => !flow.sub)
const steps = flows.flatMap((flow) =>
  flow.steps
    .filter((step): step is AskStep => step.kind !== 'act')
    .map((step): [string, Flow, AskStep] => [`${flow.id}/${step.id}`, flow, step]),
)

/** As long as an office may have them, or as the made-up county has not. */
const LONG_VALUES: Record<string, string> = {
  office_name: '很长的单位名称'.repeat(4),
  office_phone: '0300-5550101',
  office_address: '很长的地址'.repeat(10),
  office_hours: '周一到周五上午八点半到十二点，下午两点到五点半'.repeat(2),
  notify_now: '每一步都通知',
  draft_hours: '72',
}
const TEN = Array.from({ length: 10 }, (_, index) => ({ id: `place-${index}`, label: '很长的地名'.repeat(5) }))

const world: World = {
  flows: wording.flows,
  common: wording.common,
  values: LONG_VALUES,
  offers: { town: TEN, category: TEN },
  now: new Date('2026-03-02T01:00:00Z'),
}

/** The question of this step is open, and every other question of the flow has been left open; `said` adds answers. */
function openAt(flow: Flow, step: AskStep, said: Fields = {}): Session {
  const others = flow.steps.filter((each) => each.field !== step.field).map((each) => each.field)
  const declined = others.map((field) => [field, { text: '', skipped: true as const }])
  const fields: Fields = { ...Object.fromEntries(declined), ...said }
  delete fields[step.field]
  const thread = { ...begin(flow, fields), correcting: step.field, trail: Object.keys(said) }
  const asked = ask(step, thread, world).thread
  return { ...emptySession, notice: wording.common.notice.version, thread: asked }
}

let seq = 100
const says = (text: string): Input => {
  seq += 1
  return { type: 'answer', seq, text, parts: [{ seq, text }], understood: nothingUnderstood }
}
const textsOf = ({ lines }: Outcome): string[] =>
  lines.map(({ said }) => (said.kind === 'text' ? said.text : said.head))
const isAsked = (outcome: Outcome, step: AskStep): boolean => outcome.session.thread?.asked === step.id

/** The summary stands above it again; ten characters of a code cannot be asked for more easily. */
const mayRepeat = (name: string, step: AskStep): boolean => step.kind === 'summary' || name === 'status/code'
/** Letters, digits and signs of this kind answer nothing. */
const NONSENSE = '？！'

describe.each(steps)('%s', (name, flow, step) => {
  it('asks at most two easier questions after a wrong answer, then leaves it open or offers a person', () => {
    let session = openAt(flow, step)
    const heard: string[] = [flow.texts[step.ask] ?? '']
    for (const easier of step.wrong) {
      const outcome = take(session, says(NONSENSE), world)
      expect(isAsked(outcome, step)).toBe(true)
      expect(outcome.session.thread?.fields[step.field]).toBeUndefined()
      heard.push(flow.texts[easier] ?? '')
      session = outcome.session
    }
    expect(step.wrong.length).toBeLessThanOrEqual(2)
    if (!mayRepeat(name, step)) expect(new Set(heard).size).toBe(heard.length)
    const last = take(session, says(NONSENSE), world)
    if (step.optional) {
      expect(textsOf(last)).toContain(wording.common.texts.left_open)
      if (last.session.thread) expect(last.session.thread.fields[step.field]).toMatchObject({ skipped: true })
      return
    }
    expect(textsOf(last)).toContain(wording.common.texts.way_out)
    expect(isAsked(last, step)).toBe(true)
  })

  it('never says a text of more than the platform takes, with the longest answers and values', () => {
    const long = flow.steps
      .filter((each) => each.field !== step.field)
      .map((each) => each.field)
      .concat(Object.keys(flow.fields).filter((field) => flow.fields[field]?.given))
      .map((field) => [field, { text: '很长的一段话'.repeat(400), by: 'citizen' as const }])
    const { thread } = openAt(flow, step, Object.fromEntries(long))
    if (!thread) throw new Error('no question is open')
    for (const text of [step.ask, ...step.wrong]) {
      for (const { content } of compose(ask(step, thread, world, text).lines)) {
        const said = content.kind === 'text' ? content.text : content.head
        // A long summary goes in several messages (talk/outbox); a menu cannot be divided.
        if (step.kind !== 'summary') expect(Buffer.byteLength(said)).toBeLessThanOrEqual(2048)
        if (content.kind !== 'menu') continue
        expect(Buffer.byteLength(said)).toBeLessThanOrEqual(1024)
        expect(content.options.length).toBeLessThanOrEqual(10)
        for (const { id, label } of content.options) {
          expect(Buffer.byteLength(id)).toBeLessThanOrEqual(128)
          expect(Buffer.byteLength(label)).toBeLessThanOrEqual(128)
        }
      }
    }
  })

  it.each([...COMMANDS, 'look_up'])('takes the word for "%s"', (command) => {
    const word = wording.common.commands[command]?.[0] ?? NUMBER
    const read = commandOf(word, wording.common, numberReader('MQ'))
    expect(read?.name).toBe(command)
    const answers = answersOf(flow, step)
    const before = openAt(flow, step, answers)
    const outcome = take(before, { type: 'command', seq: 1, name: command as 'help', arg: read?.arg ?? '' }, world)
    expect(outcome.lines.length + (outcome.act ? 1 : 0)).toBeGreaterThan(0)
    if (command !== 'back') expect(keptOf(outcome.session)).toEqual(files(flow.id) ? answers : expect.anything())
    AFTER[command]?.(outcome, before, flow, step)
  })
})

/** Two answers that nothing else depends on. */
function answersOf(flow: Flow, step: AskStep): Fields {
  const fields = flow.steps.filter(
    (each) => each.kind !== 'act' && each.kind !== 'summary' && each.field !== step.field,
  )
  const free = fields.filter((each) => each.when.length === 0).slice(0, 2)
  return Object.fromEntries(free.map(({ field }) => [field, { text: `已答${field}`, by: 'citizen' as const }]))
}

/** Files something: what was said in it waits while something else is asked. */
const files = (id: string | undefined): boolean =>
  wording.flows[id ?? '']?.steps.some((step) => step.kind === 'summary') ?? false

/** What was said in the matter, whether it is under way or waits. */
function keptOf(session: Session): Fields {
  const matter = [session.thread, ...session.waiting].find((thread) => files(thread?.flow))
  return Object.fromEntries(Object.entries(matter?.fields ?? {}).filter(([, { text }]) => text.startsWith('已答')))
}

const stays = ({ session }: Outcome, _before: Session, _flow: Flow, step: AskStep): void => {
  expect(session.thread?.asked).toBe(step.id)
  expect(current(session.thread as NonNullable<Session['thread']>, world)?.id).toBe(step.id)
}

const AFTER: Record<string, (outcome: Outcome, before: Session, flow: Flow, step: AskStep) => void> = {
  complain(outcome, before, flow, step) {
    expect(files(outcome.session.thread?.flow)).toBe(true)
    if (flow.id === 'complaint') stays(outcome, before, flow, step)
  },
  status: ({ session }) => expect(session.thread?.flow).toBe('status'),
  look_up: ({ session }) => {
    expect(session.thread).toMatchObject({ flow: 'status', fields: { number: { text: NUMBER.replaceAll('-', '') } } })
  },
  mine: ({ session }) => expect(session.thread?.flow).toBe('status'),
  notify: ({ session }) => expect(session.thread?.flow).toBe('notify'),
  person(outcome, ...rest) {
    expect(outcome.lines.some((line) => line.person)).toBe(true)
    stays(outcome, ...rest)
  },
  help: stays,
  privacy(outcome, ...rest) {
    expect(textsOf(outcome)).toContain(render(wording.common.texts.privacy ?? '', LONG_VALUES))
    stays(outcome, ...rest)
  },
  /** The last answer is asked for again, or there is none. */
  back({ session }, before) {
    const last = before.thread?.trail.at(-1)
    if (last !== undefined) expect(session.thread?.fields[last]).toBeUndefined()
  },
  /** Twice, and the answers are gone. */
  restart({ session }) {
    const again = take(session, { type: 'command', seq: 2, name: 'restart', arg: '' }, world)
    expect(Object.values(again.session.thread?.fields ?? {}).filter((value) => !value.skipped)).toEqual([])
  },
  leave({ session }, before) {
    expect(session.thread).toBeNull()
    const deleted = ['delete', 'sure'].reduce<Session>(
      (now, answer) => take(now, { type: 'tap', seq: 3, menuId: `leave/${answer}`, text: '' }, world).session,
      session,
    )
    if (session.leaving) expect(deleted.waiting).toEqual([])
    expect(before.thread).not.toBeNull()
  },
  change({ session, lines }) {
    const offered = session.thread?.changing ?? []
    expect(lines.length).toBeGreaterThan(0)
    expect(offered.length).toBeLessThanOrEqual(10)
  },
}

describe('texts that belong to no step', () => {
  it.each(Object.keys(wording.common.texts))('%s fits a message', (name) => {
    expect(Buffer.byteLength(wording.common.texts[name] ?? '')).toBeLessThanOrEqual(1700)
  })
})
