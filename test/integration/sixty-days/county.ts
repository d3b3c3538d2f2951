import { createDice, type Dice } from '../../../bench/replay/dice.ts'
import type { Context } from '../../../src/app/context.ts'
import { anchorHistories } from '../../../src/app/history.ts'
import { actOnMatter, fileMatter } from '../../../src/app/matters.ts'
import { fireMatter } from '../../../src/app/supervision.ts'
import { notTold, toldByStaff } from '../../../src/app/untold.ts'
import { settleNotice } from '../../../src/case/notify/index.ts'
import {
  type ActOutcome,
  CHANNELS,
  dueTimers,
  recordTold,
  type TicketRow,
  TOLD_STEPS,
} from '../../../src/case/ticket/index.ts'
import { datesOf } from '../../unit/rules/recount.ts'
import { nextAct, type Waiting } from './acting.ts'

/** Two festivals with their make-up days lie in these days, and what is accepted in them is due in a year without a notice yet. */
export const FIRST_DAY = '2026-09-14'
const LAST_DAY = '2026-11-12'
const DAYS = datesOf(FIRST_DAY, LAST_DAY)
const FILING_DAYS = 30
/** Nobody looks for reminders: the days around the end of the October festival. */
const OUTAGE = datesOf('2026-10-06', '2026-10-10')

const FORGOTTEN = ['2026-12-24', '2027-02-10', '2027-09-24'] as const

const CATEGORIES = ['城乡建设', '环境保护', '交通运输', '农村农业', '劳动和社会保障', '政法', null] as const
const PLACES = ['wanghe', 'liudu', 'maidian-daying', 'chengdong', 'yunti', 'bailutan-yuzui', null] as const
const PARTIES = [
  ...(['望禾县住房和城乡建设局', '望禾县交通运输局', '望禾县柳渡镇人民政府', '望禾县人力资源和社会保障局'] as const),
  ...(['望禾县人民政府办公室', '望禾县信访局'] as const),
] as const
const WORDS = ['路灯不亮已经半个月。', '工地夜里施工太吵。', '拖欠工资三个月没有发。', '河边有人倒垃圾。'] as const

/** Times of a day in Shanghai, some of them at its very ends: in UTC it is another day then. */
const HOURS = ['00:20', '08:40', '15:10', '23:50'] as const

interface Known {
  index: number
  dice: Dice
  row: TicketRow
  reporter: string
  demands: readonly string[]
  waiting: { kind: Waiting; id: string }[]
  /** The place in the row of days and hours at which somebody does something next. */
  next: number
}

type Trx = Parameters<typeof recordTold>[0]
type Telling = { id: string; ticket_id: string; data: Record<string, string> }

export interface Tally {
  /** What was done, and why what was not done was refused. */
  done: Map<string, number>
  refused: Map<string, number>
  looks: Date[]
}

export interface Plan {
  matters: number
  seed: number
  /** How many transactions at a time. */
  hands: number
}

/** A county of citizens and offices at work; every matter has dice of its own, so that the run is the same whoever comes first. */
export async function sixtyDays(context: Context, clock: { set(to: Date): void }, plan: Plan): Promise<Tally> {
  const county = new County(context, plan)
  const at = (day: string, hour: string) => clock.set(new Date(`${day}T${hour}:00+08:00`))
  for (const [index, day] of DAYS.entries()) {
    for (const [place, hour] of HOURS.entries()) {
      at(day, hour)
      await county.work(index, index * HOURS.length + place)
      if (hour === '15:10') await county.tell()
      if (hour === '23:50') await anchorHistories(context)
      if (hour !== '08:40' || OUTAGE.includes(day)) continue
      for (const look of ['09:00', '10:00']) {
        at(day, look)
        await county.look()
      }
    }
  }
  // Then everybody forgets what is still open, so that the long dates come and go as well.
  for (const day of FORGOTTEN) {
    at(day, '10:00')
    await county.look()
  }
  return county.tally
}

class County {
  readonly tally: Tally = { done: new Map(), refused: new Map(), looks: [] }
  readonly #known: Known[] = []
  readonly #byTicket = new Map<string, Known>()
  readonly #filings: { index: number; next: number; dice: Dice }[]
  readonly #context: Context
  readonly #hands: number

  constructor(context: Context, { matters, seed, hands }: Plan) {
    this.#context = context
    this.#hands = hands
    const places = FILING_DAYS * HOURS.length
    this.#filings = Array.from({ length: matters }, (_, index) => {
      const next = Math.floor((index * places) / matters)
      return { index, next, dice: createDice(seed, 'matter', index) }
    })
  }

  async work(day: number, place: number): Promise<void> {
    const filed = day < FILING_DAYS ? this.#filings.filter(({ next }) => next === place) : []
    await this.#each(filed, ({ index, dice }) => this.#file(index, dice, place))
    await this.#each(
      this.#known.filter(({ next }) => next === place),
      (known) => this.#act(known, place),
    )
  }

  async #each<T>(all: readonly T[], one: (each: T) => Promise<void>): Promise<void> {
    const waiting = [...all]
    const hand = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(next)
    }
    await Promise.all(Array.from({ length: this.#hands }, hand))
  }

  async #file(index: number, dice: Dice, place: number): Promise<void> {
    const { db, clock } = this.#context
    const channel = dice.chance(0.5) ? 'online' : dice.pick(CHANNELS)
    const reporter = `conversation/citizen-${index}`
    const spot = dice.pick(PLACES)
    const demands = ['修好', '赔偿'].slice(0, dice.between(0, 2))
    const ago = channel === 'letter' ? dice.between(0, 6 * 24) : 0
    const draft = {
      ...{ cause: `sixty-days/${index}`, reporter, channel, demands, media: [], danger: false, contact: null },
      ...{ receivedAt: new Date(clock.now().getTime() - ago * 3_600_000), noticeVersion: '1' },
      ...{
        words: [dice.pick(WORDS)],
        category: dice.pick(CATEGORIES),
        party: dice.chance(0.35) ? dice.pick(PARTIES) : null,
      },
      place: spot === null ? null : { id: spot, text: '村口' },
      circumstances: {
        ...(dice.chance(0.08) ? { kind: { suggested: 'report', by: 'citizen' } as const } : {}),
        ...(dice.chance(0.2) ? {} : { delivery: dice.pick(['chat', 'paper'] as const) }),
      },
    }
    const inChat = channel === 'online' ? `turn/${index}` : null
    const opened = await db.transaction().execute((trx) => fileMatter(trx, draft, inChat, this.#context))
    if (opened === null) throw new Error(`${draft.cause} was filed before`)
    const ids = demands.length === 0 ? ['1'] : demands.map((_, n) => String(n + 1))
    const known = { index, dice, row: opened.row, reporter, demands: ids, waiting: [], next: later(place, dice, 0.02) }
    this.#known.push(known)
    this.#byTicket.set(opened.row.id, known)
    count(this.tally.done, 'register')
  }

  async #act(known: Known, place: number): Promise<void> {
    const { db, clock } = this.#context
    const { row, dice } = known
    known.next = later(place, dice, row.state === 'withdrawn' || row.state === 'closed' ? 0.3 : 0.03)
    const act = nextAct({ ...known, now: clock.now() })
    // Now and then somebody acts on what was on the screen before the matter changed hands.
    const holder = dice.chance(0.01) ? 'police' : act.actor.kind === 'staff' ? row.office : undefined
    const done = await db.transaction().execute((trx) => actOnMatter(trx, row.id, act, holder, this.#context))
    if (done === null) throw new Error(`${row.id} is gone`)
    known.row = done.row
    waits(known, done)
    if (done.outcome.ok) count(this.tally.done, act.type)
    else count(this.tally.refused, `${act.type} ${done.outcome.refusal.code}`)
  }

  /** What citizens are to hear is heard, or waits for another day, or cannot be told, until somebody telephones. */
  async tell(): Promise<void> {
    const { db } = this.#context
    const open = await db
      .selectFrom('notices')
      .select(['id', 'ticket_id', 'data', 'state'])
      .where('audience', '=', 'citizen')
      .where('state', '!=', 'told')
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    const byTicket = [...Map.groupBy(open, ({ ticket_id }) => ticket_id)]
    await this.#each(byTicket, async ([ticket, notices]) => {
      const { dice } = this.#byTicket.get(ticket) ?? {}
      if (dice === undefined) throw new Error(`${ticket} was not filed here`)
      await db.transaction().execute(async (trx) => {
        for (const notice of notices) {
          if (notice.state !== 'not_told') await this.#tellOne(trx, notice, dice)
          else if (dice.chance(0.2)) await this.#telephone(trx, ticket)
        }
      })
    })
  }

  async #tellOne(trx: Trx, { id, ticket_id, data }: Telling, dice: Dice): Promise<void> {
    const chance = dice.next()
    if (chance > 0.6) return
    if (chance < 0.05) return notTold(trx, id, 'blocked', this.#context)
    await settleNotice(trx, { id }, 'told', null, this.#context)
    const of = TOLD_STEPS.find((step) => step === data.of)
    const actor = { kind: 'system', id: 'outbox' } as const
    if (of !== undefined) await recordTold(trx, ticket_id, { of, means: 'message', actor }, this.#context)
  }

  async #telephone(trx: Trx, ticket: string): Promise<void> {
    const told = { actor: { kind: 'staff', id: 'officer-1' }, means: 'phone', note: '电话告知' } as const
    await toldByStaff(trx, ticket, told, this.#context)
  }

  async look(): Promise<void> {
    const { db, clock } = this.#context
    this.tally.looks.push(clock.now())
    for (let due = await dueTimers(db, clock.now()); due.length > 0; due = await dueTimers(db, clock.now()))
      await this.#each(due, async (ticket) => {
        await fireMatter(ticket, this.#context)
      })
  }
}

/** Events after which somebody waits for another. */
const BEGINS: { readonly [type: string]: Waiting } = {
  ...{ supervised: 'order', promised: 'promise', convened: 'conference', proposed: 'proposal' },
}

const ENDS: { readonly [type: string]: Waiting } = {
  ...{ replied: 'order', kept: 'promise', met: 'conference', responded: 'proposal' },
}

/** Check-points are named after the place of their event in the history. */
function waits({ waiting }: Known, { row, added }: ActOutcome): void {
  for (const [index, { event }] of added.entries()) {
    const kind = BEGINS[event.type]
    if (kind !== undefined) waiting.push({ kind, id: `${kind}/${row.events - added.length + index + 1}` })
    const ended = waiting.findLastIndex((one) => one.kind === ENDS[event.type])
    if (ended !== -1) waiting.splice(ended, 1)
  }
}

/** Mostly within some days, now and then so much later that its silence is noticed, and some are forgotten. */
function later(place: number, dice: Dice, forgotten: number): number {
  if (dice.chance(forgotten)) return Number.POSITIVE_INFINITY
  return place + (dice.chance(0.85) ? dice.between(1, 3 * HOURS.length) : dice.between(4, 18) * HOURS.length)
}

function count(tally: Map<string, number>, name: string): void {
  tally.set(name, (tally.get(name) ?? 0) + 1)
}
