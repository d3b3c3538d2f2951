import { findPlaces, type Org, placeChain, rootPlace } from '../case/org/index.ts'
import { readNature, readPlaceWords, readStory, readWhen, type Understanding } from '../case/understand/index.ts'
import { halfWidth, tidyAddress } from '../platform/chinese/index.ts'
import type { Clock } from '../platform/kernel/index.ts'
import { counted, type Fields, type FieldValue, type Option, type Understood } from '../talk/dialogue/index.ts'

/** Joins what the working side reads out of words with what the dialogue asks for. Local and pure: no network model is called. */
export function reader(understanding: Understanding, org: () => Org, clock: Clock, suggesting = () => true) {
  return async (text: string, whole: string): Promise<Understood> => {
    const fields: Fields = {
      ...placeField(halfWidth(text), org()),
      ...storyFields(whole),
      ...timeField(whole, clock.now()),
      ...dangerField(understanding, text),
    }
    const category = suggesting() ? categoryRead(understanding, whole) : LEFT_OPEN
    return {
      fields: { ...fields, ...category.fields },
      options: { ...(category.options ? { category: category.options } : {}), town: towns(org()) },
    }
  }
}

/** Suggestions are turned off: nothing is shown or asked, staff decide. Whoever wants to may still choose (`改 类别`). */
const LEFT_OPEN: { fields: Fields; options?: Option[] } = {
  fields: { category: { text: '', skipped: true, by: 'understood' } },
}

/** Nine to choose from and one "none of these" fill a menu. */
const OFFERED = 9

/**
 * One likely category is shown in the summary, between two or three their author chooses. Where it might be more, the answer would
 * be a guess: staff decide, and nobody is asked (`改 类别` still offers the likeliest).
 */
function categoryRead(understanding: Understanding, whole: string): typeof LEFT_OPEN {
  const { set, unsure, scores } = understanding.classify({ text: whole.replace(CONTACT, '') })
  const option = (name: string): Option => ({ id: categoryId(understanding, name), label: name })
  const [only] = set
  if (unsure || !only) {
    const likely = scores.map(({ category }) => option(category)).slice(0, OFFERED)
    return { ...LEFT_OPEN, options: likely }
  }
  const options = set.map(option)
  return {
    fields: set.length === 1 ? { category: understood(only, { id: categoryId(understanding, only) }) } : {},
    options,
  }
}

/** How to reach somebody: "电话" is no complaint about telephones. */
const CONTACT = /(?:我的|联系)?(?:电话|手机|座机|号码)[号码是为:：\s]*[\d-]{7,}/g

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

/** One place named: that is it, by its full name and with the street that follows. Several: the citizen is asked. */
function placeField(text: string, org: Org): Fields {
  const root = rootPlace(org.places)?.id
  const found = findPlaces(text, org.places).filter((match) => match.placeId !== root)
  const [only] = found
  if (!only) return placeWords(text)
  if (found.length !== 1) return {}
  const names = placeChain(only.placeId, org.places).filter((place) => place.id !== root)
  const street = STREET.exec(text.slice(only.at + only.found.length))?.[0] ?? ''
  const name = names
    .map((place) => place.name)
    .reverse()
    .join('')
  return { place: { text: name + tidyAddress(street), id: only.placeId, by: 'understood' } }
}

/** A place that is none of ours: its town is asked for. */
function placeWords(text: string): Fields {
  const said = readPlaceWords(text)
  return said === null ? {} : { place: { text: tidyAddress(said), by: 'understood' } }
}

/** What may stand right after a place's name and belongs to it: "幸福路12号", "3组". */
const STREET =
  /^(?:(?:(?![的修了口条这那边旁在有没坏不被把到从和])\p{Script=Han}){2,6}(?:路|街|巷|大道|小区|花园|广场|苑))?(?:[0-9一二三四五六七八九十]{1,4}(?:号|栋|幢|组|单元|弄)){0,3}/u

const understood = (text: string, more: Partial<FieldValue> = {}): FieldValue => ({ text, ...more, by: 'understood' })

function storyFields(whole: string): Fields {
  const { wants, parties, blamed, amounts, together, concerned, joint, tried, behalf, proxy, contact } =
    readStory(whole)
  return {
    ...(wants.length > 0 ? { want: understood(wants.join('；'), wants.length > 1 ? { items: wants } : {}) } : {}),
    ...(parties.length > 0 ? { party: understood(parties.join('、')) } : {}),
    ...(blamed ? { blamed: understood('', { id: 'yes' }) } : {}),
    ...(together ? { people: understood(together.said, counted(together.count)) } : {}),
    ...(joint ? { together: understood('', { id: 'yes' }) } : {}),
    ...(proxy ? { proxy: understood('', { id: 'yes' }) } : {}),
    ...natureField(whole),
    ...(tried.length > 0 ? { tried: understood(tried.join('；')) } : {}),
    ...(amounts.length > 0 ? { amount: understood(amounts.join('、')) } : {}),
    ...(concerned ? { concerned: understood(concerned.said) } : {}),
    ...(behalf ? { behalf: understood(behalf) } : {}),
    ...(contact ? { contact: understood([contact.name, contact.phone].filter(Boolean).join(' '), contact) } : {}),
  }
}

/** A suggestion and a report are not handled like a claim (Art. 29–31); where the words point two ways, their author is asked. */
function natureField(whole: string): Fields {
  const nature = readNature(whole)
  if (nature === null) return {}
  return nature === 'unclear' ? { unclear: understood('', { id: 'yes' }) } : { kind: understood('', { id: nature }) }
}

function timeField(whole: string, now: Date): Fields {
  const when = readWhen(whole, now)
  if (when === null) return {}
  const { said, ...at } = when
  return { time: understood(said, { at }) }
}

function dangerField(understanding: Understanding, text: string): Fields {
  const { level } = understanding.danger(text)
  return level === 'none' ? {} : { danger: { text: level, id: level, by: 'understood' } }
}
