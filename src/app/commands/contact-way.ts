import { parseArgs } from 'node:util'
import { readOrg } from '../../case/org/index.ts'
import { systemClock, systemIds } from '../../platform/kernel/index.ts'
import { kfChannel, sharedTokenStore } from '../../talk/channel/index.ts'
import { createWecomClient } from '../../wecom/index.ts'
import { makeEntryLink } from '../entry-links.ts'
import { configured, inDatabase } from './configured.ts'

const USAGE = 'usage: contact-way --scene NAME [--account ID] [--place PLACE_ID] [--office OFFICE_ID]'

/**
 * `npm run contact-way -- --scene village-01 --place liudu-wutong`: a link (for a QR code) that says where people came from. With
 * the embedded database the service has to be stopped first: its folder takes one process.
 */
export async function contactWay(args: string[], env?: Record<string, string>): Promise<{ ok: boolean; text: string }> {
  const options = { scene: text, account: text, place: text, office: text }
  const { values } = parseArgs({ args, options })
  const { scene, account, place, office } = values
  if (scene === undefined) return { ok: false, text: USAGE }
  const config = configured(env)
  if (!config.ok) return { ok: false, text: config.error }
  const { wecom } = config.value
  if (!wecom?.kf) return { ok: false, text: 'customer service is off: the WECOM_KF_ variables are not set' }
  const { kf } = wecom
  return inDatabase(config.value, async (db) => {
    const org = await readOrg(db)
    if (!org) return { ok: false, text: 'there is no organisation yet: start the service once' }
    const ids = systemIds(systemClock)
    const client = createWecomClient({
      ...{ apiBase: wecom.apiBase, corpId: wecom.corpId, secret: kf.secret, clock: systemClock },
      tokens: sharedTokenStore(db, systemClock, ids),
    })
    const channel = kfChannel(client, kf.accounts, systemClock)
    const made = await makeEntryLink({ scene, account, place, office }, { db, org, channel, clock: systemClock })
    return made.ok ? { ok: true, text: made.value } : { ok: false, text: made.error }
  })
}

const text = { type: 'string' } as const

if (import.meta.main) {
  const made = await contactWay(process.argv.slice(2))
  process[made.ok ? 'stdout' : 'stderr'].write(`${made.text}\n`)
  process.exitCode = made.ok ? 0 : 1
}
