import type { Org } from '../../case/org/index.ts'
import type { CategoryDecision, TaxonomyNode } from '../../case/understand/index.ts'
import type { CategoryNode, CategoryView } from '../contract/index.ts'
import type { Proposed } from './deps.ts'
import { officeNamed, staffNamed } from './names.ts'

export const presentCategory = ({ name, note, children }: TaxonomyNode): CategoryNode => ({
  name,
  note,
  children: children.map(presentCategory),
})

export interface CategoryParts {
  proposed: Proposed | null
  decisions: readonly CategoryDecision[]
  mayDecide: boolean
}

/** What was proposed, what its author chose, and what people decided, each beside the other. */
export function presentCategories({ proposed, decisions, mayDecide }: CategoryParts, org: Org): CategoryView {
  const said = proposed?.said ?? null
  return {
    proposed: said && { set: said.unsure ? [] : said.set, unsure: said.unsure, modelVersion: said.modelVersion },
    byCitizen: said?.byCitizen ?? null,
    entries: proposed?.entries ?? [],
    decisions: decisions.map(({ path, by, office, at, modelVersion, rulesVersion }) => ({
      ...{ path, modelVersion, rulesVersion, at: at.toISOString() },
      ...{ by: staffNamed(by, org), office: officeNamed(office, org).name },
    })),
    mayDecide,
  }
}
