import { createHash } from 'node:crypto'
import type { ProfileFile } from './schema.ts'
import {
  CLOCK_EVENTS,
  CLOCK_IDS,
  type ClockEvent,
  type ClockId,
  type ClockRule,
  type ClockTrigger,
  type EventTriggers,
  type Profile,
} from './types.ts'

type Tree = { readonly [key: string]: unknown }
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A variant over its base: maps are joined key by key, anything else is replaced. A clock that it takes away stands in `absent`,
 * one that it brings back no longer does.
 */
export function varied(base: Tree, variant: Tree): Tree {
  const whole = overlay(base, variant)
  const without = (key: 'clocks' | 'absent', other: 'clocks' | 'absent') =>
    Object.fromEntries(Object.entries(treeOf(whole[key])).filter(([id]) => !(id in treeOf(variant[other]))))
  return { ...whole, clocks: without('clocks', 'absent'), absent: without('absent', 'clocks') }
}

function overlay(base: Tree, variant: Tree): Tree {
  const joined = Object.entries(variant).map(([key, value]) => {
    const under = base[key]
    return [key, isTree(under) && isTree(value) ? overlay(under, value) : value] as const
  })
  return { ...base, ...Object.fromEntries(joined) }
}

const treeOf = (value: unknown): Tree => (isTree(value) ? value : {})

type Fault = { path: string; message: string }

/** What the shape of a profile cannot show by itself. */
export function profileFaults(file: ProfileFile): Fault[] {
  return [
    ...CLOCK_IDS.flatMap((id) => clockFaults(id, file)),
    ...Object.entries(file.steps).flatMap(([name, { within, gives }]) =>
      [within, gives]
        .filter((id) => id !== null && file.clocks[id] === undefined)
        .map((id) => ({ path: `steps.${name}`, message: `speaks of ${id}, which this profile does not have` })),
    ),
  ]
}

function clockFaults(id: ClockId, file: ProfileFile): Fault[] {
  const clock = file.clocks[id]
  const fault = (key: string, message: string) => ({ path: `clocks.${id}${key}`, message })
  if (clock === undefined) {
    return file.absent[id] === undefined ? [fault('', 'neither here nor in `absent` with a reason')] : []
  }
  const { days, day_kind, roll, after, pause } = clock
  return [
    ...(file.absent[id] === undefined ? [] : [fault('', 'both here and in `absent`')]),
    ...((days === null) !== (id === 'D11') ? [fault('.days', 'the sender sets the date of D11, and of no other')] : []),
    ...(pause !== null && id !== 'D10' ? [fault('.pause', 'article 36 cuts a hearing out of D10 only')] : []),
    ...(after === id ? [fault('.after', 'a clock cannot run on from itself')] : []),
    ...(after !== null && (file.clocks[after]?.after ?? null) !== null
      ? [fault('.after', `${after} runs on from another clock itself`)]
      : []),
    ...(after !== null && (file.clocks[after]?.days ?? null) === null
      ? [fault('.after', `${after} is not here with a length to run on from`)]
      : []),
    ...(day_kind === 'working' && roll ? [fault('.roll', 'the last working day is never a rest day')] : []),
  ]
}

/** A variant that changes a length says who gives the other length. */
export function uncitedFaults(variant: { clocks?: { readonly [id in ClockId]?: Tree } | undefined }): Fault[] {
  return Object.entries(variant.clocks ?? {})
    .filter(([, clock]) => ('days' in clock || 'day_kind' in clock) && !('cite' in clock && 'article' in clock))
    .map(([id]) => ({ path: `clocks.${id}`, message: 'changes a length and does not cite what gives it' }))
}

export function profileOfFile(file: ProfileFile, texts: readonly string[]): Profile {
  const version = `${file.version}+${digest(texts)}`
  const clocks = clockRules(file, version)
  const { profile: name, version: declared, end_of_road: endOfRoad } = file
  const { source, absent, kinds, ways, steps } = file
  const triggers = triggersOf(Object.values(clocks))
  return { name, declared, version, source, clocks, absent, triggers, kinds, ways, steps, endOfRoad }
}

function clockRules(file: ProfileFile, rulesVersion: string): Profile['clocks'] {
  const rules = CLOCK_IDS.flatMap((id) => {
    const clock = file.clocks[id]
    if (clock === undefined) return []
    const { day_kind: dayKind, counted_from: countedFrom, ...rest } = clock
    return [[id, { id, dayKind, countedFrom, ...rest, rulesVersion } satisfies ClockRule] as const]
  })
  return Object.fromEntries(rules)
}

function triggersOf(rules: readonly ClockRule[]): EventTriggers {
  const trigger = (event: ClockEvent): ClockTrigger => ({
    start: rules.filter((rule) => rule.start === event).map(({ id }) => id),
    stop: rules.filter((rule) => rule.stop.includes(event)).map(({ id }) => id),
    reopen: rules.filter((rule) => rule.reopen.includes(event)).map(({ id }) => id),
  })
  return Object.fromEntries(CLOCK_EVENTS.map((event) => [event, trigger(event)])) as EventTriggers
}

/** Line ends are not content: a checkout on another system has the same version. */
function digest(texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.replaceAll('\r\n', '\n')}\0`)
  return hash.digest('hex').slice(0, 12)
}

/** `2026.10` is newer than `2026.9`. */
export function byVersion(a: { declared: string }, b: { declared: string }): number {
  const [[yearA = 0, countA = 0], [yearB = 0, countB = 0]] = [a, b].map((one) =>
    one.declared.split('.').map(Number),
  ) as [number[], number[]]
  return yearA - yearB || countA - countB
}
