export { type CitizenTemplate, type PlannedNotice, plan, type StaffTemplate } from './plan.ts'
export { type NoticeState, type NotifyDeps, planNotices, plannedNotices, settleNotice } from './store.ts'
export {
  BY_CHAT,
  type ContactTask,
  claimText,
  completeTasks,
  dueTexts,
  laterText,
  openTask,
  overdueNotices,
  textFailed,
  untoldOf,
} from './tasks.ts'
