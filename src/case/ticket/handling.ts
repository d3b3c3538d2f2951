import type { ClockEvent } from '../rules/index.ts'
import type {
  AcceptAct,
  AnswerAct,
  CloseAct,
  DeliverAct,
  Delivered,
  DisputeAct,
  ExecuteAct,
  ExtendAct,
  ReportAct,
} from './acts.ts'
import {
  type Asked,
  alsoTold,
  blank,
  done,
  event,
  noted,
  type Outcome,
  refuse,
  step,
  stepAllowed,
  withCourse,
} from './outcome.ts'
import type { ActName } from './states.ts'

/** Whoever takes it up answers for it, unless the office named somebody (首办负责). */
export function accept(asked: Asked<AcceptAct>): Outcome {
  const { matter, act } = asked
  const course = withCourse(matter, { owner: matter.course.owner ?? act.actor.id })
  const next = step(asked, { kind: act.kind ?? matter.kind, way: act.way ?? matter.way, ...course })
  return done(next, event('accepted', next, asked, { office: matter.holder }, 'accepted'))
}

/** Once, for reasons that the citizen is told, approved by the head of the organ (article 34). */
export function extend(asked: Asked<ExtendAct>): Outcome {
  const { matter, act, facts } = asked
  const { approver, reason, days } = act
  const allowed = stepAllowed('extend', asked, { approver, reason }, matter.marks.extend ? 1 : 0)
  if (!allowed.ok) return refuse(allowed.refusal)
  const most = longestExtension(facts)
  if (!Number.isInteger(days) || days < 1 || days > most) return refuse({ code: 'days_not_allowed', days, most })
  const next = step(asked)
  return done(next, event('extended', next, asked, { office: matter.holder, days, approver, reason }, 'extended'))
}

function longestExtension({ profile }: Asked['facts']): number {
  const gives = profile.steps.extend?.gives ?? null
  return (gives === null ? null : profile.clocks[gives]?.days) ?? 0
}

/** In writing, on every demand: supported, explained or not supported, each with facts and basis (article 32). */
export function answer(asked: Asked<AnswerAct>): Outcome {
  const { matter, act, facts } = asked
  const again = matter.state === 'answered'
  const mark = matter.marks.answer
  if (again && mark !== undefined && !matter.course.disputed)
    return refuse({ code: 'already_done', act: 'answer', ...mark })
  if (again && isSameOfficer(asked)) return refuse({ code: 'same_officer' })
  if (blank(act.text)) return refuse({ code: 'text_required' })
  const dispositions = act.dispositions.filter(({ demandId }) => facts.demands.includes(demandId))
  const settled = dispositions
    .filter(({ facts, basis }) => !blank(facts) && !blank(basis))
    .map(({ demandId }) => demandId)
  const open = facts.demands.filter((id) => !settled.includes(id))
  if (open.length > 0) return refuse({ code: 'demands_open', demands: open })
  const answeredBy = { office: matter.holder, officer: act.actor.id }
  const next = step(asked, withCourse(matter, { answeredBy, disputed: false }))
  const data = { office: matter.holder, text: act.text, dispositions }
  return done(next, event('answered', next, asked, data, 'answered'))
}

const isSameOfficer = ({ matter, act }: Asked): boolean => matter.course.answeredBy?.officer === act.actor.id

/** The act behind a document; and the right that its receipt opens (articles 35, 36), until that is used. */
const DOCUMENTS: {
  readonly [step in Delivered]: { act: ActName; opens?: ClockEvent; used?: ActName }
} = {
  directed: { act: 'direct' },
  refused: { act: 'refuse' },
  answered: { act: 'answer', opens: 'answer_delivered', used: 'request_review' },
  reviewed: { act: 'decide_review', opens: 'review_delivered', used: 'request_rereview' },
  rereviewed: { act: 'decide_rereview' },
}

/**
 * In the citizen's hands: from here the 30 days for a review run (articles 35, 36). Nobody takes note of what they were not told, and a
 * receipt on paper needs its note.
 */
export function deliver(asked: Asked<DeliverAct>): Outcome {
  const { matter, act, facts } = asked
  const { act: made, opens, used } = DOCUMENTS[act.of]
  if (matter.marks[made] === undefined) return refuse({ code: 'nothing_to_deliver', state: matter.state })
  const mark = matter.marks.deliver
  if (facts.delivered.includes(act.of) && mark !== undefined) {
    return refuse({ code: 'already_done', act: 'deliver', ...mark })
  }
  if (act.means === 'tapped' && !facts.told.includes(act.of)) return refuse({ code: 'answer_not_told' })
  if (act.means === 'receipt' && blank(act.note)) return refuse({ code: 'note_required' })
  const next = step(asked)
  const isOpen = used === undefined || matter.marks[used] === undefined
  const data = { of: act.of, means: act.means, ...noted(act.note) }
  const delivered = event('delivered', next, asked, data, isOpen && opens ? opens : null)
  return done(next, alsoTold(delivered, act.of, facts))
}

/** What was supported is done as well, and that is written down (article 32 ¶3). */
export function execute(asked: Asked<ExecuteAct>): Outcome {
  const { matter, act, facts } = asked
  if (!facts.toExecute.includes(act.demandId)) return refuse({ code: 'not_supported' })
  if (blank(act.note)) return refuse({ code: 'note_required' })
  const next = step(asked)
  const { demandId, note } = act
  return done(next, event('executed', next, asked, { office: matter.holder, demandId, note }, null))
}

/** The closing report to the office that assigned it (article 22(3)). */
export function report(asked: Asked<ReportAct>): Outcome {
  const { matter, act } = asked
  if (matter.course.assigned === null) return refuse({ code: 'not_assigned' })
  if (blank(act.text)) return refuse({ code: 'text_required' })
  const next = step(asked)
  return done(next, event('reported', next, asked, { office: matter.holder, text: act.text }, 'assignment_reported'))
}

/** One tap: the citizen does not accept the answer. Another officer has the next word, and a closed matter is open again. */
export function dispute(asked: Asked<DisputeAct>): Outcome {
  const { matter, act } = asked
  const { marks, course } = matter
  if (marks.answer === undefined) return refuse({ code: 'not_answered', state: matter.state })
  if (course.reviewedBy !== null) return refuse({ code: 'after_review', state: matter.state })
  if (course.disputed && marks.dispute) return refuse({ code: 'already_done', act: 'dispute', ...marks.dispute })
  const next = step(asked, withCourse(matter, { disputed: true }))
  const reason = blank(act.reason) ? {} : { reason: act.reason as string }
  return done(next, event('disputed', next, asked, { office: matter.holder, ...reason }, null))
}

/** A matter closes only when the citizen knows how it ended: told by message, or by a person who says how (E7). */
export function close(asked: Asked<CloseAct>): Outcome {
  const { matter, act, facts } = asked
  const ended = matter.state as Delivered
  if (matter.course.disputed && isSameOfficer(asked)) return refuse({ code: 'same_officer' })
  if (matter.course.assigned !== null && matter.marks.report === undefined) return refuse({ code: 'report_due' })
  if (act.toldBy !== undefined && blank(act.note)) return refuse({ code: 'note_required' })
  const known = facts.told.includes(ended) || facts.delivered.includes(ended)
  if (act.toldBy === undefined && !known) return refuse({ code: 'answer_not_told' })
  const next = step(asked)
  const data = {
    office: matter.holder,
    closing: act.closing,
    told: act.toldBy ?? ('message' as const),
    ...noted(act.note?.trim()),
  }
  const closed = event('closed', next, asked, data, 'closed')
  return done(next, act.toldBy === undefined ? closed : alsoTold(closed, ended, facts))
}
