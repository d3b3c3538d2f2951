export { take } from './take.ts'
export { acted } from './thread.ts'
export type { Common, Line, Outcome, World } from './world.ts'
