import type { Kysely } from 'kysely'
import { attach, completeComplaint, type Draft, supplement } from '../case/intake/index.ts'
import {
  goesOnAs,
  groundsOf,
  matterByCode,
  matterByNumber,
  mattersOf,
  type Opened,
  parseNumber,
  printNumber,
  printQueryCode,
  type Standing,
  type State,
} from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { AppError } from '../platform/kernel/index.ts'
import type { ActCall, ActResult } from '../talk/dialogue/index.ts'
import { prefer } from '../talk/outbox/index.ts'
import { ACT_NAMES, type ActNameInFlow } from './act-names.ts'
import {
  disputeAnswer,
  listAnswered,
  rateMatter,
  ratingOpen,
  receiveDocuments,
  requestReview,
  reviewState,
  withdrawMatter,
} from './citizen-acts.ts'
import { offerCodeByText, reissueByText, textProofTo } from './code-by-text.ts'
import type { Context } from './context.ts'
import { plainGrounds } from './date-words.ts'
import { completionOf, draftOf } from './draft.ts'
import { fileMatter } from './matters.ts'
import { listOf } from './own-matters.ts'
import { reporterOf } from './reporter.ts'
import { othersLine } from './same-matter.ts'
import { explainLaw, hotlineLine, listHotlines } from './side-questions.ts'
import { dateLine, line, officeOf } from './words.ts'

type Bound = (trx: Kysely<Tables>, call: ActCall, context: Context) => Promise<ActResult>

const BOUND: Record<ActNameInFlow, Bound> = {
  submit_complaint: submitComplaint,
  list_matters: listMatters,
  look_up_matter: lookUpMatter,
  open_matter: openMatter,
  supplement_matter: supplementMatter,
  attach_photos: attachPhotos,
  add_place: addPlace,
  complete_matter: completeMatter,
  choose_notices: chooseNotices,
  explain_law: explainLaw,
  list_hotlines: listHotlines,
  list_answered: listAnswered,
  receive_documents: receiveDocuments,
  withdraw_matter: withdrawMatter,
  dispute_answer: disputeAnswer,
  review_state: reviewState,
  request_review: requestReview,
  rating_state: ratingOpen,
  rate_matter: rateMatter,
  offer_code_by_text: offerCodeByText,
  text_proof: textProofTo,
  reissue_by_text: reissueByText,
  tell: async () => ({ say: 'told', values: {} }),
}

/** A flow says `do: submit_complaint`; here the name meets the working side. */
export function perform(context: Context) {
  return (trx: Kysely<Tables>, call: ActCall): Promise<ActResult> => {
    const name = ACT_NAMES.find((each) => each === call.name)
    if (!name) throw new AppError({ code: 'act_unknown', message: `no act is called ${call.name}` })
    return BOUND[name](trx, call, context)
  }
}

async function submitComplaint(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const reporter = reporterOf(call.conversation.id)
  const draft = draftOf(call, reporter, context)
  const opened = await fileMatter(trx, draft, call.turn, context)
  // The same turn is never committed twice, so a filing that is known already means a bug, not a citizen's mistake.
  if (!opened) throw new AppError({ code: 'filed_twice', message: `${call.cause} has filed before` })
  const standing = await matterByNumber(trx, opened.row.number, reporter)
  const values = filedValues(opened, context)
  return {
    say: 'filed',
    values: {
      ...values,
      hotline_line: hotlineLine(call.fields.words?.text ?? '', context),
      next_date: dateLine(context.wording, standing?.next ?? null, call.now),
      others_line: await othersLine(trx, draft, context),
      paper_line: paperLine(draft, context),
    },
    filed: { number: values.number, at: call.now.toISOString() },
  }
}

function paperLine({ circumstances, contact }: Draft, { wording }: Context): string {
  if (circumstances?.delivery !== 'paper') return ''
  return line(wording, contact?.address ? 'paper_posted' : 'paper_collected', {})
}

/** What a citizen is told of a matter that was just filed. */
export function filedValues({ row, queryCode }: Opened, context: Context) {
  const office = officeOf(context.org, row.office)
  const forwarded = row.state === 'forwarded'
  return {
    number: printNumber(row.number),
    query_code: printQueryCode(queryCode),
    routed: line(context.wording, forwarded ? 'routed' : 'routed_fallback', { office: office?.name ?? '' }),
    office_phone_line: line(context.wording, 'office_phone', { phone: office?.phone ?? '' }),
  }
}

async function listMatters(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const matters = await mattersOf(trx, reporterOf(call.conversation.id))
  const [only] = matters
  if (!only) return { say: 'none', values: {} }
  if (matters.length === 1) return { say: 'one', values: {}, fields: { number: { text: printNumber(only.number) } } }
  return { say: 'many', values: { list: listOf(matters, call, context) } }
}

async function lookUpMatter(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const reporter = reporterOf(call.conversation.id)
  const asked = call.fields.number?.text ?? ''
  const listed = /^\s*([1-9])\s*$/.exec(asked.normalize('NFKC'))?.[1]
  if (listed) {
    const matter = (await mattersOf(trx, reporter))[Number(listed) - 1]
    return matter ? ownDetail(matter, call, context) : { say: 'not_a_number', values: {} }
  }
  const read = parseNumber(asked, context.config.numberPrefix)
  if (read.kind !== 'ok') return { say: 'not_a_number', values: {} }
  const own = await matterByNumber(trx, read.number, reporter)
  // Somebody else's and nobody's look the same from here: both ask for the code.
  return own ? ownDetail(own, call, context) : { say: 'code', values: {} }
}

/** Whatever comes next is about the matter that it goes on as. */
const ownDetail = (own: Standing, call: ActCall, context: Context): ActResult => ({
  ...{ say: 'own', values: detail(own, call, context) },
  fields: { number: { text: printNumber(goesOnAs(own).number) } },
})

async function openMatter(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const read = parseNumber(call.fields.number?.text ?? '', context.config.numberPrefix)
  const number = read.kind === 'ok' ? read.number : ''
  const asked = { number, code: call.fields.code?.text ?? '', asker: reporterOf(call.conversation.id) }
  const { queryTries } = context.config
  const opened = await matterByCode(trx, asked, { ...context, queryTries })
  if (opened === 'not_found' || opened === 'limited') return { say: opened, values: {} }
  return { say: 'found', values: detail(opened.found, call, context) }
}

async function supplementMatter(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const own = await ownMatter(trx, call, context)
  if (!own) return { say: 'not_found', values: {} }
  const words = call.fields.extra?.text ?? ''
  await supplement(trx, { complaintId: own.complaintId, cause: call.cause, words }, context)
  return { say: 'added', values: { number: own.number } }
}

/** Photos, voices and files, as soon as they come; those that are stored already stay as they are. */
async function attachPhotos(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const own = await ownMatter(trx, call, context)
  if (!own) return { say: 'not_found', values: {} }
  await attach(trx, own.complaintId, call.fields.photos?.media?.map(({ media }) => media) ?? [])
  return { say: 'added', values: { number: own.number } }
}

/** A place that was added is read with the other additions: the first one stays what was confirmed. */
async function addPlace(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const own = await ownMatter(trx, call, context)
  const { place } = call.fields
  if (!own || !place) return { say: 'not_found', values: {} }
  const at = place.latitude === undefined ? '' : `${place.latitude},${place.longitude}`
  const words = line(context.wording, 'place_added', {
    place: place.text,
    at: at === '' || at === place.text ? '' : `（${at}）`,
  })
  await supplement(trx, { complaintId: own.complaintId, cause: call.cause, words }, context)
  return { say: 'added', values: { number: own.number } }
}

/** An answer to what an incomplete matter lacks; the last one says that nothing is asked any more. */
async function completeMatter(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const own = await ownComplaint(trx, call, context)
  if (!own) return { say: 'kept', values: {} }
  const given = completionOf(call.fields, completable(context))
  await completeComplaint(trx, own.complaintId, given, context)
  const lacks = completable(context).filter((name) => !given.settled.includes(name))
  const filed = { number: own.number, at: call.now.toISOString(), ...(given.done ? {} : { lacks }) }
  return { say: 'kept', values: { number: own.number }, filed }
}

/** Fields that the citizen can be asked for after registration. */
export const completable = ({ wording }: Pick<Context, 'wording'>): string[] =>
  wording.flows.complete?.steps.filter((step) => step.kind !== 'act').map((step) => step.field) ?? []

/** The matter to which something is added: what was merged is added to under the older number. */
const ownMatter = (trx: Kysely<Tables>, call: ActCall, context: Context) => ownComplaint(trx, call, context, goesOnAs)

async function ownComplaint(
  trx: Kysely<Tables>,
  call: ActCall,
  context: Context,
  meant: (asked: Standing) => Standing = (asked) => asked,
) {
  const read = parseNumber(call.fields.number?.text ?? '', context.config.numberPrefix)
  const asked = read.kind === 'ok' ? await matterByNumber(trx, read.number, reporterOf(call.conversation.id)) : null
  if (!asked) return null
  const own = meant(asked)
  const ticket = await trx
    .selectFrom('tickets')
    .select('complaint_id')
    .where('id', '=', own.id)
    .executeTakeFirstOrThrow()
  return { number: printNumber(own.number), complaintId: ticket.complaint_id }
}

async function chooseNotices(trx: Kysely<Tables>, call: ActCall): Promise<ActResult> {
  const pushes = call.fields.choice?.id === 'decisions' ? 'decisions' : 'all'
  await prefer(trx, call.conversation.id, { pushes }, call.now)
  return { say: pushes, values: {} }
}

function detail(asked: Standing, call: ActCall, context: Context): Record<string, string> {
  const matter = goesOnAs(asked)
  const stateOf = ({ state }: Standing) => context.wording.notices.states[state] ?? ''
  const joined = { asked: printNumber(asked.number), number: printNumber(matter.number), state: stateOf(matter) }
  return {
    number: joined.asked,
    state: stateOf(asked),
    into_line: asked.into ? line(context.wording, 'into', joined) : '',
    joined_line: asked.into ? line(context.wording, 'joined', joined) : '',
    office_line: officeLine(matter, context),
    date_line: dateLine(context.wording, matter.next, call.now),
    grounds_line: groundsLine(matter, context),
    answer_line: matter.answer ? line(context.wording, 'answer', { answer: matter.answer }) : '',
  }
}

/** Why the next date is that day. */
function groundsLine({ next }: Standing, context: Context): string {
  const date = next && groundsOf(next, context.rules)
  return date ? plainGrounds(context.wording, date) : ''
}

const WITH_NOBODY: readonly State[] = ['closed', 'withdrawn']
const DECIDED: readonly State[] = ['directed', 'refused', 'answered', 'reviewed', 'rereviewed']

/** Who has it now; after a decision, whom to ask. What is closed or was taken back is with nobody. */
function officeLine(matter: Standing, context: Context): string {
  if (WITH_NOBODY.includes(matter.state)) return ''
  const office = officeOf(context.org, matter.office)
  const name = DECIDED.includes(matter.state) ? 'answered_by' : 'with_office'
  return line(context.wording, name, { office: office?.name ?? '', phone: office?.phone ?? '' })
}
