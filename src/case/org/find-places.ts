import { placeChain } from './tree.ts'
import type { Place } from './types.ts'

export interface PlaceMatch {
  placeId: string
  name: string
  /** The words found, where they begin (UTF-16) and how many they are. */
  found: string
  at: number
}

/**
 * Places named in free text, in the order of the text. The longest name wins where names overlap; a place that only holds
 * another one found ("… Town, … Village") is left out. Several candidates mean that the citizen must be asked.
 */
export function findPlaces(text: string, places: readonly Place[]): PlaceMatch[] {
  const kept = longestOnly(occurrences(text, places))
  const specific = kept.filter((match) => !kept.some((other) => isAbove(match.placeId, other.placeId, places)))
  return uniqueByPlace(underWhatElseIsNamed(specific, kept, places)).sort((a, b) => a.at - b.at)
}

function occurrences(text: string, places: readonly Place[]): PlaceMatch[] {
  return places.flatMap((place) =>
    [place.name, ...place.aliases].flatMap((found) =>
      positions(text, found).map((at) => ({ placeId: place.id, name: place.name, found, at })),
    ),
  )
}

function positions(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) found.push(at)
  return found
}

/** Drops a match that lies inside or across a longer one. Equal ones stay: two places of one name. */
function longestOnly(matches: readonly PlaceMatch[]): PlaceMatch[] {
  const overlaps = (a: PlaceMatch, b: PlaceMatch) => a.at < b.at + b.found.length && b.at < a.at + a.found.length
  return matches.filter(
    (match) => !matches.some((other) => other.found.length > match.found.length && overlaps(match, other)),
  )
}

/** Of places with one name, those under another place that the text names as well; all of them where it names none. */
function underWhatElseIsNamed(
  matches: PlaceMatch[],
  all: readonly PlaceMatch[],
  places: readonly Place[],
): PlaceMatch[] {
  const named = (match: PlaceMatch) => all.some((other) => isAbove(other.placeId, match.placeId, places))
  const twins = (match: PlaceMatch) => matches.filter(({ at, found }) => at === match.at && found === match.found)
  return matches.filter((match) => named(match) || !twins(match).some(named))
}

function isAbove(upper: string, lower: string, places: readonly Place[]): boolean {
  return upper !== lower && placeChain(lower, places).some(({ id }) => id === upper)
}

function uniqueByPlace(matches: readonly PlaceMatch[]): PlaceMatch[] {
  return matches.filter((match, index) => matches.findIndex(({ placeId }) => placeId === match.placeId) === index)
}
