import { createHash } from 'node:crypto'

/**
 * One text for one value, whoever writes it and whatever database it went through: RFC 8785 (keys in the order of their UTF-16
 * units, no white space, strings and numbers as JSON.stringify writes them). Dates are their ISO text, and what JSON leaves out is
 * left out.
 */
export const canonical = (value: unknown): string => written(JSON.parse(JSON.stringify(value)))

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`).join(',')}}`
}

/** SHA-256 in hex over lines, none of which can hold a line break: canonical JSON, hex, and words of ours. */
export const digest = (...lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex')
