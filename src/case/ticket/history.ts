import { canonical, digest } from './history-canonical.ts'
import { personalPaths } from './history-public.ts'

/** What stands for a personal value in the link of its event. Without its salt the value is gone and cannot be guessed from it. */
export interface Commitment {
  commitment: string
  salt?: string
}
export type Commitments = Readonly<Record<string, Commitment>>

/** An event as it is stored. */
export interface HistoryRow {
  id: string
  n: number
  type: string
  at: Date
  actor: unknown
  data: unknown
  clocks: unknown
  commitments: Commitments
  hash: string | null
}

/** What the first link of a matter hangs on: number and complaint cannot be exchanged with those of another. */
export const genesis = (matter: { id: string; number: string; complaintId: string }): string =>
  digest('minqing history 1', canonical({ id: matter.id, number: matter.number, complaint: matter.complaintId }))

/** A commitment for every personal value of a new event. */
export function commitTo(
  event: { type: string; actor: { kind: string }; data: unknown },
  bytes: (length: number) => Uint8Array,
): Commitments {
  return Object.fromEntries(
    personalPaths(event).map((path) => {
      const salt = Buffer.from(bytes(16)).toString('hex')
      return [path, { salt, commitment: committed(salt, valueAt(event, path)) }]
    }),
  )
}

/** The link of an event: over the link before it, what is public in it, and the commitments to the rest. */
export function linkOf(previous: string, row: Omit<HistoryRow, 'hash'>): string {
  const { id, n, type, clocks } = row
  const paths = Object.keys(row.commitments)
  const bare = { actor: row.actor, data: row.data }
  const { actor, data } = paths.reduce((body, path) => replaced(body, path, null), bare)
  const commitments = Object.fromEntries(paths.map((path) => [path, row.commitments[path]?.commitment]))
  return digest(previous, canonical({ id, n, type, at: row.at.toISOString(), actor, data, clocks, commitments }))
}

/** Where a personal value is not the one that was committed to. One that was taken out with its salt is in order. */
export function alteredPath(row: Pick<HistoryRow, 'actor' | 'data' | 'commitments'>): string | null {
  const altered = Object.entries(row.commitments).find(([path, { salt, commitment }]) => {
    const value = valueAt(row, path)
    return salt === undefined ? value !== null : committed(salt, value) !== commitment
  })
  return altered?.[0] ?? null
}

/** Where something was taken out. */
export const erasedPaths = (row: Pick<HistoryRow, 'commitments'>): string[] =>
  Object.entries(row.commitments).flatMap(([path, { salt }]) => (salt === undefined ? [path] : []))

/** As whoever reads it expects it: a text that was taken out is an empty one. */
export const readable = <T extends Pick<HistoryRow, 'actor' | 'data' | 'commitments'>>(row: T): T =>
  erasedPaths(row).reduce((body, path) => replaced(body, path, ''), row)

const committed = (salt: string, value: unknown): string => digest(salt, canonical(value))

function valueAt(body: { actor: unknown; data: unknown }, path: string): unknown {
  const found = path.split('/').reduce<unknown>((value, name) => member(value, name), body)
  return found ?? null
}

const member = (value: unknown, name: string): unknown =>
  value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined

/** The same with another value at the path. */
function replaced<T extends object>(body: T, path: string, value: unknown): T {
  const [name = '', ...rest] = path.split('/')
  const inner = member(body, name)
  const goesOn = rest.length > 0 && inner !== null && typeof inner === 'object'
  const left = goesOn ? replaced(inner, rest.join('/'), value) : value
  return Object.assign(Array.isArray(body) ? [...body] : { ...body }, { [name]: left }) as T
}
