import { calibrate, type HeldOut } from './calibrate.ts'
import { asChat } from './chat.ts'
import { type CueRules, cueReader } from './cues.ts'
import type { LabelledRow } from './dataset.ts'
import { type Counts, featureExtractor, weigh } from './features.ts'
import { blend, type Calibration } from './judge.ts'
import { trainLinear } from './linear.ts'
import { type Fitted, type ModelInfo, marginsOf, titledOrChat } from './model.ts'
import { groupNearDuplicates } from './near.ts'
import { pack, unpack } from './pack.ts'
import { seededRandom, shuffled } from './random.ts'
import type { Category, Message } from './types.ts'
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
  features: { buckets: 1_048_576, minGram: 1, maxGram: 3, titleWeight: 1, maxChars: 1500 },
  c: 1.5,
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
  return { classes, byExample, fitted, packed, calibration: heldOutCalibration(corpus, material, settings) }
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

/** One message as it may be said: each row as a matter with a title, and as the same words in chat. */
interface Item {
  label: number
  weight: number
  forms: { message: Message; counts: Counts }[]
  /** The part in which it is held out. */
  part: number
  example: boolean
}

interface Corpus {
  classes: Category[]
  byExample: Category[]
  items: Item[]
}

function prepare({ rows, examples }: Material, settings: TrainingSettings): Corpus {
  const named = new Set(rows.map((row) => row.label))
  const byExample = [...new Set(examples.map((row) => row.label))].filter((label) => !named.has(label)).sort()
  const classes = [...[...named].sort(), ...byExample]
  const extract = featureExtractor(settings.features)
  const parts = stratifiedFolds(rows, settings.innerFolds, settings.seed + 1)
  const item = (row: LabelledRow, part: number, weight: number, example: boolean): Item => {
    const { label, ...message } = row
    const said = titledOrChat(message) === 'titled' ? [message, asChat(message)] : [message]
    const forms = said.map((form) => ({ message: form, counts: extract(form) }))
    return { label: classes.indexOf(label), weight, forms, part, example }
  }
  const { alone, beside } = settings.exampleWeight
  return {
    classes,
    byExample,
    items: [
      ...rows.map((row, i) => item(row, parts[i] as number, 1, false)),
      ...examples.map((row, i) => item(row, i % settings.innerFolds, named.has(row.label) ? beside : alone, true)),
    ],
  }
}

/** Learned with its title apart and as chat: trained on one form alone the other loses 0.01 to 0.03 macro-F1. */
function fitWeights({ classes, items }: Corpus, settings: TrainingSettings, seen: (item: Item) => boolean): Fitted {
  const { features, minDocs, c, epochs, seed } = settings
  const members = items.filter(seen)
  const titled = members.map(({ forms }) => (forms[0] as Item['forms'][0]).counts)
  const vocabulary = vocabularyOf(titled, features.buckets, minDocs)
  const rows = members.flatMap(({ forms, label, weight }) =>
    forms.map(({ counts }) => ({ vector: weigh(counts, vocabulary, features.titleWeight), label, weight })),
  )
  const linear = trainLinear(rows, classes.length, vocabulary.idf.length, { c, epochs, seed })
  return { vocabulary, linear }
}

function heldOutCalibration(corpus: Corpus, { cues }: Material, settings: TrainingSettings): Trained['calibration'] {
  const { classes, byExample, items } = corpus
  const heldOut: Record<'titled' | 'chat' | 'examples', HeldOut[]> = { titled: [], chat: [], examples: [] }
  const readCues = cueReader(cues)
  for (let part = 0; part < settings.innerFolds; part += 1) {
    const score = marginsOf(
      fitWeights(corpus, settings, (item) => item.part !== part),
      settings.features,
    )
    for (const { forms, label, example } of items.filter((item) => item.part === part)) {
      for (const { message } of forms) {
        const blended = blend(corpus, { ...score(message), cues: readCues(message) })
        if (!example) heldOut[titledOrChat(message)].push({ blended, truth: label })
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
