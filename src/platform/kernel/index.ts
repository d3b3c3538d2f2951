export { type Clock, manualClock, systemClock } from './clock.ts'
export { AppError, unreachable } from './errors.ts'
export { countingIds, type Ids, systemIds } from './ids.ts'
export { err, ok, type Result } from './result.ts'
