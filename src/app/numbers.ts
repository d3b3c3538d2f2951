import { parseNumber } from '../case/ticket/index.ts'
import type { ReadNumber } from '../talk/dialogue/index.ts'

/** A bare number is a look-up only when it has the tracking form and its check digit is right (contract.md). */
export const numberReader =
  (prefix: string): ReadNumber =>
  (text) => {
    const read = parseNumber(text, prefix)
    return read.kind === 'ok' ? read.number : null
  }
