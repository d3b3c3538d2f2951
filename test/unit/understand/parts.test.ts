import { describe, expect, it } from 'vitest'
import { calibrate } from '../../../src/case/understand/calibrate.ts'
import { cueReader } from '../../../src/case/understand/cues.ts'
import { featureExtractor } from '../../../src/case/understand/features.ts'
import { judge, softmax } from '../../../src/case/understand/judge.ts'
import { classScores, meanInterval95, quantile } from '../../../src/case/understand/metrics.ts'
import { groupNearDuplicates } from '../../../src/case/understand/near.ts'
import { normalise, PLACE } from '../../../src/case/understand/normalise.ts'
import { pack, unpack } from '../../../src/case/understand/pack.ts'
import { seededRandom } from '../../../src/case/understand/random.ts'

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

describe('packing', () => {
  it('keeps every weight within half a step of its class', () => {
    const random = seededRandom(5)
    const weights = Float32Array.from({ length: 512 * 3 }, () => (random() - 0.5) * 4)
    const idf = Float32Array.from({ length: 512 }, () => random() * 7)
    const packed = pack({ idf, linear: { classes: 3, weights, bias: Float32Array.of(-1, 0.5, 0) } })
    const back = unpack(packed.bytes, { ...packed, features: FEATURES })
    expect(back?.linear.bias).toEqual(Float32Array.of(-1, 0.5, 0))
    back?.linear.weights.forEach((w, i) => {
      const step = packed.weightScales[i % 3] ?? 0
      expect(Math.abs(w - (weights[i] ?? 0))).toBeLessThanOrEqual(step / 2 + 1e-6)
    })
  })

  it('refuses bytes of another size', () => {
    const linear = { classes: 3, weights: new Float32Array(512 * 3), bias: new Float32Array(3) }
    const packed = pack({ idf: new Float32Array(512), linear })
    expect(unpack(packed.bytes.slice(1), { ...packed, features: FEATURES })).toBeUndefined()
  })
})

describe('calibration', () => {
  it('covers each class as promised on rows drawn alike', () => {
    const random = seededRandom(11)
    const draw = () => {
      const truth = random() < 0.8 ? 0 : 1
      const lean = (truth === 0 ? 0.4 : -0.4) + random() * 2 - 1
      return { truth, blended: [lean, -lean] }
    }
    const { temperature, thresholds } = calibrate(Array.from({ length: 4000 }, draw), 2, 0.9)
    for (const k of [0, 1]) {
      const fresh = Array.from({ length: 8000 }, draw).filter(({ truth }) => truth === k)
      const inside = fresh.filter((row) => (softmax(row.blended, temperature)[k] ?? 0) >= (thresholds[k] ?? 1))
      expect(inside.length / fresh.length).toBeGreaterThan(0.87)
      expect(inside.length / fresh.length).toBeLessThan(0.93)
    }
  })

  it('lets a class in always when it has too few rows to promise anything', () => {
    expect(calibrate([{ truth: 0, blended: [1, 0] }], 2, 0.95).thresholds).toEqual([0, 0])
  })
})

describe('judge', () => {
  const calibration = { temperature: 0.25, thresholds: [0.4, 0.4], floor: -0.3 }
  const say = (margins: number[], cues: { category: string; strength: number; words: string[] }[], readable = 20) =>
    judge('m', ['甲', '乙', '丙'], ['甲', '乙'], calibration, { margins: Float32Array.from(margins), cues, readable })
  const words = (category: string, strength: number) => [{ category, strength, words: ['x'] }]

  it('names one class when the weights are sure of it', () => {
    expect(say([1.2, -1], words('甲', 3))).toMatchObject({ set: ['甲'], unsure: false })
  })

  it('names both when they are equally likely', () => {
    expect(new Set(say([0.1, 0.1], []).set)).toEqual(new Set(['甲', '乙']))
  })

  it('puts a category known by words ahead when its words are strong and the weights are not', () => {
    expect(say([-0.2, -0.9], words('丙', 9)).set[0]).toBe('丙')
  })

  it('lets strong words go first when the best learned class is only a little likelier', () => {
    expect(say([0.06, -0.05], words('丙', 6)).set[0]).toBe('丙')
  })

  it('keeps it in the set, behind, when the weights lean elsewhere', () => {
    expect(say([0.5, -1], words('丙', 9)).set).toEqual(['甲', '丙'])
  })

  it('is unsure, with the likeliest three, when words are all there is and they are weak', () => {
    expect(say([-0.9, -0.9], words('丙', 0.5))).toMatchObject({ unsure: true, set: { length: 3 } })
  })

  it('is unsure, with nothing, when neither weights nor words say anything', () => {
    expect(say([-0.9, -0.9], [])).toMatchObject({ unsure: true, set: [] })
    expect(say([1.2, -1], words('甲', 3), 1)).toMatchObject({ unsure: true, set: [] })
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
