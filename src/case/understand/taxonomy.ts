import { z } from 'zod'
import type { Taxonomy, TaxonomyNode } from './types.ts'

export const taxonomyRules = z.strictObject({
  version: z.string(),
  source: z.string(),
  validFrom: z.iso.date(),
  categories: z.record(z.string(), z.record(z.string(), z.array(z.string().min(1)))),
})

/** The tree, each node with its path from the first level: names repeat across branches, paths do not. */
export function buildTaxonomy(rules: z.infer<typeof taxonomyRules>): Taxonomy {
  const roots = Object.entries(rules.categories).map(([first, seconds]) =>
    node(
      [first],
      Object.entries(seconds).map(([second, thirds]) =>
        node(
          [first, second],
          thirds.map((third) => node([first, second, third], [])),
        ),
      ),
    ),
  )
  return { version: rules.version, source: rules.source, roots }
}

function node(path: string[], children: TaxonomyNode[]): TaxonomyNode {
  return { name: path.at(-1) ?? '', path, children }
}
