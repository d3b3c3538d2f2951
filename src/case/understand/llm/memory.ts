import { createHash } from 'node:crypto'

/** Answers by a hash of what was asked; the one not needed for longest goes first. Holds no question, and no name that was hidden. */
export interface Memory {
  recall(key: string): string | undefined
  keep(key: string, answer: string): void
}

const MOST = 1_000

export function memory(most = MOST): Memory {
  const kept = new Map<string, string>()
  return {
    recall(key) {
      const answer = kept.get(key)
      if (answer === undefined) return undefined
      kept.delete(key)
      kept.set(key, answer)
      return answer
    },
    keep(key, answer) {
      kept.delete(key)
      kept.set(key, answer)
      const oldest = kept.keys().next().value
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
  }
}

export const keyOf = (...parts: (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64')
