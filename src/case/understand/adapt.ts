import { createHash } from 'node:crypto'
import { asChat } from './chat.ts'
import { type CueRules, cueReader } from './cues.ts'
import type { LabelledRow } from './dataset.ts'
import { featureExtractor, weigh } from './features.ts'
import { raise, wordsShare } from './judge.ts'
import { trainLinear } from './linear.ts'
import { type Fitted, type ModelInfo, titledOrChat } from './model.ts'
import { groupNearDuplicates } from './near.ts'
import { pack, unpack } from './pack.ts'

/** A row of an office with the id of its matter, by which it is held back or learned. */
export interface OfficeRow extends LabelledRow {
  id: string
}

export interface AdaptSettings {
  c: number
  epochs: number
  seed: number
}

/** Chosen on messages of another city's board and on sentences of ours, five-fold; docs/model-card.md has the alternatives. */
export const ADAPTING: AdaptSettings = { c: 1.5, epochs: 6, seed: 1 }

/** One in five, by the id alone: a matter that is held back once is never learned from. */
const HELD_BACK = 256 / 5

const isHeldBack = (id: string): boolean => (createHash('sha256').update(id).digest()[0] as number) < HELD_BACK

/** The office's frozen set, and what may be learned: nothing that is nearly the same as something frozen. */
export function heldBack(rows: readonly OfficeRow[]): { frozen: OfficeRow[]; learned: OfficeRow[] } {
  const group = groupNearDuplicates(rows.map(({ text }) => text))
  const frozen = rows.filter(({ id }) => isHeldBack(id))
  const near = new Set(rows.flatMap(({ id }, i) => (isHeldBack(id) ? [group[i]] : [])))
  return { frozen, learned: rows.filter(({ id }, i) => !isHeldBack(id) && !near.has(group[i])) }
}

/**
 * The shipped weights, moved by an office's own matters as little as these ask for: what words, lift and weights together
 * already say needs no learning. Vocabulary and calibration stay; the frozen set says whether that holds.
 */
export function adapt(
  { info, fitted }: { info: ModelInfo; fitted: Fitted },
  rows: readonly LabelledRow[],
  cues: CueRules,
  settings: AdaptSettings,
): { packed: ReturnType<typeof pack>; fitted: Fitted } {
  const { classes, features, calibration } = info
  const extract = featureExtractor(features)
  const readCues = cueReader(cues)
  const vectors = rows.flatMap(({ label, ...message }) => {
    const said = titledOrChat(message) === 'titled' ? [message, asChat(message)] : [message]
    return said.map((form) => {
      const counts = extract(form)
      return {
        vector: weigh(counts, fitted.vocabulary, features.titleWeight),
        ...{ label: classes.indexOf(label), weight: 1 },
        offset: raise(wordsShare(info, readCues(form)), calibration[titledOrChat(form)].lift),
      }
    })
  })
  const { vocabulary, linear } = fitted
  const moved = trainLinear(vectors, classes.length, vocabulary.emphasis.length, settings, linear.weights)
  const packed = pack({ vocabulary, linear: moved })
  const read = unpack(packed.bytes, { ...packed, features })
  if (read === undefined) throw new Error('packed weights do not fit their own description')
  return { packed, fitted: read }
}
