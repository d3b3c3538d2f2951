import type {
  ConveneAct,
  FollowUpAct,
  KeepAct,
  LeadAct,
  MediateAct,
  MeetAct,
  OwnAct,
  PromiseAct,
  ProposeAct,
  ReplyAct,
  RespondAct,
  SuperviseAct,
} from './acts-beside.ts'
import {
  type Asked,
  blank,
  dayOf,
  done,
  event,
  type Outcome,
  type Refusal,
  refuse,
  step,
  withCourse,
} from './outcome.ts'
import type { Day } from './states.ts'

// What is done beside the road of a matter, so that it moves on: no act here changes its state or any right of its author.

/** Somebody of the office answers for it (首办负责). */
export function own(asked: Asked<OwnAct>): Outcome {
  const { matter, act } = asked
  const { officer } = act
  if (matter.course.recused.includes(officer)) return refuse({ code: 'recused' })
  const next = step(asked, withCourse(matter, { owner: officer }))
  return done(next, event('owned', next, asked, { office: matter.holder, officer }, null))
}

/** A leader takes charge (领导包案) until the matter is closed; a later one takes the place of the first. */
export function lead(asked: Asked<LeadAct>): Outcome {
  const { matter, act } = asked
  const { leader, opinion, standard, due } = act
  if ([leader, opinion, standard].some(blank)) return refuse({ code: 'text_required' })
  if (asksToGiveUp(asked, opinion, standard)) return refuse({ code: 'no_pledge' })
  if (matter.course.recused.includes(leader)) return refuse({ code: 'recused' })
  if (!isAhead(asked, due)) return refuse({ code: 'dates_wrong' })
  const taken = { leader, opinion, standard, due }
  const next = step(asked, withCourse(matter, { lead: taken }))
  return done(next, event('led', next, asked, { office: matter.holder, ...taken }, null))
}

/** An order from above (督办单, articles 38–40), to be answered by its day. */
export function supervise(asked: Asked<SuperviseAct>): Outcome {
  const { matter, act } = asked
  const wrong = fromAboveFault(asked)
  if (wrong !== null) return refuse(wrong)
  if (blank(act.text)) return refuse({ code: 'text_required' })
  if (!isAhead(asked, act.due)) return refuse({ code: 'dates_wrong' })
  const next = step(asked)
  const data = { fromOffice: officeOf(asked), toOffice: matter.holder, why: act.why, text: act.text, due: act.due }
  return done(next, event('supervised', next, asked, data, null))
}

export function reply(asked: Asked<ReplyAct>): Outcome {
  const { matter, act, facts } = asked
  const order = facts.pending.find(({ id, kind }) => id === act.of && kind === 'order')
  if (order === undefined) return refuse({ code: 'nothing_to_reply' })
  if (blank(act.text)) return refuse({ code: 'text_required' })
  const next = step(asked)
  const data = { fromOffice: matter.holder, toOffice: order.by ?? matter.petitionOffice, of: act.of, text: act.text }
  return done(next, event('replied', next, asked, data, null))
}

/**
 * How the office could do better (改进建议), to be answered in writing (article 40). One at a time: a second one would put off the date of
 * the first.
 */
export function propose(asked: Asked<ProposeAct>): Outcome {
  const { matter, act } = asked
  const wrong = fromAboveFault(asked)
  if (wrong !== null) return refuse(wrong)
  if (blank(act.text)) return refuse({ code: 'text_required' })
  if (blank(act.reason)) return refuse({ code: 'reason_required' })
  const open = matter.marks.propose
  if (open !== undefined) return refuse({ code: 'already_done', act: 'propose', ...open })
  const next = step(asked)
  const data = { fromOffice: officeOf(asked), toOffice: matter.holder, text: act.text, reason: act.reason }
  return done(next, event('proposed', next, asked, data, 'suggestion_sent'))
}

export function respond(asked: Asked<RespondAct>): Outcome {
  const { matter, act } = asked
  const { propose: proposed, ...marks } = matter.marks
  if (proposed === undefined) return refuse({ code: 'nothing_to_reply' })
  if (blank(act.text)) return refuse({ code: 'text_required' })
  const next = step({ ...asked, matter: { ...matter, marks } })
  const toOffice = proposed.by.office ?? matter.petitionOffice
  const data = { fromOffice: matter.holder, toOffice, adopted: act.adopted, text: act.text }
  return done(next, event('responded', next, asked, data, 'suggestion_answered'))
}

/** A talk that took place: with a leader, the responsible unit, the author, on site, or a joint conference. */
export function meet(asked: Asked<MeetAct>): Outcome {
  const { matter, act, now } = asked
  if (blank(act.text)) return refuse({ code: 'note_required' })
  if (act.on > dayOf(now) || act.on < dayOf(matter.receivedAt)) return refuse({ code: 'dates_wrong' })
  const next = step(asked)
  const { on, text } = act
  return done(next, event('met', next, asked, { office: matter.holder, with: act.with, on, text }, null))
}

/** Both sides say what they will do (双向承诺). Nobody is asked to give anything up for it (petition.md E8). */
export function promise(asked: Asked<PromiseAct>): Outcome {
  const { matter, act } = asked
  const { who, what, how, due, theirs } = act
  if ([who, what, how].some(blank)) return refuse({ code: 'text_required' })
  if (asksToGiveUp(asked, who, what, how, theirs ?? '')) return refuse({ code: 'no_pledge' })
  if (!isAhead(asked, due)) return refuse({ code: 'dates_wrong' })
  const next = step(asked)
  const data = { office: matter.holder, who, what, how, due, ...(blank(theirs) ? {} : { theirs: theirs as string }) }
  return done(next, event('promised', next, asked, data, null))
}

export function keep(asked: Asked<KeepAct>): Outcome {
  const { matter, act, facts } = asked
  if (!facts.pending.some(({ id, kind }) => id === act.of && kind === 'promise'))
    return refuse({ code: 'not_kept_here' })
  if (blank(act.note)) return refuse({ code: 'note_required' })
  const next = step(asked)
  return done(next, event('kept', next, asked, { office: matter.holder, of: act.of, note: act.note }, null))
}

/** Several offices sit down about it (联席会议). */
export function convene(asked: Asked<ConveneAct>): Outcome {
  const { matter, act, facts, now } = asked
  const { topic, on } = act
  const offices = [...new Set(act.offices)]
  if (blank(topic)) return refuse({ code: 'text_required' })
  if (offices.length === 0) return refuse({ code: 'offices_required' })
  const barred = offices.find((office) => facts.barred.includes(office))
  if (barred !== undefined) return refuse({ code: 'barred_office', office: barred })
  if (on < dayOf(now)) return refuse({ code: 'dates_wrong' })
  const next = step(asked)
  return done(next, event('convened', next, asked, { office: matter.holder, topic, offices, on }, null))
}

/** Article 33; what both sides agreed on does not take the place of an answer. */
export function mediate(asked: Asked<MediateAct>): Outcome {
  const { matter, act } = asked
  const { agreed, mediator, text } = act
  if (matter.kind === 'report' || matter.kind === 'suggestion') return refuse({ code: 'not_mediable' })
  if (!act.bothConsent) return refuse({ code: 'consent_required' })
  if (blank(mediator) || blank(text)) return refuse({ code: 'text_required' })
  if (asksToGiveUp(asked, text)) return refuse({ code: 'no_pledge' })
  const next = step(asked)
  return done(next, event('mediated', next, asked, { office: matter.holder, agreed, mediator, text }, null))
}

/** After closing somebody asks whether it holds (办结后回访). Whoever says it does not is told of their rights; nothing is closed by it. */
export function followUp(asked: Asked<FollowUpAct>): Outcome {
  const { matter, act } = asked
  if (blank(act.text)) return refuse({ code: 'note_required' })
  const next = step(asked)
  const { settled, text } = act
  return done(next, event('followed_up', next, asked, { office: matter.holder, settled, text }, null))
}

const officeOf = ({ act, matter }: Asked): string => act.actor.office ?? matter.petitionOffice

/** However it is spaced: 「息 诉」 is the same word. */
const asksToGiveUp = ({ facts }: Asked, ...texts: string[]): boolean =>
  texts
    .map((text) => text.replaceAll(/[\s\p{P}]/gu, ''))
    .some((text) => facts.pledges.some((pledge) => text.includes(pledge)))

const isAhead = ({ now }: Asked, day: Day): boolean => day > dayOf(now)

/** Nobody orders themselves, and who is complained of has no say over whoever handles it. */
function fromAboveFault(asked: Asked): Refusal | null {
  const office = officeOf(asked)
  if (office === asked.matter.holder) return { code: 'own_order' }
  return asked.facts.barred.includes(office) ? { code: 'barred_office', office } : null
}
