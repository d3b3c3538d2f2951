import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import type { RulesFault } from './types.ts'

export interface Reader {
  faults: RulesFault[]
  /** The names of a folder in order, without what a system hides there; that there are none is a fault. */
  names(folder: string, none: string): string[]
  text(file: string): string | undefined
  yaml(file: string, text: string): unknown
  check<T extends z.ZodType>(file: string, schema: T, value: unknown): z.output<T> | undefined
  read<T extends z.ZodType>(file: string, schema: T): z.output<T> | undefined
}

/** Reads the files of one folder and collects every fault, so that an editor is told all of them at once. */
export function reader(dir: string): Reader {
  const faults: RulesFault[] = []
  const unreadable = (file: string, error: unknown) => {
    faults.push({ file, path: '', message: `cannot be read: ${codeOf(error)}` })
    return undefined
  }
  const self: Reader = {
    faults,
    names(folder, none) {
      try {
        const names = readdirSync(join(dir, folder)).filter((name) => !name.startsWith('.'))
        if (names.length === 0) faults.push({ file: folder, path: '', message: none })
        return names.sort()
      } catch (error) {
        unreadable(folder, error)
        return []
      }
    },
    text(file) {
      try {
        return readFileSync(join(dir, file), 'utf8')
      } catch (error) {
        return unreadable(file, error)
      }
    },
    yaml(file, text) {
      const { tree, messages } = parseYaml(text)
      faults.push(...messages.map((message) => ({ file, path: '', message })))
      return tree
    },
    check(file, schema, value) {
      const parsed = schema.safeParse(value)
      if (parsed.success) return parsed.data
      faults.push(...parsed.error.issues.map((issue) => ({ file, path: issue.path.join('.'), message: issue.message })))
      return undefined
    },
    read(file, schema) {
      const text = self.text(file)
      const value = text === undefined ? undefined : self.yaml(file, text)
      return value === undefined ? undefined : self.check(file, schema, value)
    },
  }
  return self
}

export function parseYaml(text: string): { tree: unknown; messages: string[] } {
  const document = parseDocument(text)
  const messages = document.errors.map(({ message }) => message)
  return { tree: messages.length > 0 ? undefined : document.toJS(), messages }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
