import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY_MS = 25
const GIVE_UP_MS = 15_000

/** Waits for a state, never for a time: asks until the answer is neither false, null nor undefined (an empty list is an answer), and says what it waited for if it never comes. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  withinMs = GIVE_UP_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== false && answer !== null && answer !== undefined) return answer
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for: ${what}`)
    await pause(LOOK_EVERY_MS)
  }
}
