import type { RecuseAct, WithdrawAct } from './acts.ts'
import { type Asked, blank, done, event, noted, type Outcome, refuse, step, withCourse } from './outcome.ts'

/** Its author takes it back. Staff never do for somebody in the chat; for a letter or a visit they hold the paper that says so. */
export function withdraw(asked: Asked<WithdrawAct>): Outcome {
  const { matter, act } = asked
  if (act.actor.kind === 'staff') {
    if (matter.channel === 'online') return refuse({ code: 'author_only' })
    if (blank(act.note)) return refuse({ code: 'note_required' })
  }
  const next = step(asked)
  return done(next, event('withdrawn', next, asked, { office: matter.holder, ...noted(act.note) }, 'withdrawn'))
}

/** Somebody has an interest in the matter and stands aside from now on (article 28). */
export function recuse(asked: Asked<RecuseAct>): Outcome {
  const { matter, act } = asked
  const { officer, reason } = act
  if (blank(reason)) return refuse({ code: 'reason_required' })
  const { recused } = matter.course
  const mark = matter.marks.recuse
  if (recused.includes(officer) && mark !== undefined) return refuse({ code: 'already_done', act: 'recuse', ...mark })
  const owner = matter.course.owner === officer ? null : matter.course.owner
  const next = step(asked, withCourse(matter, { recused: [...recused, officer], owner }))
  return done(next, event('recused', next, asked, { officer, reason }, null))
}
