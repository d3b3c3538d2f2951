import { calibrate, type HeldOut } from './calibrate.ts'
import { type CueRules, cueReader } from './cues.ts'
import { asChat, type LabelledRow } from './dataset.ts'
import { type Counts, featureExtractor, inverseFrequency, weigh } from './features.ts'
import { blend, type Calibration } from './judge.ts'
import { trainLinear } from './linear.ts'
import { type Fitted, type ModelInfo, marginsOf, titledOrChat } from './model.ts'
import { groupNearDuplicates } from './near.ts'
import { pack, unpack } from './pack.ts'
import { seededRandom, shuffled } from './random.ts'
import type { Category } from './types.ts'

export interface TrainingSettings {
  features: ModelInfo['features']
  c: number
  epochs: number
  /** Buckets seen in fewer rows carry no weight. */
  minDocs: number
  /** Promised share of messages whose true class is in the set. */
  coverage: number
  /** Rows are scored by weights that have not seen them in this many parts, to calibrate honestly. */
  innerFolds: number
  seed: number
}

/** Chosen by five-fold cross-validation on the training rows; docs/model-card.md has the alternatives' figures. */
export const TRAINING: TrainingSettings = {
  features: { buckets: 300_000, minGram: 1, maxGram: 3, titleWeight: 1, maxChars: 1500 },
  c: 1.5,
  epochs: 6,
  minDocs: 3,
  coverage: 0.95,
  innerFolds: 4,
  seed: 1,
}

export interface Trained {
  classes: Category[]
  fitted: Fitted
  packed: ReturnType<typeof pack>
  calibration: { titled: Calibration; chat: Calibration }
}

/** Weights on all rows, calibrated on rows held out in turn, rounded to bytes as they will ship. */
export function trainModel(rows: readonly LabelledRow[], cues: CueRules, settings: TrainingSettings): Trained {
  const classes = [...new Set(rows.map((row) => row.label))].sort()
  const corpus = prepare(rows, classes, settings)
  const all = rows.map((_, i) => i)
  const packed = pack(fitWeights(corpus, all, settings))
  const fitted = unpack(packed.bytes, { ...packed, features: settings.features })
  if (fitted === undefined) throw new Error('packed weights do not fit their own description')
  return { classes, fitted, packed, calibration: heldOutCalibration(corpus, cues, settings) }
}

/** Folds of equal class shares; near-duplicates stay in one fold. */
export function stratifiedFolds(rows: readonly LabelledRow[], folds: number, seed: number): Int32Array {
  const groups = groupNearDuplicates(rows.map((row) => `${row.title ?? ''} ${row.text}`))
  const foldOfGroup = new Map<number, number>()
  const dealt = new Map<Category, number>()
  const fold = new Int32Array(rows.length)
  for (const i of shuffled(rows.length, seededRandom(seed))) {
    const group = groups[i] as number
    const { label } = rows[i] as LabelledRow
    const turn = dealt.get(label) ?? 0
    const known = foldOfGroup.get(group)
    fold[i] = known ?? turn % folds
    if (known === undefined) dealt.set(label, turn + 1)
    foldOfGroup.set(group, fold[i] as number)
  }
  return fold
}

interface Corpus {
  rows: readonly LabelledRow[]
  classes: readonly Category[]
  labels: Int32Array
  /** As a matter with a title, and as the same words said in chat. */
  titled: Counts[]
  chat: Counts[]
}

function prepare(rows: readonly LabelledRow[], classes: readonly Category[], settings: TrainingSettings): Corpus {
  const extract = featureExtractor(settings.features)
  return {
    rows,
    classes,
    labels: Int32Array.from(rows, (row) => classes.indexOf(row.label)),
    titled: rows.map((row) => extract(row)),
    chat: rows.map((row) => extract(asChat(row))),
  }
}

/** Every row twice, with its title apart and as chat: trained on one form alone the other loses 0.01 to 0.02 macro-F1. */
function fitWeights(corpus: Corpus, members: readonly number[], settings: TrainingSettings): Fitted {
  const { features, minDocs, c, epochs, seed } = settings
  const titled = members.map((i) => corpus.titled[i] as Counts)
  const chat = members.map((i) => corpus.chat[i] as Counts)
  const idf = inverseFrequency(titled, features.buckets, minDocs)
  const vectors = [...titled, ...chat].map((counts) => weigh(counts, idf, features.titleWeight))
  const labels = Int32Array.from([...members, ...members], (i) => corpus.labels[i] as number)
  const linear = trainLinear(vectors, labels, corpus.classes.length, features.buckets, { c, epochs, seed })
  return { idf, linear }
}

function heldOutCalibration(corpus: Corpus, cues: CueRules, settings: TrainingSettings): Trained['calibration'] {
  const fold = stratifiedFolds(corpus.rows, settings.innerFolds, settings.seed + 1)
  const heldOut: Record<'titled' | 'chat', HeldOut[]> = { titled: [], chat: [] }
  const readCues = cueReader(cues)
  const all = corpus.rows.map((_, i) => i)
  for (let part = 0; part < settings.innerFolds; part += 1) {
    const seen = all.filter((i) => fold[i] !== part)
    const score = marginsOf(fitWeights(corpus, seen, settings), settings.features)
    for (const i of all.filter((row) => fold[row] === part)) {
      const row = corpus.rows[i] as LabelledRow
      const forms = titledOrChat(row) === 'titled' ? [row, asChat(row)] : [row]
      for (const message of forms) {
        const blended = blend(corpus.classes, { ...score(message), cues: readCues(message) })
        heldOut[titledOrChat(message)].push({ blended, truth: corpus.labels[i] as number })
      }
    }
  }
  const classes = corpus.classes.length
  const chat = calibrate(heldOut.chat, classes, settings.coverage)
  const titled = heldOut.titled.length > 0 ? calibrate(heldOut.titled, classes, settings.coverage) : chat
  return { titled, chat }
}
