export {
  DANGER_TRAINING,
  type DangerTraining,
  packDanger,
  trainDanger,
} from './danger-train.ts'
export { type Labelled, type LabelledRow, readGraded, readLabelled, readTexts } from './dataset.ts'
export { type CrossValidation, crossValidate, type ShippedScores, scoreShipped } from './evaluate.ts'
export { readStory, type StoryFields } from './fields.ts'
export { loadUnderstanding } from './load.ts'
export { type Nature, readNature } from './nature.ts'
export { readPlaceWords } from './place-words.ts'
export { recordClassification } from './record.ts'
export {
  readCueRules,
  readDangerExamples,
  readDangerModel,
  readExamples,
  readModel,
  readTaxonomy,
  writeDangerModel,
  writeModel,
} from './store.ts'
export { type Material, TRAINING, type Trained, type TrainingSettings, trainModel } from './train.ts'
export type {
  Category,
  Classification,
  Cue,
  Danger,
  DangerHit,
  DangerKind,
  DangerLevel,
  Message,
  Score,
  Taxonomy,
  TaxonomyNode,
  Understanding,
} from './types.ts'
export { scoreUrgency, type UrgencyReport } from './urgency.ts'
