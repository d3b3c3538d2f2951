import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { spread } from '../../../src/case/understand/danger-examples.ts'
import { describedDanger } from '../../../src/case/understand/danger-model.ts'
import {
  DANGER_TRAINING,
  type DangerTraining,
  loadUnderstanding,
  packDanger,
  readDangerExamples,
  readDangerModel,
  trainDanger,
  writeDangerModel,
} from '../../../src/case/understand/index.ts'
import { seededRandom } from '../../../src/case/understand/random.ts'
import { sentencesOf } from '../../../src/case/understand/sentences.ts'

const root = join(import.meta.dirname, '../../..')
const messages = (file: string): { id?: number; text: string }[] =>
  readFileSync(join(root, 'bench/messages', file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const SETTINGS: DangerTraining = {
  ...DANGER_TRAINING,
  features: { ...DANGER_TRAINING.features, buckets: 4096 },
  threshold: 0,
}
const EXAMPLES = {
  version: '1',
  source: 'test',
  perLine: 6,
  notOrdinary: [2],
  danger: { trapped: ['(孩子|老人)掉进(井|坑)里(了)?', '(孩子|老人)卡在(井|坑)里'] },
  ordinary: ['(路灯|井盖)坏了(很久)?'],
}
const ROWS = [
  { id: 1, label: '', text: '物业乱收费。路灯不亮。请答复' },
  { id: 2, label: '', text: '老人掉进坑里了。老人卡在坑里' },
]
const INFO = {
  features: SETTINGS.features,
  threshold: 0,
  training: { rows: 2, sha256: '', examplesVersion: '1', seed: 1 },
}

describe('sentences', () => {
  it('are cut at full stops, with the place where they stood', () => {
    expect(sentencesOf('路灯坏了。没人修！\n请答复')).toEqual([
      { text: '路灯坏了', at: 0 },
      { text: '没人修', at: 5 },
      { text: '请答复', at: 10 },
    ])
  })

  it('longer than sixty characters are cut at commas, or anyway, and nothing is lost', () => {
    const text = `${'没有逗号'.repeat(40)}，${'有逗号，'.repeat(30)}`
    const parts = sentencesOf(text)
    expect(parts.map((part) => part.text).join('')).toBe(text)
    for (const part of parts) {
      expect(part.text.length).toBeLessThanOrEqual(61)
      expect(text.slice(part.at).startsWith(part.text)).toBe(true)
    }
  })
})

describe('a line of examples', () => {
  it('stands for each of its choices once, with and without what may be left out', () => {
    expect(spread('(a|b)c(d)?', 20, seededRandom(1)).sort()).toEqual(['ac', 'acd', 'bc', 'bcd'])
    expect(spread('(a|b)(c|d)(e|f)', 3, seededRandom(1))).toHaveLength(3)
    expect(spread('路灯坏了', 5, seededRandom(1))).toEqual(['路灯坏了'])
  })
})

describe('what finds danger in sentences', () => {
  const learned = trainDanger(ROWS, EXAMPLES, SETTINGS)
  const { bytes, scale } = packDanger(learned)
  const info = { ...INFO, scale, bias: learned.bias }

  it('finds it in a sentence it has not seen, and not in an ordinary one', () => {
    const found = describedDanger({ ...info, format: 1, version: '' }, bytes)
    expect(found('路灯不亮。有老人掉进井里，快来')).toEqual([{ text: '有老人掉进井里，快来', at: 5 }])
    expect(found('物业的路灯坏了，请答复')).toEqual([])
    expect(found('')).toEqual([])
  })

  it('does not learn as ordinary the rows judged to tell of danger', () => {
    const all = trainDanger(ROWS, { ...EXAMPLES, notOrdinary: [] }, SETTINGS)
    expect(all.bias).not.toBe(learned.bias)
    expect(trainDanger(ROWS.slice(0, 1), EXAMPLES, SETTINGS).bias).toBe(learned.bias)
  })

  it('says after writing and reading what it said before, and is refused with other bytes', () => {
    const dir = mkdtempSync(join(tmpdir(), 'danger-'))
    const written = writeDangerModel(dir, bytes, info)
    const read = readDangerModel(dir)
    expect(read.info).toEqual(written)
    expect(Buffer.from(read.bytes).equals(Buffer.from(bytes))).toBe(true)
    writeFileSync(join(dir, 'danger.bin'), Buffer.alloc(4096))
    expect(() => readDangerModel(dir)).toThrow('danger.bin')
    rmSync(dir, { recursive: true })
  })
})

describe('the danger model that ships', () => {
  const { danger } = loadUnderstanding({ rulesDir: join(root, 'rules') })
  const alarms = (texts: { text: string }[]): number =>
    texts.filter(({ text }) => danger(text).level !== 'none').length / texts.length

  it.each(['danger-inside.jsonl', 'danger-inside-2.jsonl', 'danger-inside-2-held.jsonl'])(
    'finds nine in ten of the sentences inside %s',
    (file) => {
      expect(alarms(messages(file))).toBeGreaterThanOrEqual(0.9)
    },
  )

  it('is no detector of our own way of writing: of 240 ordinary messages by us it asks about hardly one', () => {
    expect(alarms(messages('other-eight.jsonl'))).toBeLessThanOrEqual(0.03)
  })

  it('learned none of the sentences it is measured by', () => {
    const { danger: kinds, perLine } = readDangerExamples(join(root, 'rules'))
    const random = seededRandom(DANGER_TRAINING.seed)
    const learned = new Set(
      Object.values(kinds).flatMap((lines) => lines.flatMap((line) => spread(line, perLine, random))),
    )
    const measured = ['danger-inside.jsonl', 'danger-inside-2.jsonl', 'danger-inside-2-held.jsonl'].flatMap(messages)
    const sentences = measured.flatMap(({ text }) => sentencesOf(text).map((sentence) => sentence.text))
    expect(sentences.filter((sentence) => learned.has(sentence))).toEqual([])
  })
})
