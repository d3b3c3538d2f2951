export { fileRows } from './files.ts'
export { type LedgerQuestion, type LedgerRow, ledgerOf } from './ledger.ts'
export { type LoginState, rememberState, takeState } from './login-states.ts'
export { recordRead } from './reads.ts'
export { closeSession, closeSessionsOf, openSession, SESSION_MS, sessionUser } from './sessions.ts'
export { entryOf, type TalkRow, talkRows, voiceRows } from './talk.ts'
export {
  clockRows,
  hasCardSince,
  type ListedTicket,
  openTicketsOf,
  PAGE_SIZE,
  type ReadScope,
  readableAmong,
  readableNumber,
  readableTicket,
} from './tickets.ts'
