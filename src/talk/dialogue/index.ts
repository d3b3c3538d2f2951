export { createHost, type DialogueHost } from './botkit/index.ts'
export { commandOf, type ReadNumber } from './commands.ts'
export { type DraftDeps, type DraftEnd, dueDrafts, settleDraft, type Unsubmitted } from './drafts.ts'
export type { Common, World } from './engine/index.ts'
export { type FailedTurnDeps, turnFailed } from './failed-turn.ts'
export { BUCKETS_MS } from './funnel.ts'
export { type FunnelStep, readFunnel } from './funnel-store.ts'
export { type Impact, impactOf } from './impact.ts'
export { readContact } from './kinds/contact.ts'
export { isWhole } from './kinds/demands.ts'
export { counted } from './kinds/headcount.ts'
export {
  type FlowFault,
  faultLine,
  loadWording,
  type NoticeTexts,
  parseWording,
  readFiles,
  readWording,
  SCHEMAS,
  type Wording,
  type WordingFiles,
} from './load.ts'
export { normalise } from './normalise.ts'
export { openPlayer } from './player.ts'
export { recordConversation } from './record-conversation.ts'
export { type Deed, type Recording, recordingSchema, recordingText } from './recording.ts'
export { render } from './texts.ts'
export { type ActCall, SETTLE_MS, type TurnDeps, type TurnEnd, takeTurn } from './turn.ts'
export { forgetNotice, openSessions, waitingConversations } from './turn-store.ts'
export type { ActResult, Fields, FieldValue, Option, Session, Understood } from './types.ts'
export { voiceMenu } from './voices.ts'
export { hashOf, publishedAfter, publishFiles, wasPublished } from './wording-store.ts'
