import { recategorise } from '../case/ticket/index.ts'
import {
  nodeOn,
  type PathRanker,
  readClassification,
  recordDecision,
  type TaxonomyNode,
  validOn,
} from '../case/understand/index.ts'
import type { DeskDeps } from '../desk/api/index.ts'
import { shanghaiDay } from '../platform/kernel/index.ts'
import { confirmedMatters } from './confirmed.ts'
import type { Context } from './context.ts'

/** So many decisions say how an office sorts; older ones may follow other rules. */
const REMEMBERED = 500
/** What was decided since then waits this long to count. */
const REMEMBERED_MS = 10 * 60_000

type Parts = Pick<Context, 'understanding' | 'db' | 'clock' | 'suggestion'>

/** The category of a matter, for its page: what is proposed, what may be chosen, what a person decides. */
export function categoryDesk(
  context: Parts,
): Pick<DeskDeps, 'categories' | 'legal' | 'suggesting' | 'proposed' | 'decideCategory'> {
  const { understanding, db, clock } = context
  const { taxonomy } = understanding
  const ranker = rememberedRanker(context)
  return {
    categories: () => ({ version: taxonomy.version, roots: validTree(taxonomy.roots, shanghaiDay(clock.now())) }),
    legal: understanding.legal,
    suggesting: () => context.suggestion.on,
    async proposed({ complaintId, words, category }) {
      const said = await readClassification(db, complaintId)
      if (said === null) return null
      const rank = await ranker()
      return { said, entries: rank({ text: words.join('\n') }, said.scores, category) }
    },
    async decideCategory(ticketId, { path, by, office, holder }) {
      const at = clock.now()
      const [first] = path
      if (first === undefined || nodeOn(taxonomy, path, shanghaiDay(at)) === null) return 'unknown_category'
      return db.transaction().execute(async (trx) => {
        const ticket = await recategorise(trx, ticketId, first, holder, clock)
        if (ticket === null || ticket === 'moved_on') return 'moved_on'
        await recordDecision(trx, ticket.complaint_id, { path, by, office, at, rulesVersion: taxonomy.version })
        return 'done'
      })
    },
  }
}

const validTree = (nodes: readonly TaxonomyNode[], day: string): TaxonomyNode[] =>
  validOn(nodes, day).map((node) => ({ ...node, children: validTree(node.children, day) }))

function rememberedRanker({ understanding, db, clock }: Parts): () => Promise<PathRanker> {
  let made: { at: number; ranker: PathRanker } | null = null
  return async () => {
    const now = clock.now()
    if (made === null || now.getTime() - made.at >= REMEMBERED_MS) {
      const confirmed = await confirmedMatters(db, REMEMBERED, understanding)
      made = { at: now.getTime(), ranker: understanding.paths(shanghaiDay(now), confirmed) }
    }
    return made.ranker
  }
}
