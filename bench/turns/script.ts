import { join } from 'node:path'
import { ACT_NAMES } from '../../src/app/act-names.ts'
import { numberReader } from '../../src/app/numbers.ts'
import { ROOT } from '../../src/app/root.ts'
import { createHost, loadWording, type World } from '../../src/talk/dialogue/index.ts'
import { play } from '../../src/talk/dialogue/play.ts'
import {
  type ActResult,
  emptySession,
  type Input,
  nothingUnderstood,
  type Said,
} from '../../src/talk/dialogue/types.ts'

const STORY = '幸福路12号门口的工地每天半夜施工，噪音很大，孩子睡不着，打过电话也没有人来管。'
const PLACE = '柳渡镇幸福路12号'
/** A flow that needs more than this for one matter is no intake. */
const MESSAGES_AT_MOST = 30

export const world: World = {
  ...(({ flows, common }) => ({ flows, common }))(loadWording(join(ROOT, 'flows'), ACT_NAMES)),
  values: { office_name: '望禾县信访局', office_phone: '0300-5550101', office_address: '', office_hours: '' },
  offers: { town: [{ id: 'liudu', label: '柳渡镇' }], category: [{ id: 'c0', label: '城乡建设' }] },
  now: new Date('2026-03-02T01:00:00Z'),
}

export const createOurHost = () => createHost(() => world.common, numberReader('MQ'))

const filed: ActResult = {
  say: 'filed',
  values: { number: 'MQ26-4821-0937-2', query_code: 'ABCDE23456', routed: '', office_phone_line: '', next_date: '' },
  filed: { number: 'MQ26-4821-0937-2', at: '2026-03-02T01:00:00Z' },
}
export const perform = (): ActResult => filed

const text = (seq: number, said: string): Input => ({
  type: 'answer',
  seq,
  text: said,
  parts: [{ seq, text: said }],
  understood: nothingUnderstood,
})

/** What somebody answers who looks only at the screen: the way to submit, else the way past the question, else a place. */
function answerTo(seq: number, said: Said | undefined): Input {
  if (said?.kind !== 'menu') return text(seq, PLACE)
  const option = said.options.find(({ label }) => label.includes('提交')) ?? said.options.at(-1)
  return { type: 'tap', seq, menuId: option?.id ?? '', text: option?.label ?? '' }
}

/** The messages of one filing, from the first word to the number, found by talking to the shipped flows once. */
export async function filing(): Promise<Input[]> {
  const host = createOurHost()
  const inputs: Input[] = [text(1, STORY)]
  let session = emptySession
  let done = false
  for (let seq = 1; seq < MESSAGES_AT_MOST; seq += 1) {
    const input = inputs.at(-1) as Input
    const ended = await play(host, 'script', session, [input], world, async () => {
      done = true
      return filed
    })
    if (done) return inputs
    session = ended.session
    inputs.push(answerTo(seq + 1, ended.lines.findLast((line) => line.role === 'ask')?.said))
  }
  throw new Error(`no number after ${MESSAGES_AT_MOST} messages`)
}
