import { join } from 'node:path'
import { ADAPTING, adapt, heldBack, type OfficeRow } from './adapt.ts'
import { asChat } from './chat.ts'
import { classifier } from './classify.ts'
import type { LabelledRow } from './dataset.ts'
import { type Answer, type ClassifyReport, report } from './evaluate.ts'
import { mean, round } from './metrics.ts'
import type { ModelInfo } from './model.ts'
import { readCueRules, readModel, writeModel } from './store.ts'
import { stratifiedFolds } from './train.ts'
import type { Classification, Message } from './types.ts'

type Classify = (message: Message) => Classification

/** Fewer say nothing: one matter of thirty is three points of accuracy. */
export const FEWEST = { learned: 60, frozen: 30 }

export const FIGURES = [
  'macro_f1_open',
  'accuracy_open',
  'top2_open',
  'coverage',
  'lone_right',
  'abstained',
  'set_size_mean',
] as const
type FigureName = (typeof FIGURES)[number]
/** Those of every report, and how many of the lone answers are right. */
export type Figures = Pick<ClassifyReport, Exclude<FigureName, 'lone_right'>> & { lone_right: number }

/** What an office's decisions make of the shipped model, beside the one in use, on the office's frozen set. */
export interface Candidate {
  learned: number
  frozen: number
  inUse: Figures
  candidate: Figures
  /** Right more often over all categories, and its lone answers are right no less often. */
  better: boolean
  /** The shipped model that it rests on. */
  base: string
  /** Writes it where the service looks first. */
  install(modelDir: string, date: string): ModelInfo
}

/** `tooFew`: not enough to learn from or to hold back. Always from the shipped weights, so that nothing taken back stays in them. */
export function candidateFrom(
  rulesDir: string,
  rows: readonly OfficeRow[],
  inUse: Classify,
): Candidate | { learned: number; frozen: number; tooFew: true } {
  const shipped = readModel(join(rulesDir, 'models'))
  const cues = readCueRules(rulesDir)
  const { frozen, learned } = heldBack(rows.filter(({ label }) => shipped.info.classes.includes(label)))
  const counts = { learned: learned.length, frozen: frozen.length }
  if (counts.learned < FEWEST.learned || counts.frozen < FEWEST.frozen) return { ...counts, tooFew: true }
  const { packed, fitted } = adapt(shipped, learned, cues, ADAPTING)
  const { format: _, version: base, ...info } = shipped.info
  const fresh = classifier({ version: 'candidate', ...info, fitted, cues })
  const figures = { inUse: figuresOn(frozen, inUse), candidate: figuresOn(frozen, fresh) }
  return {
    ...{ ...counts, ...figures, base },
    better: isBetter(figures.candidate, figures.inUse),
    install(modelDir, date) {
      const { bytes, ...scales } = packed
      return writeModel(modelDir, bytes, { ...info, ...scales, office: { base, matters: learned.length, date } })
    },
  }
}

export const isBetter = (candidate: Figures, inUse: Figures): boolean =>
  candidate.macro_f1_open > inUse.macro_f1_open && candidate.lone_right >= inUse.lone_right

/** What decided matters would teach: each row by the shipped weights, and by those that learned from the other folds. */
export function crossLearn(
  rulesDir: string,
  rows: readonly LabelledRow[],
  folds = 5,
): { n: number; shipped: Figures; taught: Figures } {
  const model = readModel(join(rulesDir, 'models'))
  const cues = readCueRules(rulesDir)
  const known = rows
    .filter(({ label }) => model.info.classes.includes(label))
    .map((row) => ({ ...row, ...asChat(row) }))
  const fold = stratifiedFolds(known, folds, ADAPTING.seed)
  const shipped = classifier({ ...model.info, fitted: model.fitted, cues })
  const taught = Array.from({ length: folds }, (_, part) => {
    const learned = known.filter((_, i) => fold[i] !== part)
    return classifier({ ...model.info, fitted: adapt(model, learned, cues, ADAPTING).fitted, cues })
  })
  const answers = (classify: (i: number) => Classify): Answer[] =>
    known.map(({ label, text }, i) => ({ truth: label, said: classify(i)({ text }) }))
  return {
    n: known.length,
    shipped: figuresOf(answers(() => shipped)),
    taught: figuresOf(answers((i) => taught[fold[i] as number] as Classify)),
  }
}

const figuresOn = (rows: readonly LabelledRow[], classify: Classify): Figures =>
  figuresOf(rows.map(({ label, text }) => ({ truth: label, said: classify({ text }) })))

function figuresOf(answers: readonly Answer[]): Figures {
  const alone = answers.filter(({ said }) => said.set.length === 1)
  const lone_right = round(mean(alone.map(({ truth, said }) => +(said.set[0] === truth))))
  const { macro_f1_open, accuracy_open, top2_open, coverage, abstained, set_size_mean } = report(answers, [])
  return { macro_f1_open, accuracy_open, top2_open, coverage, lone_right, abstained, set_size_mean }
}
