export * from './acts.ts'
export * from './acts-beside.ts'
export { type Breach, breachesOf } from './breaches.ts'
export {
  CHECKPOINTS,
  type Checkpoint,
  type CheckpointKind,
  checkpointKind,
  checkpointsOf,
} from './checkpoints.ts'
export { clocksAfter, groundsOf, type RunningClock } from './clocks.ts'
export {
  claimCodeText,
  dueCodeTexts,
  makeProof,
  PROOF_MS,
  settleCodeText,
  textCode,
  textProof,
  useProof,
} from './code-texts.ts'
export { REFUSALS, THROWN } from './errors.ts'
export * from './events.ts'
export { factsOf } from './facts.ts'
export { heldSince } from './held.ts'
export { type Anchored, anchorHeads, anchorIsDue } from './history-anchor.ts'
export { chainStored, unchained } from './history-store.ts'
export { type HistoryFault, type Verified, verifyHistory } from './history-verify.ts'
export { intoOf, type Merged, mergeMatters, type Parted, splitMatter } from './joining.ts'
export { CHOSEN_FROM, goesOnAs, matterByCode, matterByNumber, mattersOf, type Standing } from './look-up.ts'
export { BETWEEN_OFFICES, type NextDate, nextDate } from './next-date.ts'
export {
  checkNumber,
  formatNumber,
  type NumberReading,
  parseNumber,
  permute,
  printNumber,
} from './number.ts'
export { type OpenDeps, type Opened, type Opening, openTicket } from './open.ts'
export type { Facts, Into, Outcome, Refusal } from './outcome.ts'
export {
  acknowledgePage,
  duePages,
  hastenPage,
  type Paged,
  pageNext,
  startPage,
  stepAsidePage,
} from './pages.ts'
export { hashQueryCode, makeQueryCode, normaliseQueryCode, printQueryCode, verifyQueryCode } from './query-code.ts'
export { GRADES, type Grade, type Rated, rate, ratingState } from './rating.ts'
export { redatable, redate, redatings } from './redate.ts'
export { type Reissued, reissueCode } from './reissue.ts'
export { renameInMatters } from './rename.ts'
export { barredOffices, type Route, type RouteFault, type RouteQuestion, route } from './route.ts'
export {
  ACTS,
  type ActName,
  type Actor,
  CHANNELS,
  type Channel,
  type Course,
  type Day,
  type Instant,
  type Lead,
  MATTER_KINDS,
  type Mark,
  type Matter,
  type MatterKind,
  NO_COURSE,
  type Objection,
  STATES,
  type State,
  type Way,
} from './states.ts'
export {
  type ActDeps,
  type ActOutcome,
  act,
  matterOf,
  readEvents,
  recategorise,
  recordTold,
  type Stored,
  type TicketDeps,
  type TicketRow,
  wouldBe,
} from './store.ts'
export { ACTORS, type Cell, TRANSITIONS } from './table.ts'
export { dueTimers, fireTimers } from './timer-store.ts'
export { timersOf } from './timers.ts'
export { deliveredSteps, demandsSplit, toExecute, toldEvent, toldSteps, transition } from './transition.ts'
