import { z } from 'zod'
import type { Taxonomy, TaxonomyNode } from './types.ts'
import { words } from './words.ts'

/** Between the names of a path; no name has it. */
const STEP = '/'
const LEVELS = 3

export const entryDetails = z.strictObject({
  /** How citizens and staff call it: one text, words apart by white space, or a list. */
  aliases: z
    .union([z.array(z.string()), words])
    .pipe(z.array(z.string().min(2)))
    .optional(),
  validFrom: z.iso.date().optional(),
  /** The last day on which it may be chosen; old matters keep it. */
  validTo: z.iso.date().optional(),
  /** What its owner says about it: what belongs there, what does not. */
  note: z.string().min(1).optional(),
  /** false: matters under it, and under what is below it, are accusations: nothing learns from them. */
  learned: z.boolean().optional(),
})
export type EntryDetails = z.infer<typeof entryDetails>

export const taxonomyRules = z
  .strictObject({
    version: z.string().min(1),
    source: z.string(),
    validFrom: z.iso.date(),
    entries: z.record(z.string(), entryDetails),
  })
  .superRefine(({ entries, validFrom }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['entries', path], message })
    for (const [path, details] of Object.entries(entries)) {
      const names = path.split(STEP)
      if (names.length > LEVELS || names.some((name) => name.trim() !== name || name === ''))
        fault(path, `is no path of one to ${LEVELS} names`)
      if ((details.validTo ?? '9999') < (details.validFrom ?? validFrom)) fault(path, 'ends before it begins')
      const twice = details.aliases?.filter((alias, i, all) => all.indexOf(alias) !== i) ?? []
      if (twice.length > 0) fault(path, `stands twice: ${twice.join(' ')}`)
    }
  })
export type TaxonomyRules = z.infer<typeof taxonomyRules>

export const pathKey = (path: readonly string[]): string => path.join(STEP)

/** The tree, each node with its path from the first level: names repeat across branches, paths do not. */
export function buildTaxonomy(rules: TaxonomyRules): Taxonomy {
  const roots: TaxonomyNode[] = []
  const known = new Map<string, TaxonomyNode>()
  const nodeAt = (path: string[]): TaxonomyNode => {
    const key = pathKey(path)
    const there = known.get(key)
    if (there !== undefined) return there
    const parent = path.length === 1 ? null : nodeAt(path.slice(0, -1))
    const { aliases = [], validFrom = rules.validFrom, validTo = null, note = null, learned } = rules.entries[key] ?? {}
    const about = { aliases, validFrom, validTo, note, learned: learned ?? parent?.learned ?? true }
    const node = { name: path.at(-1) ?? '', path, ...about, children: [] }
    known.set(key, node)
    const siblings = parent?.children ?? roots
    siblings.push(node)
    return node
  }
  for (const key of Object.keys(rules.entries)) nodeAt(key.split(STEP))
  return { version: rules.version, source: rules.source, roots }
}

/** Those of the nodes that may be chosen on a day (YYYY-MM-DD). */
export const validOn = (nodes: readonly TaxonomyNode[], day: string): TaxonomyNode[] =>
  nodes.filter(({ validFrom, validTo }) => validFrom <= day && day <= (validTo ?? '9999'))

/** The node of a path, if each step of it may be chosen on that day. */
export function nodeOn({ roots }: Pick<Taxonomy, 'roots'>, path: readonly string[], day: string): TaxonomyNode | null {
  let [level, found]: [readonly TaxonomyNode[], TaxonomyNode | null] = [roots, null]
  for (const name of path) {
    found = validOn(level, day).find((node) => node.name === name) ?? null
    if (found === null) return null
    level = found.children
  }
  return found
}

/** Whether a decision for that path may be learned from; of a path that the taxonomy does not know nothing is. */
export function nodeLearned({ roots }: Pick<Taxonomy, 'roots'>, path: readonly string[]): boolean {
  let [level, learned]: [readonly TaxonomyNode[], boolean] = [roots, false]
  for (const name of path) {
    const found = level.find((node) => node.name === name)
    if (found === undefined) return false
    ;[level, learned] = [found.children, found.learned]
  }
  return learned
}
