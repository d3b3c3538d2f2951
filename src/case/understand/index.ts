export { isCopy } from './copies.ts'
export {
  DANGER_TRAINING,
  type DangerTraining,
  packDanger,
  trainDanger,
} from './danger-train.ts'
export {
  type Labelled,
  type LabelledRow,
  type Post,
  readGraded,
  readGroups,
  readLabelled,
  readPosts,
  readTexts,
} from './dataset.ts'
export type { Drift, DriftLimits, Share } from './drift.ts'
export { type CrossValidation, crossValidate, type ShippedScores, scoreShipped } from './evaluate.ts'
export { scoreDuplicates, scoreSameMatter } from './evaluate-similar.ts'
export { readStory, type StoryFields } from './fields.ts'
export type { Imprint } from './imprint.ts'
export { type FieldLabel, type MarkedMessage, outside, readMarked } from './labels.ts'
export { type Candidate, candidateFrom, crossLearn, FEWEST, FIGURES, type Figures } from './learn.ts'
export { PERHAPS_SAME, pairsIn, SAME_MATTER } from './likeness.ts'
export type { LlmOutcome } from './llm/ask.ts'
export { type Llm, openLlm } from './llm/llm.ts'
export { readPrompts } from './llm/prompts.ts'
export { weigh } from './llm/weigh.ts'
export { faultOfUnderstanding, loadUnderstanding } from './load.ts'
export { type Nature, readNature } from './nature.ts'
export type { PathRanker } from './paths.ts'
export { readPlaceWords } from './place-words.ts'
export { countRarity } from './rarity.ts'
export {
  type CategoryDecision,
  type Classified,
  categoryDecisions,
  lastDecisions,
  readClassification,
  recordClassification,
  recordDecision,
} from './record.ts'
export { type FieldsReport, scoreDemands, scoreFields } from './score-fields.ts'
export { type PathsReport, readPlaced, scorePaths } from './score-paths.ts'
export { readJudged, scoreWays, type WaysReport } from './score-ways.ts'
export { findSimilar, keepSimilar, keptArea, likenessOf, type Similar, type Sought } from './similar-store.ts'

export { type Reading, type SpanScores, scoreSpans } from './spans.ts'
export { openStop, readDrift, resumeSuggesting, type Stop, stopSuggesting } from './stops.ts'
export {
  readCueRules,
  readDangerExamples,
  readDangerModel,
  readExamples,
  readModel,
  readRarity,
  readTaxonomy,
  readTaxonomyRules,
  writeDangerModel,
  writeModel,
  writeRarity,
  writeTaxonomy,
} from './store.ts'
export { nodeLearned, nodeOn, pathKey, type TaxonomyRules, validOn } from './taxonomy.ts'
export { readTable, replaced } from './taxonomy-table.ts'
export { type Material, TRAINING, type Trained, type TrainingSettings, trainModel } from './train.ts'
export type {
  Category,
  Classification,
  ConfirmedMatter,
  Cue,
  Danger,
  DangerHit,
  DangerKind,
  DangerLevel,
  Message,
  PathSuggestion,
  Score,
  Taxonomy,
  TaxonomyNode,
  Understanding,
} from './types.ts'
export { scoreUrgency, type UrgencyReport } from './urgency.ts'
export type { LegalAdvice, LegalLimit, WaySuggestion } from './ways.ts'
export { readWhen } from './when.ts'
