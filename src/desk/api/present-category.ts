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
  suggesting: boolean
  proposed: Proposed | null
  decisions: readonly CategoryDecision[]
  mayDecide: boolean
}

/** What was proposed, what its author chose, and what people decided, each beside the other. */
export function presentCategories(
  { suggesting, proposed, decisions, mayDecide }: CategoryParts,
  org: Org,
): CategoryView {
  const said = proposed?.said ?? null
  const shown = suggesting ? said : null
  return {
    suggesting,
    proposed: shown && { set: shown.unsure ? [] : shown.set, unsure: shown.unsure, modelVersion: shown.modelVersion },
    byCitizen: said?.byCitizen ?? null,
    entries: suggesting ? (proposed?.entries ?? []) : [],
    decisions: decisions.map(({ path, by, office, at, modelVersion, rulesVersion }) => ({
      ...{ path, modelVersion, rulesVersion, at: at.toISOString() },
      ...{ by: staffNamed(by, org), office: officeNamed(office, org).name },
    })),
    mayDecide,
  }
}
