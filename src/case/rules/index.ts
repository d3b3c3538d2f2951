export { addDays, type DayStatus, dayStatus, isDate, isInstant, shanghaiDate, weekday } from './days.ts'
export { isOpen } from './hours.ts'
export { loadRules } from './load.ts'
export {
  type Calendar,
  type Calendars,
  CLOCK_EVENTS,
  CLOCK_IDS,
  type ClockEvent,
  type ClockId,
  type ClockRule,
  type ClockTrigger,
  type DayKind,
  type EventTriggers,
  type Hotline,
  type Hotlines,
  type Rules,
  type RulesFault,
} from './types.ts'
