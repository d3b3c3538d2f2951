import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classifier } from '../../../src/case/understand/classify.ts'
import type { CueRules } from '../../../src/case/understand/cues.ts'
import { crossValidate } from '../../../src/case/understand/evaluate.ts'
import {
  readModel,
  TRAINING,
  type TrainingSettings,
  trainModel,
  writeModel,
} from '../../../src/case/understand/index.ts'
import { marginsOf } from '../../../src/case/understand/model.ts'
import { seededRandom } from '../../../src/case/understand/random.ts'
import { stratifiedFolds } from '../../../src/case/understand/train.ts'

const SETTINGS: TrainingSettings = { ...TRAINING, features: { ...TRAINING.features, buckets: 4096 }, minDocs: 1 }
const NO_CUES: CueRules = {
  version: 'none',
  source: 'test',
  strongWeight: 3,
  plainWeight: 1,
  ignore: [],
  categories: { 甲: { strong: [], plain: [] }, 乙: { strong: [], plain: [] } },
}
const WORDS = { 甲: ['水管', '漏水', '停水', '水压', '水表'], 乙: ['公交', '线路', '站牌', '司机', '班次'] }

const random = seededRandom(7)
const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
const row = (label: '甲' | '乙') => ({
  label,
  title: `${pick(WORDS[label])}问题`,
  text: Array.from({ length: 8 }, () => pick([...WORDS[label], '请问', '我们', '希望', '尽快', '处理'])).join(''),
})
const ROWS = Array.from({ length: 80 }, (_, i) => row(i % 2 === 0 ? '甲' : '乙'))
const EXAMPLES = ['宽带断网了', '宽带很慢', '断网一天', '网速很慢', '断网没人修', '宽带没人修', '网速差', '断网'].map(
  (text) => ({
    label: '丙',
    text,
  }),
)
const MATERIAL = { rows: ROWS, examples: EXAMPLES, cues: NO_CUES }

describe('training', () => {
  it('separates two made-up classes on rows it has not seen', () => {
    const figures = crossValidate(MATERIAL, SETTINGS)
    expect(figures.n).toBe(ROWS.length)
    expect(figures.macro_f1).toBeGreaterThan(0.9)
    expect(figures.chat.accuracy).toBeGreaterThan(0.9)
  })

  it('learns a class from examples that no row has, and says so', () => {
    const { classes, byExample, fitted, calibration } = trainModel(MATERIAL, SETTINGS)
    const parts = { version: 'v', classes, byExample, features: SETTINGS.features, fitted, calibration, cues: NO_CUES }
    expect([classes, byExample]).toEqual([['乙', '甲', '丙'], ['丙']])
    expect(classifier(parts)({ text: '我家宽带又断网了' }).set).toContain('丙')
  })

  it('learns only what the words leave open', () => {
    const categories = { ...NO_CUES.categories, 甲: { strong: ['水管'], plain: [] } }
    const learned = (cues: CueRules) => {
      const { classes, fitted } = trainModel({ ...MATERIAL, cues }, SETTINGS)
      return marginsOf(fitted, SETTINGS.features)({ text: '水管' }).margins[classes.indexOf('甲')] ?? 0
    }
    expect(learned({ ...NO_CUES, categories })).toBeLessThan(learned(NO_CUES))
  })

  it('gives the same bytes for the same rows and seed, and others for another seed', () => {
    const bytes = (seed: number) => Buffer.from(trainModel(MATERIAL, { ...SETTINGS, seed }).packed.bytes)
    expect(bytes(1).equals(bytes(1))).toBe(true)
    expect(bytes(1).equals(bytes(2))).toBe(false)
  })

  it('says after writing and reading exactly what it said before', () => {
    const dir = mkdtempSync(join(tmpdir(), 'model-'))
    const { classes, byExample, packed, fitted, calibration } = trainModel(MATERIAL, SETTINGS)
    const { bytes, ...scales } = packed
    const training = {
      source: 't',
      rows: 80,
      sha256: '',
      date: '',
      seed: 1,
      c: 1,
      epochs: 1,
      wordsVersion: '',
      examplesVersion: '',
    }
    const features = SETTINGS.features
    writeModel(dir, bytes, { classes, byExample, features, ...scales, calibration, coverage: 0.95, training })
    const read = readModel(dir)
    rmSync(dir, { recursive: true })
    const parts = { version: 'v', classes, byExample, features, calibration, cues: NO_CUES }
    const before = classifier({ ...parts, fitted })
    const after = classifier({ ...parts, fitted: read.fitted, calibration: read.info.calibration })
    for (const { text, title } of ROWS) expect(after({ text, title })).toEqual(before({ text, title }))
  })

  it('keeps near-duplicates in one fold and the classes in equal shares', () => {
    const twins = ROWS.flatMap((one) => [one, { ...one, text: `${one.text}谢谢` }])
    const fold = stratifiedFolds(twins, 5, 1)
    for (let i = 0; i < twins.length; i += 2) expect(fold[i]).toBe(fold[i + 1])
    for (let part = 0; part < 5; part += 1) {
      const members = twins.filter((_, i) => fold[i] === part)
      expect(members.filter(({ label }) => label === '甲').length).toBe(members.length / 2)
    }
  })
})
