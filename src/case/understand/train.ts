import { calibrate, type HeldOut } from './calibrate.ts'
import { asChat } from './chat.ts'
import { type CueRules, cueReader } from './cues.ts'
import type { LabelledRow } from './dataset.ts'
import { type Counts, featureExtractor, weigh } from './features.ts'
import { type Calibration, raise, wordsShare } from './judge.ts'
import { scoreInto, trainLinear } from './linear.ts'
import { type Fitted, type ModelInfo, titledOrChat } from './model.ts'
import { groupNearDuplicates } from './near.ts'
import { pack, unpack } from './pack.ts'
import { seededRandom, shuffled } from './random.ts'
import type { Category } from './types.ts'
import { vocabularyOf } from './vocabulary.ts'

export interface TrainingSettings {
  features: ModelInfo['features']
  c: number
  epochs: number
  /** Buckets seen in fewer rows carry no weight. */
  minDocs: number
  /** Promised share of messages whose true class is in the set. */
  coverage: number
  /** The same for classes that have examples only: their few, plain sentences cannot carry a higher promise. */
  exampleCoverage: number
  /** How many rows one example counts for, in classes without and with rows of their own. */
  exampleWeight: { alone: number; beside: number }
  /** Rows are scored by weights that have not seen them in this many parts, to calibrate honestly. */
  innerFolds: number
  seed: number
}

/** Chosen by five-fold cross-validation on the training rows; docs/model-card.md has the alternatives' figures. */
export const TRAINING: TrainingSettings = {
  features: { buckets: 1_048_576, minGram: 1, maxGram: 3, titleWeight: 1.3, maxChars: 1500 },
  c: 1,
  epochs: 6,
  minDocs: 3,
  coverage: 0.95,
  exampleCoverage: 0.8,
  exampleWeight: { alone: 5, beside: 3 },
  innerFolds: 4,
  seed: 1,
}

/** What is learned from: rows of citizens, examples of ours, and the words that stand beside both. */
export interface Material {
  rows: readonly LabelledRow[]
  examples: readonly LabelledRow[]
  cues: CueRules
}

export interface Trained {
  classes: Category[]
  /** Those of `classes` that no row names. */
  byExample: Category[]
  fitted: Fitted
  packed: ReturnType<typeof pack>
  calibration: { titled: Calibration; chat: Calibration }
}

/** Weights on all rows, calibrated on rows held out in turn, rounded to bytes as they will ship. */
export function trainModel(material: Material, settings: TrainingSettings): Trained {
  const corpus = prepare(material, settings)
  const packed = pack(fitWeights(corpus, settings, () => true))
  const fitted = unpack(packed.bytes, { ...packed, features: settings.features })
  if (fitted === undefined) throw new Error('packed weights do not fit their own description')
  const { classes, byExample } = corpus
  return { classes, byExample, fitted, packed, calibration: heldOutCalibration(corpus, settings) }
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

interface Form {
  how: 'titled' | 'chat'
  counts: Counts
  /** What its words add to the margins. */
  words: number[]
}

/** One message as it may be said: each row as a matter with a title, and as the same words in chat. */
interface Item {
  label: number
  weight: number
  forms: Form[]
  /** The part in which it is held out. */
  part: number
  example: boolean
}

interface Corpus {
  classes: Category[]
  byExample: Category[]
  items: Item[]
}

function prepare({ rows, examples, cues }: Material, settings: TrainingSettings): Corpus {
  const named = new Set(rows.map((row) => row.label))
  const byExample = [...new Set(examples.map((row) => row.label))].filter((label) => !named.has(label)).sort()
  const classes = [...[...named].sort(), ...byExample]
  const known = { classes, byExample }
  const extract = featureExtractor(settings.features)
  const readCues = cueReader(cues)
  const parts = stratifiedFolds(rows, settings.innerFolds, settings.seed + 1)
  const item = (row: LabelledRow, part: number, weight: number, example: boolean): Item => {
    const { label, ...message } = row
    const said = titledOrChat(message) === 'titled' ? [message, asChat(message)] : [message]
    const forms = said.map((form) => ({
      how: titledOrChat(form),
      counts: extract(form),
      words: wordsShare(known, readCues(form)),
    }))
    return { label: classes.indexOf(label), weight, forms, part, example }
  }
  const { alone, beside } = settings.exampleWeight
  return {
    ...known,
    items: [
      ...rows.map((row, i) => item(row, parts[i] as number, 1, false)),
      ...examples.map((row, i) => item(row, i % settings.innerFolds, named.has(row.label) ? beside : alone, true)),
    ],
  }
}

/** Learned with its title apart and as chat: trained on one form alone the other loses 0.01 to 0.03 macro-F1. */
function fitWeights(
  { classes, byExample, items }: Corpus,
  settings: TrainingSettings,
  seen: (item: Item) => boolean,
): Fitted {
  const { features, minDocs, c, epochs, seed } = settings
  const members = items.filter(seen)
  const titled = members.map(({ forms, label }) => ({ counts: (forms[0] as Form).counts, label }))
  const sizes = { buckets: features.buckets, classes: classes.length, minDocs }
  const vocabulary = vocabularyOf(titled, sizes)
  const rows = members.flatMap(({ forms, label, weight }) =>
    forms.map(({ counts, words }) => {
      const vector = weigh(counts, vocabulary, features.titleWeight)
      // Few examples need all that they can teach; where rows teach, what words say already need not be learned.
      const offset = words.map((share, k) => (byExample.includes(classes[k] as Category) ? 0 : share))
      return { vector, label, weight, offset }
    }),
  )
  const linear = trainLinear(rows, classes.length, vocabulary.emphasis.length, { c, epochs, seed })
  return { vocabulary, linear }
}

function heldOutCalibration(corpus: Corpus, settings: TrainingSettings): Trained['calibration'] {
  const { classes, byExample, items } = corpus
  const heldOut: Record<'titled' | 'chat' | 'examples', HeldOut[]> = { titled: [], chat: [], examples: [] }
  const margins = new Float32Array(classes.length)
  for (let part = 0; part < settings.innerFolds; part += 1) {
    const { vocabulary, linear } = fitWeights(corpus, settings, (item) => item.part !== part)
    for (const { forms, label, example } of items.filter((item) => item.part === part)) {
      for (const { how, counts, words } of forms) {
        scoreInto(linear, weigh(counts, vocabulary, settings.features.titleWeight), margins)
        const blended = raise(words, margins)
        if (!example) heldOut[how].push({ blended, truth: label })
        else if (byExample.includes(classes[label] as Category)) heldOut.examples.push({ blended, truth: label })
      }
    }
  }
  const promises = classes.map((name) =>
    byExample.includes(name)
      ? { coverage: settings.exampleCoverage, byExample: true }
      : { coverage: settings.coverage, byExample: false },
  )
  const chat = calibrate(heldOut.chat, heldOut.examples, promises)
  const titled = heldOut.titled.length > 0 ? calibrate(heldOut.titled, heldOut.examples, promises) : chat
  return { titled, chat }
}
