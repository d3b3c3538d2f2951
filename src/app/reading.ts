import { findPlaces, type Org, placeChain, rootPlace } from '../case/org/index.ts'
import { readNature, readPlaceWords, readStory, type Understanding } from '../case/understand/index.ts'
import { readDates } from '../platform/chinese/index.ts'
import type { Clock } from '../platform/kernel/index.ts'
import { counted, type Fields, type FieldValue, type Option, type Understood } from '../talk/dialogue/index.ts'

/** Joins what the working side reads out of words with what the dialogue asks for. Local and pure: no network model is called. */
export function reader(understanding: Understanding, org: () => Org, clock: Clock, suggesting = () => true) {
  return async (text: string, whole: string): Promise<Understood> => {
    const fields: Fields = {
      ...placeField(text, org()),
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
  return { place: { text: name + street, id: only.placeId, by: 'understood' } }
}

/** A place that is none of ours: its town is asked for. */
function placeWords(text: string): Fields {
  const said = readPlaceWords(text)
  return said === null ? {} : { place: { text: said, by: 'understood' } }
}

/** What may stand right after a place's name and belongs to it: "幸福路12号", "3组". */
const STREET =
  /^(?:(?:(?![的修了口条这那边旁在有没坏不被把到从和])\p{Script=Han}){2,6}(?:路|街|巷|大道|小区|花园|广场|苑))?(?:[0-9一二三四五六七八九十]{1,4}(?:号|栋|幢|组|单元|弄)){0,3}/u

const understood = (text: string, more: Partial<FieldValue> = {}): FieldValue => ({ text, ...more, by: 'understood' })

/** In a story more wishes than this are told, not asked. */
const WANTS = 3

function storyFields(whole: string): Fields {
  const { wants, parties, blamed, together, joint, tried, behalf, proxy, contact } = readStory(whole)
  const items = wants.slice(-WANTS)
  return {
    ...(items.length > 0 ? { want: understood(items.join('；'), items.length > 1 ? { items } : {}) } : {}),
    ...(parties.length > 0 ? { party: understood(parties.join('、')) } : {}),
    ...(blamed ? { blamed: understood('', { id: 'yes' }) } : {}),
    ...(together ? { people: understood(together.said, counted(together.count)) } : {}),
    ...(joint ? { together: understood('', { id: 'yes' }) } : {}),
    ...(proxy ? { proxy: understood('', { id: 'yes' }) } : {}),
    ...natureField(whole),
    ...(tried.length > 0 ? { tried: understood(tried.slice(0, WANTS).join('；')) } : {}),
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

/** A story that names many days tells a history: which of them is meant, only its words say. */
const MOST_DAYS = 2
/** In a long letter "今天" is the day of its writing, or of what was seen on television. */
const LONG = 120

function timeField(whole: string, now: Date): Fields {
  const plain = whole.normalize('NFKC')
  const dates = readDates(plain, now)
  const [first] = dates
  if (!first || dates.length > MOST_DAYS || !happened(plain, first.said)) return {}
  const { said, ...at } = first
  return { time: understood(said.replace(/的$/, ''), { at }) }
}

/** A day of what is complained of: not of a decree, of a plan, of the letter itself, and no bare year of a history. */
function happened(plain: string, said: string): boolean {
  const at = plain.indexOf(said)
  const before = plain.slice(Math.max(0, at - 6), at)
  const after = plain.slice(at + said.length)
  if (/^[^，。]{0,6}(?:发布|印发|出台|颁布|公布的|施行|将[^\d，。]|拟|准备|打算|计划)/u.test(after)) return false
  if (plain.length > LONG && after.trim() === '') return false
  if (/^(?:今天|今日|昨天|昨日|刚才|刚刚)$/u.test(said)) return plain.length <= LONG && !/[至到]$/u.test(before)
  if (/^(?:19|20)\d{2}年$/u.test(said)) return /[从自]$/u.test(before) || /^(?:开始|起|以来|至今|到现在)/u.test(after)
  return true
}

function dangerField(understanding: Understanding, text: string): Fields {
  const { level } = understanding.danger(text)
  return level === 'none' ? {} : { danger: { text: level, id: level, by: 'understood' } }
}
