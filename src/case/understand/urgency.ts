import { mean, round } from './metrics.ts'
import type { Danger } from './types.ts'

/** An alarm is any level but `none`; the `_now` figures count only those that show the emergency numbers at once. */
export interface UrgencyReport {
  n: number
  recall_high: number
  /** Of the rows on even lines, which were read while the words were widened, and of those on odd lines. */
  recall_high_even: number
  recall_high_odd: number
  alarm_low: number
  alarm_ordinary: number
  recall_inside: number
  recall_high_now: number
  alarm_low_now: number
  alarm_ordinary_now: number
}

export interface UrgencyRows {
  graded: readonly { text: string; high: boolean }[]
  ordinary: readonly string[]
  /** Long complaints with one sentence of danger inside. */
  inside: readonly string[]
}

export function scoreUrgency(
  { graded, ordinary, inside }: UrgencyRows,
  danger: (text: string) => Danger,
): UrgencyReport {
  const alarm = (texts: readonly string[]): number => round(mean(texts.map((text) => +(danger(text).level !== 'none'))))
  const now = (texts: readonly string[]): number => round(mean(texts.map((text) => +(danger(text).level === 'now'))))
  const high = graded.filter((row) => row.high).map((row) => row.text)
  const highOn = (parity: 0 | 1): string[] =>
    graded.filter((row, i) => row.high && (i + 1) % 2 === parity).map((row) => row.text)
  const low = graded.filter((row) => !row.high).map((row) => row.text)
  return {
    n: graded.length,
    recall_high: alarm(high),
    recall_high_even: alarm(highOn(0)),
    recall_high_odd: alarm(highOn(1)),
    alarm_low: alarm(low),
    alarm_ordinary: alarm(ordinary),
    recall_inside: alarm(inside),
    recall_high_now: now(high),
    alarm_low_now: now(low),
    alarm_ordinary_now: now(ordinary),
  }
}
