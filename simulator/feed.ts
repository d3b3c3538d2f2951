/** An append-only list that can be waited on: what a screen, a transcript or a list of callbacks is read from. */
export interface Feed<T extends { seq: number }> {
  append(make: (seq: number) => T): T
  /** Gives an item a new place at the end, so that readers see its new shape. */
  touch(item: T): void
  since(after: number): { items: T[]; last: number }
  wait(after: number, ms: number): Promise<{ items: T[]; last: number }>
  close(): void
}

export const createFeed = <T extends { seq: number }>(keep = Number.POSITIVE_INFINITY): Feed<T> => {
  let entries: { seq: number; item: T }[] = []
  let last = 0
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const done of [...waiting]) done()
  }
  const push = (item: T) => {
    item.seq = last
    entries.push({ seq: last, item })
    if (entries.length > 2 * keep) entries = entries.slice(-keep)
    wake()
  }
  const since = (after: number) => {
    const first = entries[0]?.seq ?? 0
    // Sequence numbers have no gaps, so the place of one is its distance from the first.
    const tail = entries.slice(Math.max(0, after + 1 - first))
    return { items: tail.filter(({ seq, item }) => item.seq === seq).map(({ item }) => item), last }
  }
  return {
    append: (make) => {
      last += 1
      const item = make(last)
      push(item)
      return item
    },
    touch: (item) => {
      last += 1
      push(item)
    },
    since,
    wait: async (after, ms) => {
      if (last <= after && ms > 0) {
        await new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer)
            waiting.delete(done)
            resolve()
          }
          const timer = setTimeout(done, ms)
          waiting.add(done)
        })
      }
      return since(after)
    },
    close: wake,
  }
}
