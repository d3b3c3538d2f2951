import { findPlaces, type Org, rootPlace } from '../case/org/index.ts'
import { type Llm, type Understanding, weigh } from '../case/understand/index.ts'
import { readDates } from '../platform/chinese/index.ts'
import type { Clock } from '../platform/kernel/index.ts'
import {
  type Fields,
  type FieldValue,
  isWhole,
  type Session,
  type Understood,
  type Wording,
} from '../talk/dialogue/index.ts'
import { categoryId, categoryName } from './reading.ts'

export interface ModelDeps {
  llm: Llm
  understanding: Pick<Understanding, 'categories'>
  org: Org
  clock: Clock
  flows: Wording['flows']
}

export interface Telling {
  text: string
  /** The story so far, with this text. */
  whole: string
  session: Session
  patience: AbortSignal
}

/**
 * What the local readers left open is put to the language model. What it adds counts as read out of the words: shown in the summary
 * and confirmed there. Nothing that they read is replaced, and danger, the kind of matter, contacts and numbers are theirs alone.
 */
export async function withModel(local: Understood, telling: Telling, deps: ModelDeps): Promise<Understood> {
  if (isKept(local, telling)) return local
  const question = openQuestion(telling, deps)
  if (question?.kind === 'demands') return withDemands(local, telling, deps)
  if (lettersOf(telling.text) < (!question || question.kind === 'narrative' ? LEAST.telling : LEAST.answering))
    return local
  const { session, whole, patience } = telling
  const answered = session.thread?.fields ?? {}
  const flow = session.thread ? deps.flows[session.thread.flow] : undefined
  const isOpen = (name: string) =>
    local.fields[name] === undefined && answered[name] === undefined && (!flow || name in flow.fields)
  const wanted = {
    place: isOpen('place') && !namesPlace(whole, deps.org),
    time: isOpen('time'),
    party: isOpen('party'),
    want: isOpen('want') || isCompound(local.fields.want),
  }
  const told = { text: whole, known: knownIn({ ...answered, ...local.fields }) }
  const open = openCategory(local, answered, deps)
  const [category, read] = await Promise.all([
    open ? deps.llm.category(told, open.unsure ? deps.understanding.categories : open.set, patience) : null,
    Object.values(wanted).includes(true) ? deps.llm.fields(told, patience) : null,
  ])
  const fields: Fields = {
    ...(wanted.place && read?.place ? { place: understood(read.place) } : {}),
    ...(wanted.time && read?.time ? { time: understood(read.time, daysOf(read.time, deps.clock)) } : {}),
    ...(wanted.party && read?.party ? { party: understood(read.party) } : {}),
    ...(wanted.want && read ? wantField(read.wants, local.fields.want) : {}),
  }
  return withCategory({ ...local, fields: { ...local.fields, ...fields } }, open ? weigh(open, category) : null, deps)
}

/** An answer to a question is short and has readers of its own; from here on it tells more (kinds/kind.ts). */
const LEAST = { telling: 15, answering: 40, compound: 8 } as const

const lettersOf = (text: string): number => (text.match(/\p{L}/gu) ?? []).length

/** Whoever may be in danger is answered at once. What may be a report of an official stays in the house (Art. 30). */
function isKept({ fields }: Understood, { session }: Telling): boolean {
  const before = session.thread?.fields
  const kind = fields.kind?.id ?? before?.kind?.id
  return (fields.danger ?? before?.danger ?? fields.unclear) !== undefined || kind === 'report'
}

const openQuestion = ({ session: { thread } }: Telling, { flows }: ModelDeps) =>
  thread ? flows[thread.flow]?.steps.find((step) => step.id === thread.asked) : undefined

/** An answer that asks for several things in one sentence. */
async function withDemands(
  local: Understood,
  { text, session, patience }: Telling,
  { llm }: ModelDeps,
): Promise<Understood> {
  if (!isCompound(understood(text))) return local
  const known = knownIn({ ...session.thread?.fields, ...local.fields })
  const { wants } = await llm.fields({ text, known }, patience)
  return wants.length > 1 ? { ...local, fields: { ...local.fields, want: understood(text, { items: wants }) } } : local
}

const understood = (text: string, more: Partial<FieldValue> = {}): FieldValue => ({ text, ...more, by: 'understood' })

/** Places of ours are found without help; several of them are for their author to choose from. */
const namesPlace = (whole: string, { places }: Org): boolean =>
  findPlaces(whole, places).some(({ placeId }) => placeId !== rootPlace(places)?.id)

/** Several things in one sentence: "修好路灯，并清走垃圾". */
const isCompound = (want: FieldValue | undefined): boolean =>
  want !== undefined &&
  want.items === undefined &&
  lettersOf(want.text) >= LEAST.compound &&
  /[、，,]|并|和|以及|同时/u.test(want.text)

function wantField(said: string[], local: FieldValue | undefined): Fields {
  if (local) {
    return said.length > 1 && isWhole(local.text, said) ? { want: { ...local, items: said } } : {}
  }
  if (said.length === 0) return {}
  return { want: understood(said.join('；'), said.length > 1 ? { items: said } : {}) }
}

function daysOf(time: string, clock: Clock): Partial<FieldValue> {
  const [first] = readDates(time.normalize('NFKC'), clock.now())
  if (!first) return {}
  const { said: _, ...at } = first
  return { at }
}

/** Names and numbers that the talk already holds: hidden wherever they stand. */
const knownIn = ({ contact, representatives }: Fields): string[] =>
  [contact, ...(representatives?.people ?? [])].flatMap((person) => [person?.name ?? '', person?.phone ?? ''])

function openCategory({ fields, options }: Understood, answered: Fields, { understanding }: ModelDeps) {
  const settled = answered.category !== undefined && answered.category.by !== 'understood'
  const unsure = fields.category?.skipped === true
  if (settled || (fields.category && !unsure)) return null
  const set = (options.category ?? []).flatMap(({ id }) => categoryName(understanding, id) ?? [])
  return set.length > 0 ? { set, unsure } : null
}

/** One is shown in the summary; between two their author chooses. */
function withCategory(local: Understood, names: string[] | null, { understanding }: ModelDeps): Understood {
  if (names === null) return local
  const { category: _, ...others } = local.fields
  const options = names.map((name) => ({ id: categoryId(understanding, name), label: name }))
  const [only] = options
  if (only && options.length === 1)
    return { ...local, fields: { ...others, category: understood(only.label, { id: only.id }) } }
  return { fields: others, options: { ...local.options, category: options } }
}
