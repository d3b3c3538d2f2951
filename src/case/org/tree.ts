import type { Office, Org, Place } from './types.ts'

type Node = { id: string; parent: string | null }

/** The node and everything above it, nearest first. Stops at an id seen before, so a cycle in unchecked data ends. */
function chain<T extends Node>(id: string, nodes: readonly T[]): T[] {
  const found: T[] = []
  let next: string | null = id
  while (next !== null && !found.some((node) => node.id === next)) {
    const node: T | undefined = nodes.find((one) => one.id === next)
    if (node === undefined) break
    found.push(node)
    next = node.parent
  }
  return found
}

/** The place and those that hold it, most specific first. */
export function placeChain(placeId: string, places: readonly Place[]): Place[] {
  return chain(placeId, places)
}

/** The superiors of an office, nearest first, without the office itself. */
export function officeAncestors(officeId: string, offices: readonly Office[]): Office[] {
  return chain(officeId, offices).slice(1)
}

/** The office and all offices under it. */
export function officeSubordinates(officeId: string, offices: readonly Office[]): string[] {
  return offices.filter((office) => chain(office.id, offices).some((one) => one.id === officeId)).map(({ id }) => id)
}

export function rootPlace(places: readonly Place[]): Place | undefined {
  return places.find((place) => place.parent === null)
}

/** The petition office nearest to a place, going up; without a place, that of the root. */
export function petitionOfficeOf(placeId: string | null, org: Pick<Org, 'places' | 'offices'>): Office | undefined {
  const from = placeId ?? rootPlace(org.places)?.id
  const places = from === undefined ? [] : placeChain(from, org.places)
  const holding = places.length > 0 ? places : org.places.filter((place) => place.parent === null)
  for (const place of holding) {
    const office = org.offices.find((one) => one.kind === 'petition' && one.place === place.id)
    if (office !== undefined) return office
  }
  return undefined
}

/** First-level categories that only the fallback office would receive: not a fault, but worth telling the importer. */
export function uncoveredCategories(org: Org, categories: readonly string[]): string[] {
  return categories.filter((category) => !org.routes.some((row) => row.category === category && row.place === null))
}
