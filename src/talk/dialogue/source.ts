import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import type { FlowFault } from './load.ts'
import type { Fault } from './sub-flow.ts'

/** A file that was read: its data, and where a fault of it stands. */
export interface Source<T> {
  file: string
  data: T
  fault(fault: Fault): FlowFault
}

export function parseSource<T>(
  file: string,
  text: string | undefined,
  schema: z.ZodType<T>,
): Result<Source<T>, FlowFault[]> {
  if (text === undefined) return err([{ file, line: 0, message: 'the file is missing' }])
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const broken = document.errors.map(({ pos, message }) => ({
    file,
    line: lines.linePos(pos[0]).line,
    message: message.split('\n')[0] ?? '',
  }))
  if (broken.length > 0) return err(broken)

  /** As far down as the path leads: what is missing is said where it should stand. */
  const lineOf = (path: Fault['path']): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const range = rangeAt(path.slice(0, length))
      if (range) return lines.linePos(range[0]).line
    }
    return 1
  }
  const rangeAt = (path: Fault['path']) => {
    const node = document.getIn(path, true)
    return typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number] | null) : null
  }
  const fault = ({ path, message }: Fault): FlowFault => ({ file, line: lineOf(path), message })

  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return ok({ file, data: parsed.data, fault })
  return err(
    parsed.error.issues.map((issue) => {
      const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
      return fault({ path: [...path, ...unknown], message: `${path.join('.')}: ${issue.message}` })
    }),
  )
}
