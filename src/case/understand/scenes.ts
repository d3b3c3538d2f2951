import { z } from 'zod'
import { words } from './words.ts'

/** A thing and what befalls it, anywhere in one sentence within reach: smoke and a window, a child and a well. */
export const sceneRules = z.strictObject({ reach: z.int().positive(), things: words, states: words })
export type SceneRules = z.infer<typeof sceneRules>

export interface Scene {
  at: number
  length: number
}

/** People describe danger far more often than they name it. A scene is weaker evidence than a word: it only asks. */
export function scenesIn(text: string, { reach, things, states }: SceneRules): Scene[] {
  const places = occurrences(text, things)
  return occurrences(text, states).flatMap((state) => {
    const thing = places.find((place) => apart(place, state) >= 0 && apart(place, state) <= reach)
    if (thing === undefined) return []
    const at = Math.min(thing.at, state.at)
    const length = Math.max(thing.at + thing.length, state.at + state.length) - at
    return SENTENCE_END.test(text.slice(at, at + length)) ? [] : [{ at, length }]
  })
}

const SENTENCE_END = /[。！？!?;；\n]/

/** Characters between the two; below 0 where they overlap. */
const apart = (a: Scene, b: Scene): number => Math.max(b.at - a.at - a.length, a.at - b.at - b.length)

function occurrences(text: string, phrases: readonly string[]): Scene[] {
  const found: Scene[] = []
  for (const phrase of phrases) {
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      found.push({ at, length: phrase.length })
    }
  }
  return found.sort((a, b) => a.at - b.at)
}
