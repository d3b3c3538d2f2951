import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { openDatabase } from '../../../src/platform/db/index.ts'
import { systemClock, systemIds } from '../../../src/platform/kernel/index.ts'
import { sharedHoldStore, sharedTokenStore } from '../../../src/talk/channel/index.ts'
import { createWecomClient } from '../../../src/wecom/index.ts'

/** One process of an installation: for each line it is given it makes twenty calls at once and prints how they ended. */
const env = process.env as Record<'DATABASE_URL' | 'API_BASE' | 'CORP' | 'SECRET', string>
const database = await openDatabase({ databaseUrl: env.DATABASE_URL, folder: '' })
const ids = systemIds(systemClock)
const client = createWecomClient({
  apiBase: env.API_BASE,
  corpId: env.CORP,
  secret: env.SECRET,
  tokens: sharedTokenStore(database.db, systemClock, ids),
  holds: sharedHoldStore(database.db, systemClock),
  clock: systemClock,
})
const lines = createInterface({ input: process.stdin })
process.stdout.write('ready\n')
lines.on('line', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.department.list()))
  process.stdout.write(`${JSON.stringify(answers.map((answer) => (answer.ok ? 0 : answer.error.errcode)))}\n`)
})
await once(lines, 'close')
await database.close()
