import type { Limits, Switches } from '../limits.ts'

/** One documented rule: where the simulator holds to it and which of its tests would fail if it did not. */
export interface CoverageRow {
  /** A path below /cgi-bin/, a page, a command of the robot, or a callback. */
  endpoint: string
  rule: string
  /** Of the fact sheet. */
  section: string
  /** Below simulator/. */
  enforcedBy: string
  /** `file › describe › it`, below simulator/test/. */
  test: string
  /** Figures that can be changed, and points the platform leaves open. */
  limits?: (keyof Limits)[]
  switches?: (keyof Switches)[]
}

type Line = [rule: string, enforcedBy: string, test: string, more?: Pick<CoverageRow, 'limits' | 'switches'>]

export const rows = (endpoint: string, section: string, lines: Line[]): CoverageRow[] =>
  lines.map(([rule, enforcedBy, test, more = {}]) => ({ endpoint, section, rule, enforcedBy, test, ...more }))
