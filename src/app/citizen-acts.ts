import type { Kysely } from 'kysely'
import {
  type Act,
  CHOSEN_FROM,
  DELIVERED,
  deliveredSteps,
  GRADES,
  type Grade,
  goesOnAs,
  matterByNumber,
  mattersOf,
  type Outcome,
  parseNumber,
  printNumber,
  type Rated,
  type Refusal,
  rate,
  ratingState,
  readEvents,
  type Standing,
  type TicketRow,
  toldSteps,
  wouldBe,
} from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { ActCall, ActResult } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { aidLine } from './event-words.ts'
import { actOnMatter } from './matters.ts'
import { listOf } from './own-matters.ts'
import { reporterOf } from './reporter.ts'
import { dateLine, officeOf } from './words.ts'

type Trx = Kysely<Tables>
/** What a citizen may do to a matter; the actor is known. */
type Wanted = Act extends infer A ? (A extends Act ? Omit<A, 'actor'> : never) : never

const say = (name: string, values: Record<string, string> = {}): ActResult => ({ say: name, values })

/** Matters of one's own that have an answer. */
export async function listAnswered(trx: Trx, call: ActCall, context: Context): Promise<ActResult> {
  const answered = await answeredOf(trx, call)
  const [only] = answered
  if (!only) return say('none')
  if (answered.length > 1) return say('many', { list: listOf(answered, call, context) })
  return { ...say('one'), fields: { number: { text: printNumber(only.number) } } }
}

/** Of one person's matters the newest; nobody waits for more. */
const LOOKED_AT = 50

const answeredOf = async (trx: Trx, call: ActCall): Promise<Standing[]> =>
  (await mattersOf(trx, reporterOf(call.conversation.id), LOOKED_AT))
    .filter(({ answer }) => answer !== null)
    .slice(0, CHOSEN_FROM)

/** By its number, also where it was merged since, or by its place in the list that was just shown. */
async function chosen(trx: Trx, call: ActCall, context: Context): Promise<Standing | null> {
  const asked = call.fields.number?.text ?? ''
  const listed = /^\s*([1-9])\s*$/.exec(asked.normalize('NFKC'))?.[1]
  if (listed) return (await answeredOf(trx, call))[Number(listed) - 1] ?? null
  const read = parseNumber(asked, context.config.numberPrefix)
  const own = read.kind === 'ok' ? await matterByNumber(trx, read.number, reporterOf(call.conversation.id)) : null
  return own && goesOnAs(own)
}

const rowOf = (trx: Trx, { id }: { id: string }): Promise<TicketRow> =>
  trx.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** The act as the citizen's own, told in this very turn. */
async function perform(trx: Trx, call: ActCall, matter: Standing, wanted: Wanted, context: Context): Promise<Outcome> {
  const act = { ...wanted, actor: { kind: 'citizen', id: reporterOf(call.conversation.id) } } as Act
  const done = await actOnMatter(trx, matter.id, act, undefined, context, call.turn)
  return done?.outcome ?? { ok: false, refusal: { code: 'not_registered', state: 'none' } }
}

const numbered = ({ number }: Standing) => ({ number: printNumber(number) })

/** Every document that was told and not yet received; the citizen does not have to know which. */
export async function receiveDocuments(trx: Trx, call: ActCall, context: Context): Promise<ActResult> {
  const received: Standing[] = []
  for (const matter of await mattersOf(trx, reporterOf(call.conversation.id), LOOKED_AT)) {
    const events = (await readEvents(trx, matter.id)).map(({ event }) => event)
    const [known, told] = [deliveredSteps(events), toldSteps(events)]
    const open = DELIVERED.filter((step) => told.includes(step) && !known.includes(step))
    const outcomes: Outcome[] = []
    for (const of of open)
      outcomes.push(await perform(trx, call, matter, { type: 'deliver', of, means: 'tapped' }, context))
    if (outcomes.some(({ ok }) => ok)) received.push(matter)
  }
  const [first] = received
  if (!first) return say('none')
  const standing = await matterByNumber(trx, first.number, reporterOf(call.conversation.id))
  const numbers = received.map(({ number }) => printNumber(number)).join('、')
  const date = received.length === 1 ? dateLine(context.wording, standing?.next ?? null, call.now) : ''
  return say('received', { number: numbers, date_line: date })
}

export async function withdrawMatter(trx: Trx, call: ActCall, context: Context): Promise<ActResult> {
  const matter = await chosen(trx, call, context)
  if (!matter) return say('not_found')
  const outcome = await perform(trx, call, matter, { type: 'withdraw' }, context)
  if (outcome.ok) return say('withdrawn', numbered(matter))
  // Staff may have done something to it in the same moment.
  const now = (await chosen(trx, call, context)) ?? matter
  return say('too_late', { ...numbered(now), state: context.wording.notices.states[now.state] ?? '' })
}

const NOT_DISPUTED: { readonly [code in Refusal['code']]?: string } = {
  ...{ already_done: 'before', after_review: 'reviewed', in_review: 'reviewed' },
}

export async function disputeAnswer(trx: Trx, call: ActCall, context: Context): Promise<ActResult> {
  const matter = await chosen(trx, call, context)
  if (!matter) return say('not_found')
  const outcome = await perform(trx, call, matter, { type: 'dispute' }, context)
  const name = outcome.ok ? 'disputed' : (NOT_DISPUTED[outcome.refusal.code] ?? 'not_yet')
  return { ...say(name, numbered(matter)), fields: { number: { text: printNumber(matter.number) } } }
}

/** Which of the two is open now; while neither is, why. `by`: who would look. */
export async function reviewState(trx: Trx, call: ActCall, context: Context): Promise<ActResult> {
  const matter = await chosen(trx, call, context)
  if (!matter) return say('not_found')
  const open = await openReview(trx, call, matter, context)
  const values = {
    ...{ ...numbered(matter), aid_line: aidLine(context) },
    date_line: dateLine(context.wording, matter.next, call.now),
  }
  if (typeof open === 'string') return say(open, values)
  const by = officeOf(context.org, open.by)?.name ?? ''
  const fields = { number: { text: printNumber(matter.number) }, by: { text: by } }
  return { ...say(open.step === 'request_review' ? 'review' : 'rereview', { ...values, by }), fields }
}

type OpenReview = { step: 'request_review' | 'request_rereview'; by: string }

async function openReview(
  trx: Trx,
  call: ActCall,
  matter: Standing,
  context: Context,
): Promise<OpenReview | 'not_yet' | 'in_review' | 'final' | 'no_review' | 'elsewhere'> {
  const row = await rowOf(trx, matter)
  const actor = { kind: 'citizen', id: reporterOf(call.conversation.id) } as const
  if (row.marks.decide_rereview) return 'final'
  const step = row.marks.decide_review ? 'request_rereview' : 'request_review'
  const tried = await wouldBe(trx, row, { type: step, actor, request: SOMETHING }, context)
  if (tried.ok) return { step, by: tried.matter.holder }
  const { code } = tried.refusal
  return WHY_NOT[code] ?? 'no_review'
}

const WHY_NOT: { readonly [code in Refusal['code']]?: 'in_review' | 'not_yet' | 'elsewhere' } = {
  ...{ already_done: 'in_review', not_answered: 'not_yet', no_superior: 'elsewhere' },
}

/** Stands for words that are not written yet. */
const SOMETHING = '…'

export async function requestReview(trx: Trx, call: ActCall, context: Context): Promise<ActResult> {
  const matter = await chosen(trx, call, context)
  if (!matter) return say('not_found')
  const open = await openReview(trx, call, matter, context)
  if (typeof open === 'string') return say('not_yet', numbered(matter))
  const request = call.fields.request?.text ?? ''
  const outcome = await perform(trx, call, matter, { type: open.step, request }, context)
  if (!outcome.ok) return say('not_yet', numbered(matter))
  const late = outcome.events.some(({ data }) => 'late' in data && data.late)
  const standing = await matterByNumber(trx, matter.number, reporterOf(call.conversation.id))
  const date_line = dateLine(context.wording, standing?.next ?? null, call.now)
  return say(late ? 'late' : 'asked', {
    ...numbered(matter),
    by: officeOf(context.org, open.by)?.name ?? '',
    date_line,
  })
}

export async function ratingOpen(trx: Trx, call: ActCall, context: Context): Promise<ActResult> {
  const matter = await chosen(trx, call, context)
  if (!matter) return say('not_found')
  const events = (await readEvents(trx, matter.id)).map(({ event }) => event)
  const { petition_office, course, office } = await rowOf(trx, matter)
  const name = (id: string) => ({ text: officeOf(context.org, id)?.name ?? '' })
  const fields = {
    ...{ number: { text: printNumber(matter.number) }, petition: name(petition_office) },
    unit: name(course.answeredBy?.office ?? office),
  }
  return { ...say(ratingState(events, context.config.ratingDays, call.now)), fields }
}

export async function rateMatter(trx: Trx, call: ActCall, context: Context): Promise<ActResult> {
  const matter = await chosen(trx, call, context)
  if (!matter) return say('not_found')
  const events = (await readEvents(trx, matter.id)).map(({ event }) => event)
  if (ratingState(events, context.config.ratingDays, call.now) !== 'open') return say('over')
  const row = await rowOf(trx, matter)
  const given: { object: Rated; office: string; grade: Grade | undefined }[] = [
    { object: 'petition_office', office: row.petition_office, grade: gradeOf(call, 'of_petition') },
    { object: 'unit', office: row.course.answeredBy?.office ?? row.office, grade: gradeOf(call, 'of_unit') },
  ]
  const reason = call.fields.why?.text || null
  const rated = given.flatMap(({ grade, ...rest }) => (grade === undefined ? [] : [{ ...rest, grade }]))
  for (const one of rated) {
    const why = one.grade === 'dissatisfied' ? reason : null
    await rate(trx, { ticketId: matter.id, ...one, reason: why }, call.now)
  }
  return say(rated.length > 0 ? 'rated' : 'nothing')
}

const gradeOf = (call: ActCall, field: string): Grade | undefined =>
  GRADES.find((grade) => grade === call.fields[field]?.id)
