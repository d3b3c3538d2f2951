import type {
  AgreeAct,
  DesignateAct,
  DirectAct,
  EscalateAct,
  ForwardAct,
  InsistAct,
  ObjectAct,
  RefuseAct,
} from './acts.ts'
import {
  type Asked,
  blank,
  dayOf,
  done,
  event,
  handedTo,
  noted,
  type Outcome,
  refuse,
  step,
  stepAllowed,
  withCourse,
} from './outcome.ts'

/** To the competent organ (article 22); with a date it is assigned and wants a closing report (22(3)). */
export function forward(asked: Asked<ForwardAct>): Outcome {
  const { matter, act, now, facts } = asked
  const correction = matter.state === 'forwarded'
  const mark = matter.marks.forward
  if (correction && mark !== undefined && act.toOffice === matter.holder) {
    return refuse({ code: 'already_done', act: 'forward', ...mark })
  }
  if (correction && matter.course.designated) return refuse({ code: 'was_designated' })
  // Whoever leads does not help as well.
  const helping = [...new Set(act.helping)].filter((office) => office !== act.toOffice)
  const barred = [act.toOffice, ...helping].find((office) => facts.barred.includes(office))
  if (barred !== undefined) return refuse({ code: 'barred_office', office: barred })
  if (act.due !== undefined && act.due <= dayOf(now)) return refuse({ code: 'dates_wrong' })
  const { owner } = act
  if (owner !== undefined && matter.course.recused.includes(owner)) return refuse({ code: 'recused' })
  const course = { assigned: act.due ?? null, helping, owner: owner ?? null }
  const next = step(asked, { handOvers: matter.handOvers + 1, ...handedTo(matter, act.toOffice, course) })
  const passed = { fromOffice: matter.holder, toOffice: act.toOffice, basis: act.basis, correction }
  const named = { ...(act.helping ? { helping } : {}), ...(owner === undefined ? {} : { owner }) }
  const forwarded = event('forwarded', next, asked, { ...passed, ...named }, 'forwarded')
  if (act.due === undefined) return done(next, forwarded)
  return done(next, forwarded, event('assigned', next, asked, { office: act.toOffice, due: act.due }, 'assigned'))
}

/** 报请 (articles 22(1), 25): reported by a person; the matter itself goes on. */
export function escalate(asked: Asked<EscalateAct>): Outcome {
  const { matter, act } = asked
  if (blank(act.reportedTo) || blank(act.reason)) return refuse({ code: 'reason_required' })
  const next = step(asked)
  const { reportedTo, reason } = act
  return done(next, event('escalated', next, asked, { office: matter.holder, reportedTo, reason }, 'escalated'))
}

/**
 * An office says that it is not competent, by a clause, within five working days (article 23 ¶3); the sender decides. The second
 * time two offices stand against each other: it is their common superior's (article 24), and the citizen's clocks go on. So it is
 * the first time where the sender is complained of.
 */
export function object(asked: Asked<ObjectAct>): Outcome {
  const { matter, act, now, facts } = asked
  const { objections, designated } = matter.course
  if (designated) return refuse({ code: 'was_designated' })
  if (matter.holder === matter.petitionOffice) return refuse({ code: 'no_sender', office: matter.holder })
  // The sender has answered this office already: it keeps the matter.
  if (objections.at(-1)?.office === matter.holder) return refuse({ code: 'taken_before', step: 'object' })
  const { clause, reason } = act
  const allowed = stepAllowed('object', asked, { clause, reason }, objections.length)
  if (!allowed.ok) return refuse(allowed.refusal)
  const all = [...objections, { office: matter.holder, clause, reason, at: now }]
  const free = (office: string) => !facts.barred.includes(office)
  if (objections.length === 0 && free(matter.petitionOffice)) {
    const next = step(asked, withCourse(matter, { objections: all }))
    const passed = { fromOffice: matter.holder, toOffice: matter.petitionOffice, clause, reason }
    return done(next, event('objected', next, asked, passed, 'objected'))
  }
  // Nobody decides about a matter that complains of it: without a free superior the office keeps it.
  if (!free(facts.arbiter)) return refuse({ code: 'no_sender', office: facts.arbiter })
  const next = step({ ...asked, to: 'contested' }, handedTo(matter, facts.arbiter, { objections: all }))
  const sides = all.map(({ office, clause, reason }) => ({ office, clause, reason }))
  const passed = { fromOffice: matter.holder, toOffice: facts.arbiter, objections: sides }
  return done(next, event('contested', next, asked, passed, 'objected'))
}

/** The sender verified the objection and takes the matter back. */
export function agree(asked: Asked<AgreeAct>): Outcome {
  const { matter, act } = asked
  const next = step(asked, handedTo(matter, matter.petitionOffice, { helping: [], assigned: null }))
  const { clause = '', reason = '' } = matter.course.objections.at(-1) ?? {}
  const passed = { fromOffice: matter.holder, toOffice: matter.petitionOffice, clause, reason }
  return done(next, event('returned', next, asked, { ...passed, ...noted(act.note) }, 'returned'))
}

/** The sender does not agree: the office keeps the matter, and its days went on. */
export function insist(asked: Asked<InsistAct>): Outcome {
  const { matter, act } = asked
  if (blank(act.reason)) return refuse({ code: 'reason_required' })
  const next = step(asked)
  return done(next, event('insisted', next, asked, { office: matter.holder, reason: act.reason }, null))
}

/** The common superior decides, and its word stands: nobody objects again, so that clock does not start. */
export function designate(asked: Asked<DesignateAct>): Outcome {
  const { matter, act, facts } = asked
  if (blank(act.reason)) return refuse({ code: 'reason_required' })
  if (facts.barred.includes(act.toOffice)) return refuse({ code: 'barred_office', office: act.toOffice })
  const next = step(asked, {
    handOvers: matter.handOvers + 1,
    ...handedTo(matter, act.toOffice, { designated: true, helping: [], assigned: null }),
  })
  const basis = { how: 'designated', article: '24', note: act.reason } as const
  const passed = { fromOffice: matter.holder, toOffice: act.toOffice, basis, correction: false }
  const forwarded = event('forwarded', next, asked, passed, 'forwarded')
  const objecting = facts.profile.steps.object?.within
  const start = forwarded.clocks.start.filter((id) => id !== objecting)
  return done(next, { ...forwarded, clocks: { ...forwarded.clocks, start } })
}

/** Told which body or procedure it is for, with where to go: that is no refusal (articles 23 ¶1, 28, 31). */
export function direct(asked: Asked<DirectAct>): Outcome {
  const { matter, act } = asked
  const { why, body, contact, basis } = act
  if ([body, contact, basis].some(blank)) return refuse({ code: 'reason_required' })
  const next = step(asked, { way: act.way ?? matter.way })
  return done(
    next,
    event(
      'directed',
      next,
      asked,
      { office: matter.holder, why, body, contact, basis, ...noted(act.note) },
      'directed',
    ),
  )
}

/** 不予受理、不再受理: from the closed list, by a person, with reasons. It stays registered and can be looked up. */
export function refuseMatter(asked: Asked<RefuseAct>): Outcome {
  const { matter, act } = asked
  const { why, reason, basis } = act
  if ([reason, basis].some(blank)) return refuse({ code: 'reason_required' })
  const next = step(asked)
  return done(next, event('refused', next, asked, { office: matter.holder, why, reason, basis }, 'refused'))
}
