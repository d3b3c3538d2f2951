import { join } from 'node:path'
import { candidateFrom, FEWEST, FIGURES, type Figures, loadUnderstanding } from '../../case/understand/index.ts'
import { shanghaiDay, systemClock } from '../../platform/kernel/index.ts'
import { confirmedMatters } from '../confirmed.ts'
import { officeModelDir, ROOT } from '../root.ts'
import { configured, inDatabase } from './configured.ts'

/** More were never decided by one office in the years that its categories held. */
const MOST = 100_000

/**
 * `npm run train -- --corrections`: the shipped model taught further by what staff decided, beside the one in use on the office's
 * own frozen set; installed only if it is better there. With the embedded database the service has to be stopped first.
 */
export async function trainCorrections(
  env?: Record<string, string | undefined>,
): Promise<{ code: 0 | 1; text: string }> {
  const config = configured(env)
  if (!config.ok) return { code: 1, text: config.error }
  const rulesDir = join(ROOT, 'rules')
  const officeDir = officeModelDir(config.value.dataDir)
  const understanding = loadUnderstanding({ rulesDir, officeDir })
  const confirmed = await inDatabase(config.value, (db) => confirmedMatters(db, MOST, understanding))
  const rows = confirmed.map(({ complaintId: id, path, text }) => ({ id, text, label: path[0] ?? '' }))
  const made = candidateFrom(rulesDir, rows, understanding.classify)
  const counts = `${made.learned} decided matters to learn from, ${made.frozen} held back`
  if ('tooFew' in made)
    return { code: 0, text: `${counts}: fewer than ${FEWEST.learned} and ${FEWEST.frozen}, nothing learned` }
  const lines = [`${counts}; in use: ${understanding.model.version}, candidate from: ${made.base}`, ...beside(made)]
  if (!made.better)
    return { code: 0, text: [...lines, 'not better on the held-back matters: not installed'].join('\n') }
  const { version } = made.install(officeDir, shanghaiDay(systemClock.now()))
  return { code: 0, text: [...lines, `installed as ${version}: start the service again to use it`].join('\n') }
}

function beside({ inUse, candidate }: { inUse: Figures; candidate: Figures }): string[] {
  const line = (name: string, ...cells: string[]) => name.padEnd(16) + cells.map((cell) => cell.padStart(10)).join('')
  const four = (value: number) => value.toFixed(4)
  return [
    line('', 'in use', 'candidate'),
    ...FIGURES.map((name) => line(name, four(inUse[name]), four(candidate[name]))),
  ]
}
