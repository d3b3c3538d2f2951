import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { demandsOf } from '../intake/index.ts'
import { type Org, officeAncestors } from '../org/index.ts'
import type { Rules } from '../rules/index.ts'
import { checkpointsOf } from './checkpoints.ts'
import type { MatterEvent } from './events.ts'
import type { Facts } from './outcome.ts'
import { commonSuperior } from './route.ts'
import type { TicketRow } from './store.ts'
import { deliveredSteps, demandsSplit, toExecute, toldSteps } from './transition.ts'

/** What the transition has to be told of a matter, beside the matter itself. `rules`: those it is pinned to. */
export async function factsOf(
  db: Kysely<Tables>,
  row: TicketRow,
  events: readonly MatterEvent[],
  { rules, org }: { rules: Pick<Rules, 'profile' | 'supervision'>; org: Org },
): Promise<Facts> {
  const running = await db
    .selectFrom('ticket_clocks')
    .select(['rule', 'due'])
    .where('ticket_id', '=', row.id)
    .where('met_at', 'is', null)
    .execute()
  const demands = await demandsOf(db, row.complaint_id)
  const gone = demandsSplit(events)
  const free = (office: string) => !row.barred.includes(office)
  const sides = [row.office, ...row.course.objections.map(({ office }) => office)]
  return {
    profile: rules.profile,
    dues: Object.fromEntries(running.map(({ rule, due }) => [rule, due])),
    told: toldSteps(events),
    delivered: deliveredSteps(events),
    demands: demands.map(({ id }) => id).filter((id) => !gone.has(id)),
    toExecute: toExecute(events),
    barred: row.barred,
    superior: officeAncestors(row.course.reviewedBy ?? row.office, org.offices).find(({ id }) => free(id))?.id ?? null,
    arbiter: commonSuperior(sides, org, free) ?? row.petition_office,
    pending: checkpointsOf(events, rules.supervision).filter(({ metAt }) => metAt === undefined),
    pledges: rules.supervision.pledges,
    into: null,
  }
}
