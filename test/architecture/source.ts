import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Import {
  line: number
  specifier: string
  /** `import type` and `export type … from`: gone before the program runs. `import { type X }` is not: its module is still loaded. */
  erased: boolean
}

export interface Source {
  /** From the root of the repository, with slashes. */
  path: string
  text: string
  imports: Import[]
}

/** Biome keeps every static import at the beginning of a line, so a regular expression finds them all. */
const STATIC = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w$*\s{},]+?\s+from\s+)?(['"])([^'"\n]+)\2/gm
const DYNAMIC = /\b(?:import|require)\s*\(\s*(['"`])([^'"`\n]+)\1/g

export function sourceOf(path: string, text: string): Source {
  const lineAt = (index: number) => text.slice(0, index).split('\n').length
  const statics = [...text.matchAll(STATIC)].map((match) => ({
    // The match may begin with the line break before it.
    line: lineAt(match.index + match[0].search(/\S/)),
    specifier: match[3] ?? '',
    erased: match[1] !== undefined,
  }))
  const dynamics = [...text.matchAll(DYNAMIC)].map((match) => ({
    line: lineAt(match.index),
    specifier: match[2] ?? '',
    erased: false,
  }))
  return { path, text, imports: [...statics, ...dynamics] }
}

/** Every program file below the folders: TypeScript, and the browser's plain JavaScript. */
export function readSources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|js|mjs)$/.test(name) && !name.includes('node_modules'))
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .sort()
      .map((path) => sourceOf(path, readFileSync(join(ROOT, path), 'utf8'))),
  )
}

/** Where a relative import leads, from the root of the repository; null for a package or a Node module. */
export const targetOf = (source: Source, specifier: string): string | null =>
  specifier.startsWith('.') ? posix.join(posix.dirname(source.path), specifier) : null
