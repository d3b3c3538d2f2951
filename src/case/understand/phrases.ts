export interface Found<T> {
  phrase: string
  value: T
  /** Offset in the text searched. */
  at: number
}

/** Finds phrases from left to right, the longest at each place, never overlapping. */
export function phraseFinder<T>(phrases: Iterable<readonly [string, T]>): (text: string) => Found<T>[] {
  const byFirst = new Map<string, { phrase: string; value: T }[]>()
  for (const [phrase, value] of phrases) {
    const first = phrase.charAt(0)
    const list = byFirst.get(first) ?? []
    list.push({ phrase, value })
    byFirst.set(first, list)
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.phrase.length - a.phrase.length)

  return (text) => {
    const found: Found<T>[] = []
    for (let at = 0; at < text.length; ) {
      const hit = byFirst.get(text.charAt(at))?.find(({ phrase }) => text.startsWith(phrase, at))
      if (hit === undefined) {
        at += 1
        continue
      }
      found.push({ phrase: hit.phrase, value: hit.value, at })
      at += hit.phrase.length
    }
    return found
  }
}
