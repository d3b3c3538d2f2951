export { isCopy } from './copies.ts'
export { type Labelled, type Post, readGraded, readGroups, readLabelled, readPosts, readTexts } from './dataset.ts'
export { type CrossValidation, crossValidate, type ShippedScores, scoreShipped } from './evaluate.ts'
export { scoreDuplicates, scoreSameMatter } from './evaluate-similar.ts'
export { readStory, type StoryFields } from './fields.ts'
export type { Imprint } from './imprint.ts'
export { PERHAPS_SAME, pairsIn, SAME_MATTER } from './likeness.ts'
export { loadUnderstanding } from './load.ts'
export { type Nature, readNature } from './nature.ts'
export { readPlaceWords } from './place-words.ts'
export { countRarity } from './rarity.ts'
export { recordClassification } from './record.ts'
export { findSimilar, keepSimilar, keptArea, likenessOf, type Similar, type Sought } from './similar-store.ts'
export {
  readCueRules,
  readExamples,
  readModel,
  readRarity,
  readTaxonomy,
  writeModel,
  writeRarity,
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
