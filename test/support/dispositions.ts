import type { Kysely } from 'kysely'
import { demandsOf } from '../../src/case/intake/index.ts'
import type { Disposition } from '../../src/case/ticket/index.ts'
import type { Tables } from '../../src/platform/db/index.ts'

/** Every demand of a matter supported, as an answer has to say (article 32). */
export async function allSupported(db: Kysely<Tables>, complaintId: string): Promise<Disposition[]> {
  const demands = await demandsOf(db, complaintId)
  return demands.map(({ id }) => ({
    ...{ demandId: id, outcome: 'supported' as const },
    ...{ facts: '经现场核实，情况属实', basis: '《城市道路照明设施管理规定》' },
  }))
}
