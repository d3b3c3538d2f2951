export { addDays, type DayStatus, dayStatus, isDate, isInstant, shanghaiDate, weekday } from './days.ts'
export { type Deadline, type DeadlineRefusal, deadline, type Pause, type Question } from './deadline.ts'
export { isOpen } from './hours.ts'
export { loadRules, pinned, profileOf } from './load.ts'
export { mayStep, type StepAnswer, type StepAsk, type StepRefusal } from './steps.ts'
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
  type EndOfRoad,
  type EventTriggers,
  type Hotline,
  type Hotlines,
  type KindRule,
  type Limit,
  type Profile,
  type Rules,
  type RulesFault,
  STEPS,
  type StepName,
  type StepRule,
  type Supervision,
  type WayRule,
} from './types.ts'
