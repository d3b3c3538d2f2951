import { describe, expect, it } from 'vitest'
import { calibrate } from '../../../src/case/understand/calibrate.ts'
import { cueReader } from '../../../src/case/understand/cues.ts'
import { featureExtractor, weigh } from '../../../src/case/understand/features.ts'
import { judge, softmax } from '../../../src/case/understand/judge.ts'
import { classScores, meanInterval95, quantile } from '../../../src/case/understand/metrics.ts'
import { groupNearDuplicates } from '../../../src/case/understand/near.ts'
import { normalise, PLACE } from '../../../src/case/understand/normalise.ts'
import { pack, unpack } from '../../../src/case/understand/pack.ts'
import { seededRandom } from '../../../src/case/understand/random.ts'
import { numbered, vocabularyOf } from '../../../src/case/understand/vocabulary.ts'

const FEATURES = { buckets: 512, minGram: 1, maxGram: 3, titleWeight: 1, maxChars: 100 }

describe('normalise', () => {
  it.each([
    ['Ａ市', PLACE],
    ['西地省B7县的路', `${PLACE}的路`],
    ['杭州市的路', `${PLACE}的路`],
    ['超市', '超市'],
    ['  拖欠３００元！！https://a.b/c ', '拖欠0元'],
  ])('%j becomes %j', (written, read) => {
    expect(normalise(written)).toBe(read)
  })
})

describe('features', () => {
  it('count the same message alike, whatever was counted before', () => {
    const extract = featureExtractor(FEATURES)
    const first = extract({ text: '路灯坏了' })
    extract({ text: '学校补课', title: '补课' })
    expect(extract({ text: '路灯坏了' })).toEqual(first)
  })

  it('keep the title in buckets of its own', () => {
    const { text, title } = featureExtractor({ ...FEATURES, buckets: 1_000_000 })({ text: '坏了', title: '路灯' })
    expect([...title.index].some((bucket) => text.index.includes(bucket))).toBe(false)
  })

  it('spread over all buckets', () => {
    const random = seededRandom(3)
    const text = Array.from({ length: 100 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 5000))).join('')
    const { index } = featureExtractor({ ...FEATURES, buckets: 10 })({ text }).text
    expect([...index].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})

describe('the vocabulary', () => {
  const extract = featureExtractor(FEATURES)
  const rows = ['路灯坏了', '路灯不亮', '学校补课'].map((text, i) => ({
    counts: extract({ text }),
    label: i < 2 ? 0 : 1,
  }))
  const known = (minDocs: number) => vocabularyOf(rows, { buckets: FEATURES.buckets, classes: 2, minDocs })

  it('numbers the buckets seen in enough rows, one after another, and no others', () => {
    const { slots, emphasis } = known(2)
    expect([...slots].filter((slot) => slot >= 0)).toEqual([...emphasis.keys()])
    expect(emphasis.length).toBeLessThan(known(1).emphasis.length)
  })

  it('leaves what it does not know out of a message, and gives the rest length 1', () => {
    const vocabulary = known(2)
    const [lamp, , school] = rows.map(({ counts }) => weigh(counts, vocabulary, 1))
    expect([...(lamp?.index ?? [])].every((slot) => slot < vocabulary.emphasis.length)).toBe(true)
    expect(Math.hypot(...(lamp?.value ?? []))).toBeCloseTo(1, 5)
    expect(school?.index.length).toBe(0)
  })

  it('lets words speak up that one class has to itself, and hushes those that all classes share', () => {
    const said = ['请修灯', '请修灯', '请补课', '请补课', '有灯吗', '有课吗'].map((text) => ({
      counts: extract({ text }),
      label: text.includes('灯') ? 0 : 1,
    }))
    const { slots, emphasis } = vocabularyOf(said, { buckets: FEATURES.buckets, classes: 2, minDocs: 1 })
    const loudness = (word: string): number => {
      const slot = slots[extract({ text: word }).text.index[0] ?? 0] ?? 0
      return emphasis[slot] ?? 0
    }
    expect(loudness('灯')).toBeGreaterThan(0)
    expect(loudness('请')).toBeCloseTo(0, 6)
  })
})

describe('packing', () => {
  const random = seededRandom(5)
  const kept = Array.from({ length: 512 }, (_, i) => i).filter((i) => i % 3 === 1)
  const emphasis = Float32Array.from(kept, () => random() * 7)
  const weights = Float32Array.from({ length: kept.length * 3 }, () => (random() - 0.5) * 4)
  const vocabulary = { slots: numbered(kept, 512), emphasis }
  const packed = pack({ vocabulary, linear: { classes: 3, weights } })

  it('keeps the vocabulary, and every weight within half a step of its class', () => {
    const back = unpack(packed.bytes, { ...packed, features: FEATURES })
    expect(back?.vocabulary.slots).toEqual(vocabulary.slots)
    back?.linear.weights.forEach((w, i) => {
      const step = packed.weightScales[i % 3] ?? 0
      expect(Math.abs(w - (weights[i] ?? 0))).toBeLessThanOrEqual(step / 2 + 1e-6)
    })
  })

  it('refuses bytes of another size', () => {
    expect(unpack(packed.bytes.slice(1), { ...packed, features: FEATURES })).toBeUndefined()
    expect(unpack(packed.bytes.slice(0, 3), { ...packed, features: FEATURES })).toBeUndefined()
  })
})

const PROMISE = { coverage: 0.9, byExample: false }

describe('calibration', () => {
  it('lifts a class known by examples until it comes first in three rows of a hundred', () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ truth: 0, blended: [1 + i / 100, 0] }))
    const { lift } = calibrate(rows, [], [PROMISE, { coverage: 0.8, byExample: true }])
    expect(lift).toEqual([0, 1.03])
  })

  it('covers each class as promised on rows drawn alike', () => {
    const random = seededRandom(11)
    const draw = () => {
      const truth = random() < 0.8 ? 0 : 1
      const lean = (truth === 0 ? 0.4 : -0.4) + random() * 2 - 1
      return { truth, blended: [lean, -lean] }
    }
    const { temperature, thresholds } = calibrate(Array.from({ length: 4000 }, draw), [], [PROMISE, PROMISE])
    for (const k of [0, 1]) {
      const fresh = Array.from({ length: 8000 }, draw).filter(({ truth }) => truth === k)
      const inside = fresh.filter((row) => (softmax(row.blended, temperature)[k] ?? 0) >= (thresholds[k] ?? 1))
      expect(inside.length / fresh.length).toBeGreaterThan(0.87)
      expect(inside.length / fresh.length).toBeLessThan(0.93)
    }
  })

  it('lets a class in always when it has too few rows to promise anything', () => {
    expect(calibrate([{ truth: 0, blended: [1, 0] }], [], [PROMISE, PROMISE]).thresholds).toEqual([0, 0])
  })
})

describe('judge', () => {
  const known = { classes: ['甲', '乙', '丙'], byExample: ['丙'] }
  const calibration = { lift: [0, 0, 0.5], temperature: 0.25, thresholds: [0.2, 0.2, 0.2], floor: -0.3 }
  const say = (margins: number[], cues: { category: string; strength: number; words: string[] }[], readable = 20) =>
    judge('m', known, calibration, { margins: Float32Array.from(margins), cues, readable })
  const words = (category: string, strength: number) => [{ category, strength, words: ['x'] }]

  it('names one class when the weights are sure of it and a word of it was said', () => {
    expect(say([1.2, -1, -2], words('甲', 3))).toMatchObject({ set: ['甲'], unsure: false })
  })

  it('adds the second when no word speaks for a class that is not quite certain', () => {
    expect(say([0.4, -0.6, -2], []).set).toEqual(['甲', '乙'])
  })

  it('names both when they are equally likely', () => {
    expect(new Set(say([0.3, 0.3, -2], []).set)).toEqual(new Set(['甲', '乙']))
  })

  it('gives a class known by examples its lift', () => {
    expect(say([0, -1, 0.1], []).set[0]).toBe('丙')
    expect(say([0.5, -1, 0.1], []).set[0]).toBe('甲')
  })

  it('lets words lead to a class known by examples when the weights lean elsewhere', () => {
    expect(say([0, -1, -0.6], []).set[0]).toBe('甲')
    expect(say([0, -1, -0.6], words('丙', 9)).set[0]).toBe('丙')
  })

  it('is unsure, with the likeliest three, when words are all there is and they are weak', () => {
    expect(say([-0.9, -0.9, -1.5], words('丙', 0.5))).toMatchObject({ unsure: true, set: { length: 3 } })
  })

  it('is unsure, with nothing, when neither weights nor words say anything', () => {
    expect(say([-0.9, -0.9, -1.5], [])).toMatchObject({ unsure: true, set: [] })
    expect(say([1.2, -1, -2], words('甲', 3), 1)).toMatchObject({ unsure: true, set: [] })
  })
})

describe('cues', () => {
  const read = cueReader({
    version: '1',
    source: 'test',
    strongWeight: 3,
    plainWeight: 1,
    ignore: ['法院路'],
    categories: { 政法: { strong: ['法院'], plain: ['案'] }, 环保: { strong: ['臭'], plain: [] } },
  })

  it('count a word once however often it is said, white space or full width notwithstanding', () => {
    expect(read({ text: '法 院，法院' })).toEqual([{ category: '政法', strength: 3, words: ['法院'] }])
  })

  it('pass over a phrase that only contains the word', () => {
    expect(read({ text: '法院路很臭' }).map((cue) => cue.category)).toEqual(['环保'])
  })

  it('weigh more in a title and less in a long text', () => {
    const strength = (message: { text: string; title?: string }) => read(message)[0]?.strength ?? 0
    expect(strength({ text: '', title: '法院' })).toBeGreaterThan(strength({ text: '法院' }))
    expect(strength({ text: `法院${'的'.repeat(600)}` })).toBeLessThan(strength({ text: '法院' }))
  })
})

describe('near-duplicates', () => {
  it('are found when a sentence is added, not when only the subject is shared', () => {
    const base = '小区北门的路灯已经坏了两个多月，晚上一片漆黑，老人小孩出行很不安全，请尽快派人来维修'
    const groups = groupNearDuplicates([
      base,
      `您好！${base}。`,
      '小区南门的垃圾桶已经满了三天没有人来清理，夏天味道很大',
    ])
    expect(groups[0]).toBe(groups[1])
    expect(groups[2]).not.toBe(groups[0])
  })
})

describe('metrics', () => {
  it('give the textbook figures', () => {
    const scores = classScores(['a', 'a', 'a', 'b'], ['a', 'a', 'b', 'b'])
    expect(scores.get('a')).toEqual({ n: 3, precision: 1, recall: 0.6667, f1: 0.8 })
    expect(scores.get('b')).toEqual({ n: 1, precision: 0.5, recall: 1, f1: 0.6667 })
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3)
    expect(meanInterval95([1, 2, 3, 4, 5])).toEqual([1.0371, 4.9629])
  })
})
