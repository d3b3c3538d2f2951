export {
  type CardDeps,
  dueCards,
  putCard,
  putCardUpdates,
  renameRecipient,
  sendCard,
  sendCardUpdate,
} from './cards.ts'
export { contentOf } from './content.ts'
export { type DeliverDeps, deliver, dueConversations } from './deliver.ts'
export { recordFailure } from './failed.ts'
export { dueHandOvers, type HandOverDeps, handOver, wantPerson } from './hand-over.ts'
export type { DigestWords } from './pieces.ts'
export { type Preferences, prefer, preferencesOf } from './preferences.ts'
export { type PutDeps, put, withdraw } from './put.ts'
export { type QuietHours, quietUntil } from './quiet.ts'
export { noteServicer } from './servicers.ts'
export { sessionChanged, whoHolds } from './session.ts'
export type { Settled } from './settle.ts'
export { type SmsSender, webhookSms } from './sms.ts'
export type { OutboundBody, Push } from './tables.ts'
export { closedBecause, openWindow, releaseHeld, WINDOW_MESSAGES, WINDOW_MS } from './window.ts'
