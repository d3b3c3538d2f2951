import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  loadUnderstanding,
  openStop,
  readDrift,
  resumeSuggesting,
  type Share,
  stopSuggesting,
} from '../../case/understand/index.ts'
import { systemClock, systemIds } from '../../platform/kernel/index.ts'
import { officeModelDir, ROOT } from '../root.ts'
import { configured, inDatabase } from './configured.ts'

const USAGE = `usage: suggestion status | on --by NAME | off --by NAME
  NAME  who decides it; it is kept with the time`

/**
 * `npm run suggestion -- status`: whether categories are suggested, and how the model does; `on` and `off` by a person. With the
 * embedded database the service has to be stopped first: its folder takes one process.
 */
export async function suggestion(
  args: string[],
  env?: Record<string, string | undefined>,
): Promise<{ ok: boolean; text: string }> {
  const { values, positionals } = parseArgs({ args, options: { by: { type: 'string' } }, allowPositionals: true })
  const [what = ''] = positionals
  const by = values.by?.trim() ?? ''
  if (!(what === 'status' || ((what === 'on' || what === 'off') && by !== ''))) return { ok: false, text: USAGE }
  const config = configured(env)
  if (!config.ok) return { ok: false, text: config.error }
  const { dataDir, drift: limits } = config.value
  const { modelVersion } = loadUnderstanding({ rulesDir: join(ROOT, 'rules'), officeDir: officeModelDir(dataDir) })
  return inDatabase(config.value, async (db) => {
    const deps = { clock: systemClock, ids: systemIds(systemClock) }
    if (what === 'on') await resumeSuggesting(db, modelVersion, by, deps.clock)
    if (what === 'off') await stopSuggesting(db, modelVersion, { cause: 'person', by }, deps)
    const stop = await openStop(db, modelVersion)
    const { unsure, disagreed } = await readDrift(db, modelVersion, limits)
    const line = ({ share, matters }: Share, limit: number) => `${share.toFixed(3)} of ${matters} (limit ${limit})`
    const lines = [
      `${modelVersion}: suggestions are ${stop === null ? 'on' : `off since ${stop.at.toISOString()} (${stop.cause})`}`,
      `unsure: ${line(unsure, limits.unsure)}`,
      `decided otherwise by staff: ${line(disagreed, limits.disagreed)}`,
    ]
    return { ok: true, text: lines.join('\n') }
  })
}

if (import.meta.main) {
  const { ok, text } = await suggestion(process.argv.slice(2))
  process[ok ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = ok ? 0 : 1
}
