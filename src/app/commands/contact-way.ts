import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readOrg } from '../../case/org/index.ts'
import { readConfig } from '../../platform/config/index.ts'
import { openDatabase } from '../../platform/db/index.ts'
import { systemClock, systemIds } from '../../platform/kernel/index.ts'
import { kfChannel, sharedTokenStore } from '../../talk/channel/index.ts'
import { createWecomClient } from '../../wecom/index.ts'
import { makeEntryLink } from '../entry-links.ts'

const USAGE = 'usage: contact-way --scene NAME [--account ID] [--place PLACE_ID] [--office OFFICE_ID]'

/**
 * `npm run contact-way -- --scene village-01 --place liudu-wutong`: a link (for a QR code) that says where people came from. With
 * the embedded database the service has to be stopped first: its folder takes one process.
 */
export async function contactWay(args: string[], env?: Record<string, string>): Promise<{ ok: boolean; text: string }> {
  const options = { scene: text, account: text, place: text, office: text }
  const { values } = parseArgs({ args, options })
  if (values.scene === undefined) return { ok: false, text: USAGE }
  const config = readConfig(env)
  if (!config.ok)
    return { ok: false, text: config.error.map(({ variable, message }) => `${variable} ${message}`).join('\n') }
  const { wecom } = config.value
  if (!wecom?.kf) return { ok: false, text: 'customer service is off: the WECOM_KF_ variables are not set' }
  const database = await openDatabase({
    databaseUrl: config.value.databaseUrl,
    folder: join(config.value.dataDir, 'database'),
  })
  try {
    const { db } = database
    const org = await readOrg(db)
    if (!org) return { ok: false, text: 'there is no organisation yet: start the service once' }
    const ids = systemIds(systemClock)
    const client = createWecomClient({
      ...{ apiBase: wecom.apiBase, corpId: wecom.corpId, secret: wecom.kf.secret, clock: systemClock },
      tokens: sharedTokenStore(db, systemClock, ids),
    })
    const channel = kfChannel(client, wecom.kf.accounts, systemClock)
    const { scene, account, place, office } = values
    const made = await makeEntryLink({ scene, account, place, office }, { db, org, channel, clock: systemClock })
    return made.ok ? { ok: true, text: made.value } : { ok: false, text: made.error }
  } finally {
    await database.close()
  }
}

const text = { type: 'string' } as const

if (import.meta.main) {
  const made = await contactWay(process.argv.slice(2))
  process[made.ok ? 'stdout' : 'stderr'].write(`${made.text}\n`)
  process.exitCode = made.ok ? 0 : 1
}
