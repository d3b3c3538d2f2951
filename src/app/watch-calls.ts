import type { Db } from '../platform/db/index.ts'
import { type CallRecord, ERRCODES } from '../wecom/index.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'

/** What only an operator can mend (wecom.md §10). Other faults of configuration belong to one member or one session. */
const FOR_AN_OPERATOR = new Set([
  40001, 40013, 40091, 43012, 48002, 48007, 48010, 50001, 50003, 60011, 60020, 60030, 95000, 95004, 95011, 95012, 95017,
  95023, 301002,
])

/** An alarm for each such fault of a part, once a day while it lasts. The hint has the address that 60020 wants on the list. */
export function watchCalls(part: 'kf' | 'app', deps: { db: Db } & Pick<Context, 'clock' | 'ids' | 'log'>) {
  return ({ api, errcode, hint }: CallRecord): void => {
    if (errcode === null || !FOR_AN_OPERATOR.has(errcode)) return
    const alarm = {
      kind: 'wecom_refuses' as const,
      subject: `${part} ${errcode}`,
      detail: { api, meaning: ERRCODES.get(errcode)?.meaning ?? '', ...(hint === undefined ? {} : { hint }) },
    }
    raiseAlarm(deps.db, alarm, deps).catch((error: unknown) =>
      deps.log.error({ alarm, err: error }, 'alarm not stored'),
    )
  }
}
