import { join } from 'node:path'
import { checkWords } from '../desk/api/index.ts'
import type { Config } from '../platform/config/index.ts'
import { AppError } from '../platform/kernel/index.ts'
import {
  faultLine,
  hashOf,
  loadWording,
  parseWording,
  publishedAfter,
  publishFiles,
  readFiles,
  type Wording,
  type WordingFiles,
  wasPublished,
} from '../talk/dialogue/index.ts'
import { ACT_NAMES } from './act-names.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'
import { ROOT } from './root.ts'

/** How far this process has followed what is published; one object, shared by every part of it. */
export interface Followed {
  seq: number
  /** Of this process's own folder, as it was dealt with. */
  folder: string
  /** Of the folder when it was last seen to be different. */
  changing: { hash: string; since: number } | null
}

/** Somebody may be halfway through several files: what stands still for so long is meant. */
const STANDS_STILL_MS = 2_000

export const flowsFolder = ({ flowsDir }: Pick<Config, 'flowsDir'>): string => flowsDir ?? join(ROOT, 'flows')

type Deps = Pick<Context, 'config' | 'db' | 'clock' | 'ids' | 'log' | 'wording' | 'followed'>

/**
 * At start: a folder that nobody has published is news; an older one (a process of yesterday's image) follows the others. A folder
 * with a fault stops a first start; later ones go on with what was published last.
 */
export async function openWording(
  deps: Omit<Deps, 'wording' | 'followed'>,
): Promise<Pick<Deps, 'wording' | 'followed'>> {
  const { db, log } = deps
  const folder = flowsFolder(deps.config)
  const files = readFiles(folder)
  const hash = hashOf(files)
  const own = usable(files)
  if ('wording' in own && !(await wasPublished(db, hash))) await publishFiles(db, files, deps.clock.now())
  const newest = await publishedAfter(db, 0)
  const followed = { seq: newest?.seq ?? 0, folder: hash, changing: null }
  if (!newest || newest.hash === hash) return { wording: loadWording(folder, ACT_NAMES), followed }
  const theirs = usable(newest.files)
  if ('faults' in theirs) log.warn({ flows: newest.hash, faults: theirs.faults }, 'flows of another program')
  if ('faults' in own && 'wording' in theirs) await refuse(hash, own.faults, deps)
  log.warn({ folder: hash, published: newest.hash }, 'flows/ is not what is published')
  return { wording: 'wording' in theirs ? theirs.wording : loadWording(folder, ACT_NAMES), followed }
}

/** Before every turn: what was published last, by whichever process, is what everybody says. */
export async function takeUpWording(deps: Deps): Promise<void> {
  const newest = await publishedAfter(deps.db, deps.followed.seq)
  if (!newest || newest.seq <= deps.followed.seq) return
  const read = usable(newest.files)
  deps.followed.seq = newest.seq
  // Checked where it was published: only a process of another program finds a fault, while one takes the place of the other.
  if ('faults' in read) return deps.log.warn({ flows: newest.hash, faults: read.faults }, 'flows of another program')
  // In place: every part of this process holds the same object.
  Object.assign(deps.wording, read.wording)
  deps.log.info({ flows: newest.hash, seq: newest.seq }, 'flows taken up')
}

/** In every sweep: a folder that was changed is published, or refused with an alarm while the old wording goes on. */
export async function followFlows(deps: Deps): Promise<void> {
  const files = readFiles(flowsFolder(deps.config))
  const hash = hashOf(files)
  const { followed } = deps
  const now = deps.clock.now().getTime()
  if (hash === followed.folder) followed.changing = null
  else if (hash !== followed.changing?.hash) followed.changing = { hash, since: now }
  else if (now - followed.changing.since >= STANDS_STILL_MS) {
    Object.assign(followed, { folder: hash, changing: null })
    const read = usable(files)
    if ('faults' in read) await refuse(hash, read.faults, deps)
    else await publishFiles(deps.db, files, deps.clock.now())
  }
  await takeUpWording(deps)
}

function usable(files: WordingFiles): { wording: Wording } | { faults: string[] } {
  const read = parseWording(files, ACT_NAMES)
  if (!read.ok) return { faults: read.error.map(faultLine) }
  try {
    checkWords(read.value.cards)
    return { wording: read.value }
  } catch (error) {
    if (error instanceof AppError) return { faults: [error.message] }
    throw error
  }
}

const refuse = (hash: string, faults: string[], deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'log'>): Promise<void> =>
  raiseAlarm(deps.db, { kind: 'flows_refused', subject: hash, detail: { faults: faults.join('\n') } }, deps)
