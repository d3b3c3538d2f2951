import { isInstant } from '../rules/index.ts'
import type { DecideReviewAct, HearAct, RequestReviewAct } from './acts.ts'
import { type Asked, blank, dayOf, done, event, handedTo, type Outcome, refuse, step, stepAllowed } from './outcome.ts'
import type { Matter } from './states.ts'

/** Only what is handled by the petition procedure itself has reviews (article 31(6)); while the way is open nobody loses a right. */
const isReviewable = ({ kind, way }: Matter): boolean => kind !== 'suggestion' && kind !== 'report' && (way ?? 6) === 6

/** To the organ one level above (articles 35, 36). A late request is taken and marked: a person decides about it. */
export function requestReview(asked: Asked<RequestReviewAct>): Outcome {
  const { matter, act, facts } = asked
  const again = act.type === 'request_rereview'
  const { marks, course } = matter
  const mark = marks[act.type]
  if (mark !== undefined) return refuse({ code: 'already_done', act: act.type, ...mark })
  if (marks.answer === undefined) return refuse({ code: 'not_answered', state: matter.state })
  if (again && course.reviewedBy === null) return refuse({ code: 'not_reviewed', state: matter.state })
  if (!isReviewable(matter)) return refuse({ code: 'not_reviewable' })
  const allowed = stepAllowed(act.type, asked, { request: act.request }, 0)
  if (!allowed.ok) return refuse(allowed.refusal)
  if (facts.superior === null) return refuse({ code: 'no_superior' })
  const next = step(asked, { handOvers: matter.handOvers + 1, ...handedTo(matter, facts.superior) })
  const data = { fromOffice: matter.holder, toOffice: facts.superior, request: act.request, late: allowed.late }
  const type = again ? 'rereview_requested' : 'review_requested'
  return done(next, event(type, next, asked, data, type))
}

/** In writing, with reasons. With `redo` whoever answered has to answer anew by a date, and every right of review begins anew. */
export function decideReview(asked: Asked<DecideReviewAct>): Outcome {
  const { matter, act, now } = asked
  const { outcome, text, basis } = act
  if (blank(text)) return refuse({ code: 'text_required' })
  if (blank(basis)) return refuse({ code: 'reason_required' })
  const again = act.type === 'decide_rereview'
  const type = again ? 'rereviewed' : 'reviewed'
  const clock = again ? 'rereview_decided' : 'review_decided'
  // Whoever answered has it again: to carry out what was decided, or to answer anew.
  const to = matter.course.answeredBy?.office ?? matter.petitionOffice
  const data = { office: matter.holder, toOffice: to, outcome, text, basis }
  if (outcome !== 'redo') {
    const next = step(asked, handedTo(matter, to, { reviewedBy: matter.holder }))
    return done(next, event(type, next, asked, data, clock))
  }
  if (act.due === undefined) return refuse({ code: 'due_required' })
  if (act.due <= dayOf(now)) return refuse({ code: 'dates_wrong' })
  const back = handedTo(matter, to, { assigned: act.due, reviewedBy: null, disputed: false })
  const next = anew(step({ ...asked, to: 'accepted' }, { handOvers: matter.handOvers + 1, ...back }))
  const assigned = event('assigned', next, asked, { office: to, due: act.due }, 'assigned')
  return done(next, event(type, next, asked, data, clock), assigned)
}

/** What was answered and reviewed before has no say over the new answer. */
function anew(matter: Matter): Matter {
  const { answer: _1, deliver: _2, dispute: _3, report: _4, request_review: _5, ...first } = matter.marks
  const { decide_review: _6, request_rereview: _7, decide_rereview: _8, ...marks } = first
  return { ...matter, marks }
}

/** Its days are not counted in the re-review (article 36). */
export function hear(asked: Asked<HearAct>): Outcome {
  const { matter, act } = asked
  const { from, to } = act
  const allowed = stepAllowed('hear', asked, { from, to }, 0)
  if (!allowed.ok) return refuse(allowed.refusal)
  if (!isInstant(from) || !isInstant(to) || Date.parse(from) >= Date.parse(to)) return refuse({ code: 'dates_wrong' })
  const next = step(asked)
  return done(next, event('heard', next, asked, { office: matter.holder, from, to }, null))
}
