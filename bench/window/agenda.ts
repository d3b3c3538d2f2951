/** What is to happen, soonest first; a binary heap, because ninety days are many entries. */
export interface Agenda<T> {
  add(at: number, what: T): void
  next(): { at: number; what: T } | undefined
}

export function agenda<T>(): Agenda<T> {
  const heap: { at: number; n: number; what: T }[] = []
  let count = 0
  const before = (one: number, other: number): boolean => {
    const [a, b] = [heap[one], heap[other]]
    return a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.n < b.n))
  }
  const swap = (one: number, other: number): void => {
    const [a, b] = [heap[one], heap[other]]
    if (a && b) {
      heap[one] = b
      heap[other] = a
    }
  }
  return {
    add(at, what) {
      count += 1
      heap.push({ at, n: count, what })
      for (let at = heap.length - 1; at > 0 && before(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1)
    },
    next() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined || heap.length === 0) return first
      heap[0] = last
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2]
        const least = right < heap.length && before(right, left) ? right : left
        if (least >= heap.length || !before(least, at)) return first
        swap(at, least)
        at = least
      }
    },
  }
}
