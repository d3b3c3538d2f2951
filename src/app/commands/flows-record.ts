import { join } from 'node:path'
import { type Org, readOrg } from '../../case/org/index.ts'
import { loadUnderstanding } from '../../case/understand/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { systemClock } from '../../platform/kernel/index.ts'
import {
  commandOf,
  createHost,
  faultLine,
  readWording,
  recordConversation,
  recordingText,
  type Wording,
} from '../../talk/dialogue/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { numberReader } from '../numbers.ts'
import { reader, towns } from '../reading.ts'
import { ROOT } from '../root.ts'
import { flowsFolder } from '../wording.ts'
import { configured, inDatabase } from './configured.ts'
import type { Environment, Said } from './flows.ts'

/**
 * `npm run flows -- record CONVERSATION > test/flows/recorded/NAME.yaml`: what was done in a conversation, without a word of it.
 * With the embedded database the service has to be stopped first.
 */
export async function recordCommand([conversation]: string[], env?: Environment): Promise<Said> {
  if (conversation === undefined) return { ok: false, text: 'usage: flows record CONVERSATION' }
  const config = configured(env)
  if (!config.ok) return { ok: false, text: config.error }
  const { numberPrefix } = config.value
  const read = readWording(flowsFolder(config.value), ACT_NAMES)
  if (!read.ok) return { ok: false, text: read.error.map(faultLine).join('\n') }
  return inDatabase(config.value, async (db) => {
    const org = await readOrg(db)
    if (!org) return { ok: false, text: 'there is no organisation yet: start the service once' }
    const text = await recordingOf(conversation, db, read.value, org, numberPrefix)
    return text === null ? { ok: false, text: 'this conversation has had no turn' } : { ok: true, text }
  })
}

export async function recordingOf(
  conversation: string,
  db: Db,
  wording: Wording,
  org: Org,
  prefix: string,
): Promise<string | null> {
  const understanding = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
  const readNumber = numberReader(prefix)
  const { flows, common } = wording
  const category = understanding.categories.slice(0, 9).map((label, index) => ({ id: `c${index}`, label }))
  const recording = await recordConversation(db, conversation, {
    host: createHost(() => common, readNumber),
    world: { flows, common, values: {}, offers: { town: towns(org), category }, now: new Date(0) },
    commandOf: (text) => commandOf(text, common, readNumber),
    understand: reader(understanding, () => org, systemClock),
  })
  return recording && recordingText(recording)
}
