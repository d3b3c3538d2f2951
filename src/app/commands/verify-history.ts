import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type HistoryFault, parseNumber, printNumber, type Verified, verifyHistory } from '../../case/ticket/index.ts'
import { AppError, shanghaiDay } from '../../platform/kernel/index.ts'
import { type NoticeTexts, readWording, render } from '../../talk/dialogue/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { anchorLine } from '../history.ts'
import { ROOT } from '../root.ts'
import { configured, inDatabase } from './configured.ts'

const USAGE = `usage: verify-history [--ticket NUMBER | --anchor HASH] [--json]
  --ticket  the history of one matter only
  --anchor  an anchor that was printed or kept elsewhere: it must stand in the chain`

const OPTIONS = {
  ticket: { type: 'string' },
  anchor: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** So many are listed with `--json`; all are counted. */
const MOST_LISTED = 1000

/**
 * `npm run verify-history`: whether the histories of the matters are as they were written. 0: all of it; 1: something is broken,
 * each on a line as it is found; 2: it could not be looked at.
 */
export async function verifyHistoryCommand(
  args: string[],
  write: (line: string) => void,
  env?: Record<string, string | undefined>,
): Promise<0 | 1 | 2> {
  const asked = read(args)
  if (asked === null) return refuse(USAGE, write)
  const config = configured(env)
  if (!config.ok) return refuse(config.error, write)
  const notices = noticeTexts()
  const number = asked.ticket === undefined ? null : parseNumber(asked.ticket, config.value.numberPrefix)
  if (number !== null && number.kind !== 'ok')
    return refuse(said(notices, 'no_matter', { number: asked.ticket }), write)
  const only = { ...(number && { number: number.number }), ...(asked.anchor && { anchor: asked.anchor }) }
  return inDatabase(config.value, async (db) => {
    const listed: HistoryFault[] = []
    let faults = 0
    const walk = verifyHistory(db, only)
    let step = await walk.next()
    for (; !step.done; step = await walk.next()) {
      faults += 1
      if (listed.length < MOST_LISTED) listed.push(step.value)
      if (!asked.json) write(faultLine(step.value, notices))
    }
    const verified = step.value
    if (number !== null && verified.matters === 0)
      return refuse(said(notices, 'no_matter', { number: asked.ticket }), write)
    write(asked.json ? asJson(verified, listed, faults) : summary(verified, faults, notices))
    return faults === 0 ? 0 : 1
  })
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({ args, options: OPTIONS, strict: true })
    return values.ticket !== undefined && values.anchor !== undefined ? null : values
  } catch {
    return null
  }
}

function refuse(why: string, write: (line: string) => void): 2 {
  write(why)
  return 2
}

function noticeTexts(): NoticeTexts {
  const wording = readWording(join(ROOT, 'flows'), ACT_NAMES)
  if (!wording.ok) throw new AppError({ code: 'flows_invalid', message: 'flows/ has faults: npm run check lists them' })
  return wording.value.notices
}

const said = (notices: NoticeTexts, name: string, values: Record<string, unknown>): string =>
  render(
    notices.lines[`history_${name}`] ?? '',
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value ?? '')])),
  )

function faultLine(fault: HistoryFault, notices: NoticeTexts): string {
  switch (fault.what) {
    case 'anchor_unknown':
      return said(notices, fault.what, { anchor: fault.hash })
    case 'anchor_changed':
      return said(notices, fault.what, { date: fault.day })
    case 'anchored_changed':
      return said(notices, fault.what, { number: nameOf(fault), n: fault.n, date: fault.day })
    case 'changed':
    case 'value_changed':
    case 'unlinked': {
      const step = notices.states[fault.type] ?? notices.lines[`event_${fault.type}`] ?? fault.type
      return said(notices, fault.what, { number: nameOf(fault), n: fault.n, step, date: shanghaiDay(fault.at) })
    }
    default:
      return said(notices, fault.what, { number: nameOf(fault), n: fault.n })
  }
}

/** A matter that is gone has its id left. */
const nameOf = ({ number, matter }: { number: string | null; matter: string }): string =>
  number === null ? matter : printNumber(number)

function summary(verified: Verified, faults: number, notices: NoticeTexts): string {
  const result = said(notices, faults === 0 ? 'green' : 'red', { ...verified, faults })
  const { lastAnchor } = verified
  return lastAnchor === null ? result : `${result}\n${said(notices, 'last_anchor', { anchor: anchorLine(lastAnchor) })}`
}

function asJson(verified: Verified, faults: readonly HistoryFault[], count: number): string {
  const { lastAnchor, ...counts } = verified
  return JSON.stringify({ green: count === 0, ...counts, last_anchor: lastAnchor, faults_found: count, faults })
}

if (import.meta.main) {
  process.exitCode = await verifyHistoryCommand(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
}
