export type * from './acts.ts'
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
export { type Anchored, anchorHeads, anchorIsDue } from './history-anchor.ts'
export { chainStored, type HistoryEvent, unchained } from './history-store.ts'
export { type HistoryFault, type Verified, verifyHistory } from './history-verify.ts'
export { matterByCode, matterByNumber, mattersOf, type Standing } from './look-up.ts'
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
export { hashQueryCode, makeQueryCode, normaliseQueryCode, printQueryCode, verifyQueryCode } from './query-code.ts'
export { redatable, redate, redatings } from './redate.ts'
export { type Identified, type Reissued, type ReissuedEvent, reissueCode } from './reissue.ts'
export { barredOffices, type Route, type RouteFault, type RouteQuestion, route } from './route.ts'
export {
  ACTS,
  type ActName,
  type Actor,
  CHANNELS,
  type Channel,
  type Instant,
  MATTER_KINDS,
  type Mark,
  type Matter,
  type MatterKind,
  STATES,
  type State,
  type Way,
} from './states.ts'
export {
  type ActOutcome,
  act,
  matterOf,
  readEvents,
  recategorise,
  recordTold,
  type Stored,
  type TicketDeps,
  type TicketRow,
} from './store.ts'
export { answerTold, TRANSITIONS, toldEvent, transition } from './transition.ts'
