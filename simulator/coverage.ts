import { APP } from './sheet/app.ts'
import { BOT } from './sheet/bot.ts'
import { COMMON } from './sheet/common.ts'
import { KF } from './sheet/kf.ts'
import { KF_ACCOUNTS } from './sheet/kf-accounts.ts'
import type { CoverageRow } from './sheet/row.ts'

export { NOT_USED, type NotUsed } from './sheet/not-used.ts'
export type { CoverageRow } from './sheet/row.ts'

/** Every documented rule and figure the simulator holds to, with the file that does it and the test that would notice. */
export const COVERAGE: CoverageRow[] = [...COMMON, ...KF, ...KF_ACCOUNTS, ...APP, ...BOT]
