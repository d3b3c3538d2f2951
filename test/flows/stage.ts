import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACT_NAMES } from '../../src/app/act-names.ts'
import { numberReader } from '../../src/app/numbers.ts'
import { reader } from '../../src/app/reading.ts'
import { ROOT } from '../../src/app/root.ts'
import { hotlineList, hotlineValues, lawValues } from '../../src/app/side-questions.ts'
import { type Org, parseOrg } from '../../src/case/org/index.ts'
import { loadRules, type Rules } from '../../src/case/rules/index.ts'
import { loadUnderstanding, type Understanding } from '../../src/case/understand/index.ts'
import { manualClock } from '../../src/platform/kernel/index.ts'
import type { Content, InboundBody } from '../../src/talk/channel/index.ts'
import { commandOf } from '../../src/talk/dialogue/commands.ts'
import { compose } from '../../src/talk/dialogue/compose.ts'
import type { Mark } from '../../src/talk/dialogue/funnel.ts'
import { createHost, loadWording, type Wording, type World } from '../../src/talk/dialogue/index.ts'
import { hear, inputOf, type Pending, READ_AT_MOST } from '../../src/talk/dialogue/inputs.ts'
import { play, type Wanted } from '../../src/talk/dialogue/play.ts'
import {
  type ActResult,
  emptySession,
  nothingUnderstood,
  type Option,
  type Session,
  type Understood,
} from '../../src/talk/dialogue/types.ts'

/** A conversation without a database: real wording, Botkit host and engine; acts and understanding are scripted. */
export interface Stage {
  session: Session
  wording: Wording
  values: Record<string, string>
  /** One turn: all of these were said before the answer could be seen. */
  turn(bodies: Body[]): Promise<Content[]>
  /** What the flow wanted done in the last turn. */
  wanted: Wanted[]
  /** What the last turn counts in the funnel. */
  marks: Mark[]
  passes(ms: number): void
  /** Message ids in the order they were said, for taking one back. */
  said: number[]
}

export type Body = InboundBody | { kind: 'recall'; seq: number }

export interface Script {
  wording?: Wording
  /** A text that holds the key is understood so; "real" reads with the shipped rules and the made-up county. */
  understand?: 'real' | Record<string, Understood['fields']>
  perform?: (wanted: Wanted) => ActResult | Promise<ActResult>
  session?: Session
}

export const wording = loadWording(join(ROOT, 'flows'), ACT_NAMES)

/** Valid numbers of the shipped form; nobody has been given them. */
export const MINE = 'MQ26-4821-0937-2'

const TOWNS: Option[] = [
  { id: 'liudu', label: '柳渡镇' },
  { id: 'maidian', label: '麦店镇' },
]
const CATEGORIES: Option[] = [
  { id: 'c0', label: '城乡建设' },
  { id: 'c1', label: '环境保护' },
]
const RULES = rules()
const VALUES = {
  office_name: '望禾县信访局',
  office_phone: '0300-5550101',
  office_address: '澄州路2号',
  office_hours: '',
  notify_now: '每一步都通知',
  draft_wait: '3天',
  draft_by: '3月5日上午9点',
  ...hotlineValues(RULES),
}
const START = Date.parse('2026-03-02T01:00:00Z')

function rules(): Rules {
  const read = loadRules(join(ROOT, 'rules'))
  if (!read.ok) throw new Error('rules/ does not load')
  return read.value
}

let real: ((text: string, whole: string) => Promise<Understood>) | null = null
function realReader() {
  real ??= reader(loadUnderstanding({ rulesDir: join(ROOT, 'rules') }), county, manualClock(new Date(START)))
  return real
}
let org: Org | null = null
function county(): Org {
  if (org) return org
  const understanding: Understanding = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
  const parsed = parseOrg(readFileSync(join(ROOT, 'simulator/county.yaml'), 'utf8'), [...understanding.categories])
  if (!parsed.ok) throw new Error('simulator/county.yaml does not parse')
  org = parsed.value
  return org
}

export function openStage(script: Script = {}): Stage {
  const stage: Stage = {
    session: script.session ?? emptySession,
    wording: script.wording ?? wording,
    values: VALUES,
    wanted: [],
    marks: [],
    said: [],
    passes(ms) {
      now += ms
    },
    turn,
  }
  let now = START
  let turns = 0
  const readNumber = numberReader('MQ')
  const host = createHost(() => stage.wording.common, readNumber)
  const understand = understanding(script)
  const perform = script.perform ?? defaultActs

  async function turn(bodies: Body[]): Promise<Content[]> {
    turns += 1
    stage.wanted = []
    const pending = bodies.map(pendingOf)
    const isCommand = (text: string) => commandOf(text, stage.wording.common, readNumber) !== null
    let whole = stage.session.thread?.fields.words?.text ?? ''
    const inputs = []
    for (const heard of hear(pending, { isCommand })) {
      if (heard.kind !== 'ready') whole = `${whole}\n${heard.text}`.trim()
      const text = heard.kind === 'ready' ? '' : heard.text.slice(0, READ_AT_MOST)
      inputs.push(inputOf(heard, text === '' ? nothingUnderstood : await understand(text, whole)))
    }
    const world: World = {
      flows: stage.wording.flows,
      common: stage.wording.common,
      values: stage.values,
      offers: { town: TOWNS, category: CATEGORIES },
      now: new Date(now),
      turn: `turn/${turns}`,
    }
    const ended = await play(host, 'stage', stage.session, inputs, world, async (wanted) => {
      stage.wanted.push(wanted)
      return perform(wanted)
    })
    stage.marks = ended.marks
    // Through JSON, as the database keeps it.
    stage.session = JSON.parse(JSON.stringify(ended.session)) as Session
    return compose(ended.lines).map((reply) => reply.content)
  }

  function pendingOf(body: Body): Pending {
    const seq = stage.said.length + 1
    stage.said.push(seq)
    const recall = body.kind === 'recall'
    const file = ['image', 'voice', 'video', 'file'].includes(body.kind)
    return {
      seq,
      author: recall || body.kind === 'entered' ? 'system' : 'customer',
      body: recall ? { kind: 'recalled', platformId: String(body.seq) } : body,
      sentAt: new Date(now),
      receivedAt: new Date(now),
      media: file ? `media-${seq}` : null,
      recalledSeq: recall ? body.seq : null,
    }
  }
  return stage
}

function understanding(script: Script): (text: string, whole: string) => Promise<Understood> {
  const { understand } = script
  if (understand === 'real') return realReader()
  const entries = Object.entries(understand ?? {})
  return async (text) => {
    const found = entries.filter(([words]) => text.includes(words)).map(([, fields]) => fields)
    const fields = Object.fromEntries(found.flatMap((each) => Object.entries(each)))
    return { fields: mark(fields), options: {} }
  }
}

const mark = (fields: Understood['fields']): Understood['fields'] =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { ...value, by: 'understood' as const }]))

/** Acts that succeed: one number for every filing, nothing on the list. */
export function defaultActs({ act, fields }: Wanted): ActResult {
  switch (act) {
    case 'submit_complaint':
      return {
        say: 'filed',
        values: {
          number: MINE,
          query_code: 'ABCDE23456',
          routed: '已转给县住建局。',
          office_phone_line: '',
          next_date: '',
          hotline_line: '',
          others_line: '',
          paper_line: '',
        },
        filed: { number: MINE, at: new Date(START).toISOString() },
      }
    case 'list_matters':
      return { say: 'none', values: {} }
    case 'look_up_matter':
      return { say: 'own', values: { number: fields.number?.text ?? '', state: '已受理' } }
    case 'open_matter':
      return { say: 'found', values: { number: fields.number?.text ?? '', state: '已受理' } }
    case 'offer_code_by_text':
      return { say: 'by_text', values: {} }
    case 'text_proof':
      return { say: 'texted', values: {} }
    case 'reissue_by_text':
      return { say: 'reissued', values: {} }
    case 'supplement_matter':
      return { say: 'added', values: { number: fields.number?.text ?? '' } }
    case 'attach_photos':
    case 'add_place':
      return { say: 'added', values: { number: fields.number?.text ?? '' } }
    case 'tell':
      return { say: 'told', values: {} }
    case 'explain_law':
      return { say: 'told', values: lawValues(RULES, new Date(START)) }
    case 'list_hotlines':
      return { say: 'told', values: hotlineList(RULES, new Date(START)) }
    case 'complete_matter':
      return { say: 'kept', values: { number: fields.number?.text ?? '' } }
    case 'list_answered':
    case 'receive_documents':
      return { say: 'none', values: {} }
    case 'withdraw_matter':
      return { say: 'withdrawn', values: { number: fields.number?.text ?? '' } }
    case 'dispute_answer':
      return { say: 'disputed', values: { number: fields.number?.text ?? '' } }
    case 'review_state': {
      const values = { number: fields.number?.text ?? '', by: '市住房和城乡建设局' }
      return { say: 'review', values, fields: { by: { text: values.by } } }
    }
    case 'request_review':
      return { say: 'asked', values: { number: fields.number?.text ?? '', by: '市住房和城乡建设局', date_line: '' } }
    case 'rating_state':
      return { say: 'open', values: {}, fields: { petition: { text: '县信访局' }, unit: { text: '县住建局' } } }
    case 'rate_matter':
      return { say: fields.of_unit?.skipped && fields.of_petition?.skipped ? 'nothing' : 'rated', values: {} }
    case 'choose_notices':
      return { say: fields.choice?.id ?? '', values: {} }
    default:
      throw new Error(`no act is called ${act}`)
  }
}
