import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { dutyLinks, type Entry, type KnownIds, linkFaults, type Report, type Sections } from './links.ts'
import { office, organisation, place, routeRow, shift, staff } from './schema.ts'
import type { Org, OrgFault, Shift } from './types.ts'

const LISTS = ['places', 'offices', 'staff', 'routes', 'duty'] as const

/**
 * Reads ORG_FILE and tells every fault at once, each with its line. `categories` are the first-level names of the
 * taxonomy. A malformed entry is told once: what points to it is not a second fault.
 */
export function parseOrg(yamlText: string, categories: readonly string[]): Result<Org, OrgFault[]> {
  const opened = open(yamlText)
  if (!opened.ok) return opened
  const { raw, faults, report } = opened.value
  const { sections, head } = readSections(raw, report)
  linkFaults(sections, rawIds(raw), categories, report)
  if (faults.length > 0 || head === undefined) return err(sorted(faults))
  return ok({
    organisation: head,
    places: values(sections.places),
    offices: values(sections.offices),
    staff: values(sections.staff),
    routes: values(sections.routes),
    duty: values(sections.duty),
  })
}

/** The roster alone, for an organisation that is imported already: a file with the section `duty`, ORG_FILE itself among them. */
export function parseRoster(yamlText: string, org: Pick<Org, 'offices' | 'staff'>): Result<Shift[], OrgFault[]> {
  const opened = open(yamlText)
  if (!opened.ok) return opened
  const { raw, faults, report } = opened.value
  const duty = readList(raw, 'duty', shift, report)
  const offices = new Set(org.offices.map(({ id }) => id))
  const staff = new Set(org.staff.map(({ userid }) => userid))
  dutyLinks(duty, { offices, staff }, report)
  return faults.length > 0 ? err(sorted(faults)) : ok(values(duty))
}

const values = <T>(entries: Entry<T>[]) => entries.map(({ value }) => value)
const sorted = (faults: OrgFault[]) => faults.sort((a, b) => a.line - b.line)

function open(
  yamlText: string,
): Result<{ raw: Record<string, unknown>; faults: OrgFault[]; report: Report }, OrgFault[]> {
  const lines = new LineCounter()
  const document = parseDocument(yamlText, { lineCounter: lines })
  if (document.errors.length > 0) {
    return err(document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, code: 'yaml', message })))
  }
  const raw = z.record(z.string(), z.unknown()).safeParse(document.toJS())
  if (!raw.success) return err([{ line: 1, code: 'shape', message: 'the file is not a mapping of sections' }])
  const faults: OrgFault[] = []
  const report: Report = (path, code, message) => {
    faults.push({ line: lineOf(document, lines, path), code, message })
  }
  return ok({ raw: raw.data, faults, report })
}

function readSections(raw: Record<string, unknown>, report: Report) {
  for (const key of Object.keys(raw)) {
    if (key !== 'organisation' && !LISTS.some((list) => list === key)) report([key], 'shape', `unknown section ${key}`)
  }
  const head = organisation.safeParse(raw.organisation)
  if (!head.success) reportIssues(head.error, ['organisation'], report)
  const sections: Sections = {
    places: readList(raw, 'places', place, report),
    offices: readList(raw, 'offices', office, report),
    staff: readList(raw, 'staff', staff, report),
    routes: readList(raw, 'routes', routeRow, report),
    duty: raw.duty === undefined ? [] : readList(raw, 'duty', shift, report),
  }
  return { sections, head: head.data }
}

function readList<T extends z.ZodType>(raw: Record<string, unknown>, key: string, schema: T, report: Report) {
  const list = raw[key]
  if (!Array.isArray(list) || list.length === 0) {
    report([key], 'shape', `the section ${key} is missing or is not a list with entries`)
    return []
  }
  return list.flatMap((item: unknown, index): Entry<z.output<T>>[] => {
    const parsed = schema.safeParse(item)
    if (parsed.success) return [{ index, value: parsed.data }]
    reportIssues(parsed.error, [key, index], report)
    return []
  })
}

function reportIssues(error: z.ZodError, at: readonly (string | number)[], report: Report): void {
  for (const issue of error.issues) {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)))
    report([...at, ...path], 'shape', `${[...at, ...path].join('.')}: ${issue.message}`)
  }
}

function rawIds(raw: Record<string, unknown>): KnownIds {
  const ids = (key: string, name: string) => {
    const list: unknown[] = Array.isArray(raw[key]) ? raw[key] : []
    return new Set(list.flatMap((item) => idOf(item, name)))
  }
  return { places: ids('places', 'id'), offices: ids('offices', 'id'), staff: ids('staff', 'userid') }
}

function idOf(item: unknown, name: string): string[] {
  const value =
    typeof item === 'object' && item !== null ? Object.entries(item).find(([key]) => key === name)?.[1] : undefined
  return typeof value === 'string' ? [value] : []
}

/** The line of the nearest node that exists on the way to the path: a missing key has the line of its entry. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly (string | number)[],
): number {
  let node: unknown = document.contents
  let offset = 0
  for (const key of path) {
    const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
    const next: unknown = isSeq(node) ? node.items[Number(key)] : pair?.value
    const start = isScalar(pair?.key) ? pair.key.range : isNode(next) ? next.range : undefined
    if (start === undefined || start === null) break
    offset = start[0]
    node = next
  }
  return lines.linePos(offset).line
}
