import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Org, onDuty, parseRoster, readOrg, replaceRoster } from '../../case/org/index.ts'
import { type Clock, systemClock, systemIds } from '../../platform/kernel/index.ts'
import { rosterLines, wall } from '../duty.ts'
import { staffChanged } from '../organisation.ts'
import { configured, inDatabase } from './configured.ts'

/**
 * `npm run duty -- --file FILE` puts the roster of the file in place of the one before; without a file it says who is on duty now, and
 * which times nobody has. Processes that run take it up within seconds. With the embedded database the service has to be stopped first.
 */
export async function duty(
  args: string[],
  env?: Record<string, string | undefined>,
  clock: Clock = systemClock,
): Promise<{ ok: boolean; text: string }> {
  const { file } = parseArgs({ args, options: { file: { type: 'string' } } }).values
  const config = configured(env)
  if (!config.ok) return { ok: false, text: config.error }
  const text = file === undefined ? null : await readFile(file, 'utf8')
  return inDatabase(config.value, async (db) => {
    const org = await readOrg(db)
    if (org === null)
      return { ok: false, text: 'there is no organisation yet: the first start imports it from ORG_FILE' }
    if (text === null) return { ok: true, text: said(org, clock.now()) }
    const read = parseRoster(text, org)
    if (!read.ok)
      return { ok: false, text: read.error.map(({ line, message }) => `line ${line}: ${message}`).join('\n') }
    await db.transaction().execute(async (trx) => {
      await replaceRoster(trx, read.value)
      await staffChanged(trx, { ids: systemIds(clock) })
    })
    return { ok: true, text: said({ ...org, duty: read.value }, clock.now()) }
  })
}

function said(org: Org, now: Date): string {
  const offices = org.offices.filter(({ id }) => org.duty.some(({ office }) => office === id))
  const name = (userid: string) => org.staff.find((member) => member.userid === userid)?.name ?? userid
  const lines = offices.map((office) => `${office.name}: ${onDuty(office.id, now, org).map(name).join('、')}`)
  return [`${wall(now)}, ${org.duty.length} shifts`, ...lines, ...rosterLines(org, now)].join('\n')
}

if (import.meta.main) {
  const { ok, text } = await duty(process.argv.slice(2))
  process[ok ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = ok ? 0 : 1
}
