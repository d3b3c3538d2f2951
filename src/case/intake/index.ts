export { type Completion, completeComplaint } from './complete.ts'
export type { Circumstances, Contact, Draft, Facts } from './draft.ts'
export { complaintsWith, joinComplaint, mediaOf } from './joined.ts'
export { splitComplaint } from './split.ts'
export {
  attach,
  type ComplaintView,
  type Demand,
  demandsOf,
  type IntakeDeps,
  readComplaint,
  submit,
  supplement,
} from './submit.ts'
