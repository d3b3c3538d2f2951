import { performance } from 'node:perf_hooks'
import { asChat } from './chat.ts'
import { classifier } from './classify.ts'
import type { ForeignRow, LabelledRow } from './dataset.ts'
import { classScores, mean, meanInterval95, quantile, round } from './metrics.ts'
import { type Material, stratifiedFolds, type TrainingSettings, trainModel } from './train.ts'
import type { Category, Classification, Message, Score } from './types.ts'

/** A row's true category and what was said of it by weights that had not seen it. */
export interface Answer {
  truth: Category
  said: Classification
}

/** The part of contract.md that every classification report has, and a few figures beside it. */
export interface ClassifyReport {
  n: number
  macro_f1: number
  accuracy: number
  top2: number
  coverage: number
  set_size_mean: number
  abstained: number
  p99_ms: number
  per_class: Record<Category, { n: number; precision: number; recall: number; f1: number; coverage: number }>
  /** The same three with all categories competing, not only those that the file's labels name. */
  macro_f1_open: number
  accuracy_open: number
  top2_open: number
  lone_wrong: number
  accuracy_confident_70: number
  accuracy_confident_80: number
}

type Classify = (message: Message) => Classification

/** Classes with fewer rows than this are left out of the mean: their F1 is chance. */
const FEWEST_ROWS_FOREIGN = 15

export function report(answers: readonly Answer[], milliseconds: readonly number[], fewestRows = 1): ClassifyReport {
  const named = new Set(answers.map((answer) => answer.truth))
  const closed = answers.map(({ said }) => said.scores.filter((score) => named.has(score.category)))
  const open = answers.map(({ said }) => said.scores)
  const truths = answers.map((answer) => answer.truth)
  const share = (test: (answer: Answer, i: number) => boolean): number =>
    round(mean(answers.map((a, i) => +test(a, i))))
  const within = (ranked: typeof open, places: number): number =>
    share(({ truth }, i) => ranked[i]?.slice(0, places).some((score) => score.category === truth) ?? false)
  const best = (ranked: typeof open): Category[] => ranked.map((scores) => scores[0]?.category ?? '')
  const first = best(closed)
  const perClass = classScores(truths, first)
  const coverageOf = (category: Category): number =>
    round(mean(answers.filter((a) => a.truth === category).map((a) => +a.said.set.includes(category))))
  const macro = (scores: typeof perClass): number =>
    round(mean([...scores.values()].filter((score) => score.n >= fewestRows).map((score) => score.f1)))
  const order = closed.map((scores, i) => ({ p: shareOfFirst(scores), right: first[i] === truths[i] }))
  order.sort((a, b) => b.p - a.p)
  const confident = (part: number): number =>
    round(mean(order.slice(0, Math.round(order.length * part)).map((row) => +row.right)))
  return {
    n: answers.length,
    macro_f1: macro(perClass),
    accuracy: within(closed, 1),
    top2: within(closed, 2),
    coverage: share(({ truth, said }) => said.set.includes(truth)),
    set_size_mean: round(mean(answers.map(({ said }) => said.set.length))),
    abstained: share(({ said }) => said.unsure),
    p99_ms: round(quantile(milliseconds, 0.99)),
    per_class: Object.fromEntries(
      [...perClass].map(([category, score]) => [category, { ...score, coverage: coverageOf(category) }]),
    ),
    macro_f1_open: macro(classScores(truths, best(open))),
    accuracy_open: within(open, 1),
    top2_open: within(open, 2),
    lone_wrong: share(({ truth, said }) => said.set.length === 1 && said.set[0] !== truth),
    accuracy_confident_70: confident(0.7),
    accuracy_confident_80: confident(0.8),
  }
}

/** How sure the first is among those ranked: what categories outside the ranking take is no doubt between these. */
function shareOfFirst(ranked: readonly Score[]): number {
  const together = ranked.reduce((sum, { p }) => sum + p, 0)
  return together === 0 ? 0 : (ranked[0]?.p ?? 0) / together
}

export interface CrossValidation extends ClassifyReport {
  how: 'cross_validation'
  macro_f1_folds: number[]
  macro_f1_interval95: [number, number]
  /** The same rows as a person would say them in chat, without a title of their own. */
  chat: ClassifyReport
}

/** Every row scored by weights and a calibration made without its fold. */
export function crossValidate(material: Material, settings: TrainingSettings, folds = 5): CrossValidation {
  const { rows, cues } = material
  const fold = stratifiedFolds(rows, folds, settings.seed)
  const titled = { answers: [] as Answer[], milliseconds: [] as number[] }
  const chat = { answers: [] as Answer[], milliseconds: [] as number[] }
  const byFold: number[] = []
  for (let part = 0; part < folds; part += 1) {
    const seen = rows.filter((_, i) => fold[i] !== part)
    const unseen = rows.filter((_, i) => fold[i] === part)
    const { classes, byExample, fitted, calibration } = trainModel({ ...material, rows: seen }, settings)
    const { features } = settings
    const classify = classifier({ version: 'fold', classes, byExample, fitted, features, calibration, cues })
    const here = answerAll(unseen, classify)
    byFold.push(report(here.answers, here.milliseconds).macro_f1)
    append(titled, here)
    append(
      chat,
      answerAll(
        unseen.map((row) => ({ ...asChat(row), label: row.label })),
        classify,
      ),
    )
  }
  return {
    ...report(titled.answers, titled.milliseconds),
    how: 'cross_validation',
    macro_f1_folds: byFold,
    macro_f1_interval95: meanInterval95(byFold),
    chat: report(chat.answers, chat.milliseconds),
  }
}

export interface ShippedScores extends ClassifyReport {
  how: 'shipped_model'
  /** Share of rows of no learned class that were not given a lone learned class; null when there are none. */
  must_abstain_kept: number | null
}

export function scoreShipped(
  rows: readonly ForeignRow[],
  learned: readonly Category[],
  classify: Classify,
): ShippedScores {
  const inside = rows.flatMap((row) => (row.label === undefined ? [] : [{ ...row, label: row.label }]))
  const outside = rows.filter((row) => row.label === undefined).map((row) => classify(row).set)
  const { answers, milliseconds } = answerAll(inside, classify)
  const lone = outside.map((set) => set.length === 1 && learned.includes(set[0] ?? ''))
  return {
    ...report(answers, milliseconds, outside.length > 0 ? FEWEST_ROWS_FOREIGN : 1),
    how: 'shipped_model',
    must_abstain_kept: outside.length > 0 ? round(mean(lone.map((wrong) => +!wrong))) : null,
  }
}

function answerAll(rows: readonly LabelledRow[], classify: Classify): { answers: Answer[]; milliseconds: number[] } {
  const milliseconds: number[] = []
  const answers = rows.map(({ label, ...message }) => {
    const start = performance.now()
    const said = classify(message)
    milliseconds.push(performance.now() - start)
    return { truth: label, said }
  })
  return { answers, milliseconds }
}

function append(to: ReturnType<typeof answerAll>, from: ReturnType<typeof answerAll>): void {
  to.answers.push(...from.answers)
  to.milliseconds.push(...from.milliseconds)
}
