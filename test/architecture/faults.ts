import { posix } from 'node:path'
import { PACKAGES, ROOMS, SIDE_DOORS, TEST_PACKAGES } from './rooms.ts'
import { type Import, type Source, targetOf } from './source.ts'

const NAMES = Object.keys(ROOMS).sort((one, other) => other.length - one.length)

/** The innermost room a file stands in. */
export const roomOf = (path: string): string | null =>
  NAMES.find((name) => path === name || path.startsWith(`${name}/`)) ?? null

const allowed = (list: readonly string[], room: string): boolean =>
  list.some((each) => (each.endsWith('*') ? room.startsWith(each.slice(0, -1)) : room === each))

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** Every import that breaks the table, as `file:line sentence`. */
export function faultsOf(sources: Source[]): string[] {
  const files = new Set(sources.map((source) => source.path))
  return sources.flatMap((source) => {
    const room = roomOf(source.path)
    if (room === null)
      return [
        `${source.path}:1 stands in no room: add the room to test/architecture/rooms.ts and to docs/architecture.md`,
      ]
    return source.imports.flatMap((each) => {
      const target = targetOf(source, each.specifier)
      const sentence = target === null ? packageFault(source, room, each) : fileFault(source, room, each, target, files)
      return sentence === null ? [] : [`${source.path}:${each.line} ${sentence}`]
    })
  })
}

function packageFault(source: Source, room: string, { specifier }: Import): string | null {
  if (specifier.startsWith('node:')) return null
  const name = packageOf(specifier)
  if (source.path.startsWith('simulator/test/') && TEST_PACKAGES.includes(name)) return null
  const rule = PACKAGES[name]
  if (!rule)
    return `imports ${name}, which no room may: add it to PACKAGES with the one room that needs it, and to docs/dependencies.md`
  return allowed(rule.rooms, room) ? null : `imports ${name}, which is for ${rule.rooms.join(', ')}: ${rule.instead}`
}

function fileFault(
  source: Source,
  room: string,
  { specifier, erased }: Import,
  target: string,
  files: Set<string>,
): string | null {
  if (!files.has(target)) return `imports ${specifier}, which is no file below src/ or simulator/`
  const other = roomOf(target)
  if (other === null) return `imports ${target}, which stands in no room`
  if (other !== room && other !== 'src/platform/kernel') {
    const { may, typesOnly = [], instead } = ROOMS[room] ?? { may: [], instead: '' }
    if (!allowed(may, other)) return `imports ${other}, which ${room} may not: ${instead}`
    if (!erased && allowed(typesOnly, other))
      return `imports a value of ${other}; types only (\`import type\`): ${instead}`
  }
  const door = doorOf(source.path, target)
  if (door === null || door === target || SIDE_DOORS[target] === source.path) return null
  return `enters ${posix.dirname(door)} past its door: import from ${door}, and export there what others need`
}

/** The index.ts of the outermost room that holds the target and not the importer. */
function doorOf(from: string, target: string): string | null {
  const entered = NAMES.filter((room) => target.startsWith(`${room}/`) && !from.startsWith(`${room}/`)).at(-1)
  return entered === undefined ? null : `${entered}/index.ts`
}

/** Groups of files that load each other, by imports that are there when the program runs. */
export function cyclesOf(sources: Source[]): string[][] {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      source.imports.flatMap((each) => (each.erased ? [] : (targetOf(source, each.specifier) ?? []))),
    ]),
  )
  const order: string[] = []
  const seen = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const next of edges.get(path) ?? []) visit(next)
    order.push(path)
  }
  for (const path of edges.keys()) visit(path)
  // Kosaraju: the same walk against the arrows, last finished first, gives the groups.
  const back = new Map<string, string[]>()
  for (const [from, targets] of edges) for (const to of targets) back.set(to, [...(back.get(to) ?? []), from])
  const taken = new Set<string>()
  const collect = (path: string): string[] => {
    if (taken.has(path)) return []
    taken.add(path)
    return [path, ...(back.get(path) ?? []).flatMap(collect)]
  }
  return order
    .reverse()
    .map(collect)
    .filter((group) => group.length > 1)
}
