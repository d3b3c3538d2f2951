import type { Db } from '../../platform/db/index.ts'
import { faultLine, type Impact, impactOf, openSessions, readWording, type Wording } from '../../talk/dialogue/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { flowsFolder } from '../wording.ts'
import { configured, inDatabase } from './configured.ts'
import type { Environment, Said } from './flows.ts'

/**
 * `npm run flows -- impact`: who is in the middle of a dialogue, and what the files now on disk would do to each. With the
 * embedded database the service has to be stopped first: its folder takes one process.
 */
export async function impactCommand(_args: string[], env?: Environment): Promise<Said> {
  const config = configured(env)
  if (!config.ok) return { ok: false, text: config.error }
  const read = readWording(flowsFolder(config.value), ACT_NAMES)
  if (!read.ok) return { ok: false, text: read.error.map(faultLine).join('\n') }
  return { ok: true, text: await inDatabase(config.value, (db) => impactLines(db, read.value)) }
}

async function impactLines(db: Db, { flows, common }: Wording): Promise<string> {
  const world = { flows, common, values: {}, offers: {}, now: new Date(0) }
  const lines: string[] = []
  for await (const { id, session } of openSessions(db))
    lines.push(...impactOf(session, world).map((impact) => `${id} ${lineOf(impact)}`))
  return lines.length === 0 ? 'nobody is in the middle of a dialogue' : lines.join('\n')
}

/** `complaint v1 → v2, at want, goes on at since; new or again: since; put aside: party` */
function lineOf({ flow, from, to, step, waits, changed, putAside, news, next }: Impact): string {
  const at = step ? `at ${step}` : 'before its first question'
  const state = `${flow} v${from}${to === from ? '' : ` → ${to === null ? 'gone' : `v${to}`}`}, ${at}${waits ? ', waits' : ''}`
  if (!changed) return `${state}: nothing changes`
  const after = next ? `goes on at ${next}` : 'ends'
  const fields = [
    news.length > 0 ? `new or again: ${news.join(', ')}` : '',
    putAside.length > 0 ? `put aside: ${putAside.join(', ')}` : '',
  ]
  return [`${state}: ${after}`, ...fields.filter((text) => text !== '')].join('; ')
}
