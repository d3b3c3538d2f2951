import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { filled, type Json } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { type Account, accountOf } from './account.ts'
import { type Day, dayOf, type ServicerDay, startOfDay } from './tally.ts'

/** p.95489: of whole days up to yesterday, at most 31 at once and 180 back; a day with nothing has no figures. */
export const corpStatistic = (world: World, body: Json, token: Token): Answer => {
  const asked = askedFor(world, body, token)
  if (isRefusal(asked)) return asked
  return list(asked, (day) => ({
    session_cnt: day.sessions.size,
    customer_cnt: day.customers.size,
    customer_msg_cnt: day.messages,
    upgrade_service_customer_cnt: day.upgraded.size,
    ai_session_reply_cnt: day.assisted.size,
    ...(day.assisted.size > 0 ? { ai_transfer_rate: day.transferred.size / day.assisted.size } : {}),
    msg_rejected_customer_cnt: day.rejected.size,
  }))
}

/** p.95490: of one servicer, or of all of the account. The API manages the sessions, so no satisfaction is asked for. */
export const servicerStatistic = (world: World, body: Json, token: Token): Answer => {
  const asked = askedFor(world, body, token)
  if (isRefusal(asked)) return asked
  const userid = filled(body.servicer_userid) ? body.servicer_userid.toLowerCase() : null
  return list(asked, (day) => {
    const days = [...day.servicers].flatMap(([key, each]) => (userid === null || key === userid ? [each] : []))
    return days.length === 0 ? null : servicerFigures(days)
  })
}

const servicerFigures = (days: ServicerDay[]) => {
  const sum = (of: (day: ServicerDay) => number) => days.reduce((total, day) => total + of(day), 0)
  const sessions = sum((day) => day.sessions.size)
  const waits = days.flatMap((day) => day.firstReplySeconds)
  const average = waits.reduce((total, wait) => total + wait, 0) / waits.length
  return {
    session_cnt: sessions,
    customer_cnt: new Set(days.flatMap((day) => [...day.customers])).size,
    customer_msg_cnt: sum((day) => day.messages),
    ...(sessions > 0 ? { reply_rate: sum((day) => day.replied.size) / sessions } : {}),
    ...(waits.length > 0 ? { first_reply_average_sec: average } : {}),
    satisfaction_investgate_cnt: 0,
  }
}

interface Asked {
  account: Account
  from: number
  to: number
}

const askedFor = (world: World, body: Json, token: Token): Asked | Refusal => {
  const account = accountOf(world, body.open_kfid, token)
  if (isRefusal(account)) return account
  const { start_time: start, end_time: end } = body
  if (!Number.isInteger(start)) return refuse(40058, 'start_time')
  if (!Number.isInteger(end)) return refuse(40058, 'end_time')
  const [from, to] = [dayOf((start as number) * 1000), dayOf((end as number) * 1000)]
  const now = dayOf(world.clock.now())
  const { statisticSpanDays, statisticPastDays } = world.limits
  if (from > to || to - from + 1 > statisticSpanDays) return refuse(40058, 'end_time')
  if (from < now - statisticPastDays || to >= now) return refuse(40058, 'start_time')
  return { account, from, to }
}

const list = ({ account, from, to }: Asked, figures: (day: Day) => Json | null): Answer => {
  const days = Array.from({ length: to - from + 1 }, (_, n) => from + n)
  return fine({
    statistic_list: days.map((day) => {
      const held = account.tally.days.get(day)
      const statistic = held ? figures(held) : null
      return { stat_time: startOfDay(day), ...(statistic ? { statistic } : {}) }
    }),
  })
}
