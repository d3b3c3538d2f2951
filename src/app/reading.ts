import { findPlaces, type Org } from '../case/org/index.ts'
import { readStory, type Understanding } from '../case/understand/index.ts'
import type { Fields, Option, Understood } from '../talk/dialogue/index.ts'

/** Joins what the working side reads out of words with what the dialogue asks for. Local and pure: no network model is called. */
export function reader(understanding: Understanding, org: () => Org) {
  return async (text: string, whole: string): Promise<Understood> => {
    const fields: Fields = { ...placeField(text, org()), ...storyFields(whole), ...dangerField(understanding, text) }
    const { set, unsure, scores } = understanding.classify({ text: whole })
    const [only] = set
    if (!unsure && set.length === 1 && only)
      fields.category = { text: only, id: categoryId(understanding, only), by: 'understood' }
    const likely = [...set, ...scores.map((score) => score.category)]
    const offered = [...new Set(likely)].slice(0, OFFERED)
    return {
      fields,
      options: {
        category: offered.map((name): Option => ({ id: categoryId(understanding, name), label: name })),
        town: towns(org()),
      },
    }
  }
}

/** Nine to choose from and one "none of these" fill a menu. */
const OFFERED = 9

export const categoryId = (understanding: Pick<Understanding, 'categories'>, name: string): string =>
  `c${understanding.categories.indexOf(name)}`

export const categoryName = (
  understanding: Pick<Understanding, 'categories'>,
  id: string | undefined,
): string | null => (id ? (understanding.categories[Number(id.slice(1))] ?? null) : null)

export const towns = (org: Org): Option[] =>
  org.places
    .filter((place) => place.level === 'town')
    .slice(0, OFFERED)
    .map((place) => ({ id: place.id, label: place.name }))

/** One place named: that is it. Several: the citizen is asked. */
function placeField(text: string, org: Org): Fields {
  const found = findPlaces(text, org.places).filter(
    (match) => match.placeId !== org.places.find((place) => place.parent === null)?.id,
  )
  const [only] = found
  if (!only || found.length !== 1) return {}
  return { place: { text: around(text, only.at, only.found.length), id: only.placeId, by: 'understood' } }
}

/** The name with what follows it up to the next pause: "柳渡镇幸福路12号". */
function around(text: string, at: number, length: number): string {
  const rest = text.slice(at + length)
  const street =
    /^[\p{Script=Han}A-Za-z0-9]{0,20}?(?:路|街|巷|村|组|号|栋|小区|社区)[0-9号栋单元室一二三四五六七八九十]{0,8}/u.exec(
      rest,
    )?.[0] ?? ''
  return text.slice(at, at + length) + street
}

function storyFields(whole: string): Fields {
  const { wants, parties } = readStory(whole)
  const last = wants.at(-1)
  return {
    ...(last ? { want: { text: wants.slice(-3).join('；'), by: 'understood' as const } } : {}),
    ...(parties.length > 0 ? { party: { text: parties.join('、'), by: 'understood' as const } } : {}),
  }
}

function dangerField(understanding: Understanding, text: string): Fields {
  const { level } = understanding.danger(text)
  return level === 'none' ? {} : { danger: { text: level, id: level, by: 'understood' } }
}
