import { dayAfter, dayInShanghai, walk } from '../../unit/rules/recount.ts'
import { Owed, type Point, type Step } from './owed.ts'

/**
 * A second account of a matter's legal dates, check-points and reminders, by the regulation and from the events alone. Nothing of the service is
 * called: the days are walked along the row that the holiday notices give.
 */
export type Happened = Step

export interface Counted {
  rule: string
  due: string
  met: string | null
  provisional: boolean
}

export interface Reminder {
  kind: string
  rule: string
  /** The due date, or for silence the day of the last step. */
  day: string
  at: string
}

/** Said by whom to whom: the office that is reminded, and the one that sees to it that it answers. */
export interface Fired extends Reminder {
  office: string
  watching: string
}

export interface Account {
  clocks: Counted[]
  points: Point[]
  fired: Fired[]
  waiting: Reminder[]
}

interface Clock extends Counted {
  from: string
  pauses: [string, string][]
}

/** Everything that happened, and the moments at which somebody looked for reminders, in one row. */
export function account(events: readonly Happened[], looks: readonly Date[], barred: readonly string[]): Account {
  const matter = new Matter(barred)
  const steps = events.filter(({ type }) => type !== 'warned' && type !== 'silent')
  let next = 0
  for (const look of looks) {
    for (let step = steps[next]; step !== undefined && step.at < look; step = steps[next]) {
      matter.happens(step)
      next += 1
    }
    matter.isLookedAt(look)
  }
  for (const step of steps.slice(next)) matter.happens(step)
  return matter.account()
}

/** Of what is told or in the citizen's hands, what is the written notice of article 23 ¶2, and of ¶3 as well. */
const FIRST_NOTICE = ['registered', 'forwarded']
const NOTICE = ['accepted', 'answered', 'directed', 'refused']

/** States in which an office has the next word; the step that leads there is the event. */
const WORKED_ON = [
  ...['registered', 'forwarded', 'objected', 'contested', 'returned', 'insisted', 'accepted'],
  ...['review_requested', 'rereview_requested'],
]
/** Of these a citizen sees nothing: offices say it to each other. */
const BETWEEN_OFFICES = [
  ...['owned', 'led', 'supervised', 'replied', 'proposed', 'responded', 'convened'],
  ...['objected', 'insisted', 'escalated', 'assigned', 'reported', 'recused', 'paged', 'acknowledged'],
]
/** These lead nowhere: the matter stands where it stood. */
const ASIDE = [
  ...['told', 'assigned', 'escalated', 'extended', 'delivered', 'executed', 'reported', 'heard', 'recused', 'met'],
  ...['promised', 'kept', 'mediated', 'followed_up', 'owned', 'led', 'supervised', 'replied', 'proposed', 'responded'],
  ...['convened', 'paged', 'acknowledged'],
]
const MOVED = ['forwarded', 'returned', 'contested', 'review_requested', 'rereview_requested', 'reviewed', 'rereviewed']
const REVIEW = ['D7', 'D8', 'D9', 'D10']
/** In these the citizen decides; and an office that does not object keeps the matter. */
const UNPRESSED = ['D4', 'D7', 'D9']
/** Time for others to do something, after which somebody is asked to: there is nothing to remind of before. */
const WAITED_FOR = ['receipt', 'leader_wanted', 'follow_up']

class Matter {
  readonly #clocks = new Map<string, Clock>()
  readonly #owed = new Owed()
  readonly #fired: Fired[] = []
  readonly #barred: readonly string[]
  #stands = ''
  #lastStep = ''
  #petitionOffice = ''
  #holder = ''

  constructor(barred: readonly string[]) {
    this.#barred = barred
  }

  happens(step: Happened): void {
    const { type, at, data } = step
    const now = at.toISOString()
    this.#owed.happens(step, this.#stands)
    this.#comesTo(step)
    const petition = data.kind !== 'suggestion' && data.kind !== 'report' && (data.way ?? 6) === 6
    const redo = data.outcome === 'redo'
    switch (type) {
      case 'registered':
        this.#starts('D1', data.receivedAt as string, 15)
        this.#starts('D2', data.receivedAt as string, 15)
        break
      case 'forwarded':
        this.#meets(now, 'D1')
        this.#drops('D11')
        this.#starts('D3', now, 15)
        if ((data.basis as { how: string }).how !== 'designated') {
          this.#drops('D4')
          this.#starts('D4', now, 5, '工作日')
        }
        break
      case 'assigned':
        this.#put('D11', now, { due: data.due as string, provisional: false })
        break
      case 'escalated':
        this.#meets(now, 'D1')
        break
      case 'objected':
      case 'contested':
        this.#meets(now, 'D4')
        break
      case 'returned':
        this.#meets(now, 'D4')
        this.#drops('D11')
        this.#runsOn('D1')
        break
      case 'told':
        this.#tells(now, data.of as string)
        break
      case 'accepted':
        this.#meets(now, 'D4')
        if (petition) this.#starts('D5', now, 60)
        break
      case 'extended':
        this.#meets(now, 'D5')
        // From the sixtieth day itself, not from the working day it was moved to.
        this.#starts('D6', this.#clocks.get('D5')?.from ?? '', 60 + (data.days as number))
        break
      case 'directed':
        this.#meets(now, 'D1', 'D4', 'D5', 'D6')
        break
      case 'refused':
        this.#meets(now, 'D1', 'D4')
        break
      case 'answered':
        this.#meets(now, 'D5', 'D6')
        this.#drops(...REVIEW)
        break
      case 'delivered':
        this.#tells(now, data.of as string)
        // A right that was used is not opened again.
        if (petition && data.of === 'answered' && !this.#clocks.has('D8')) this.#starts('D7', now, 30)
        if (petition && data.of === 'reviewed' && !this.#clocks.has('D10')) this.#starts('D9', now, 30)
        break
      case 'review_requested':
        this.#meets(now, 'D7')
        this.#starts('D8', now, 30)
        break
      case 'rereview_requested':
        this.#meets(now, 'D9')
        this.#starts('D10', now, 30)
        break
      case 'reviewed':
        this.#meets(now, 'D8')
        if (redo) this.#drops(...REVIEW, 'D11')
        break
      case 'rereviewed':
        this.#meets(now, 'D10')
        if (redo) this.#drops(...REVIEW, 'D11')
        break
      case 'heard':
        this.#hears(data.from as string, data.to as string)
        break
      case 'reported':
        this.#meets(now, 'D11')
        break
      case 'proposed':
        this.#drops('D12')
        this.#starts('D12', now, 30)
        break
      case 'responded':
        this.#meets(now, 'D12')
        break
      case 'closed':
        this.#meets(now, 'D1')
        if (data.told !== 'message') this.#tells(now, this.#stands)
        break
      case 'withdrawn':
        this.#meets(now, ...this.#clocks.keys())
        break
    }
    if (!ASIDE.includes(type)) this.#stands = redo ? 'accepted' : type === 'disputed' ? 'answered' : type
    const unseen = BETWEEN_OFFICES.includes(type) || (type === 'met' && data.with !== 'author')
    if (!unseen) this.#lastStep = dayInShanghai(now)
  }

  /** With whom the matter is; who objects keeps it until somebody decides. */
  #comesTo({ type, data }: Happened): void {
    if (type === 'registered') this.#petitionOffice = this.#holder = data.petitionOffice as string
    else if (MOVED.includes(type)) this.#holder = data.toOffice as string
  }

  #starts(rule: string, from: string, days: number, kind: '日' | '工作日' = '日'): void {
    this.#put(rule, from, walk(from, days, kind))
  }

  /** What runs, or was met, does not start again. */
  #put(rule: string, from: string, { due, provisional }: Pick<Counted, 'due' | 'provisional'>): void {
    if (!this.#clocks.has(rule)) this.#clocks.set(rule, { rule, from, due, provisional, met: null, pauses: [] })
  }

  #meets(now: string, ...rules: readonly string[]): void {
    for (const rule of rules) {
      const clock = this.#clocks.get(rule)
      if (clock !== undefined) clock.met ??= now
    }
  }

  #drops(...rules: readonly string[]): void {
    for (const rule of rules) this.#clocks.delete(rule)
  }

  #runsOn(rule: string): void {
    const clock = this.#clocks.get(rule)
    if (clock !== undefined) clock.met = null
  }

  #tells(now: string, of: string): void {
    if (FIRST_NOTICE.includes(of)) this.#meets(now, 'D2')
    if (NOTICE.includes(of)) this.#meets(now, 'D2', 'D3')
  }

  #hears(from: string, to: string): void {
    const clock = this.#clocks.get('D10')
    if (clock === undefined || clock.met !== null) return
    clock.pauses.push([dayInShanghai(from), dayInShanghai(to)])
    const { due, provisional } = walk(clock.from, 30, '日', clock.pauses)
    Object.assign(clock, { due, provisional })
  }

  isLookedAt(look: Date): void {
    const due = this.#reminders().filter(({ at }) => new Date(at) <= look)
    this.#fired.push(...due.map((reminder) => ({ ...reminder, ...this.#heardBy(reminder), at: look.toISOString() })))
    // The citizen heard of it: the silence begins anew.
    if (due.some(({ kind }) => kind === 'silence')) this.#lastStep = dayInShanghai(look.toISOString())
  }

  /** A petition office that is complained of hears nothing of it. */
  #heardBy({ rule }: Reminder): { office: string; watching: string } {
    const watching = this.#barred.includes(this.#petitionOffice) ? this.#holder : this.#petitionOffice
    const owedBy = this.#owed.points(this.#stands).find(({ id }) => id === rule)?.owedBy
    return { office: owedBy === 'petition' ? watching : this.#holder, watching }
  }

  /** What would be said if nothing happened any more, without what was said. */
  #reminders(): Reminder[] {
    const clocks = [...this.#clocks.values()].filter(({ rule, met }) => met === null && !UNPRESSED.includes(rule))
    const points = this.#owed.points(this.#stands).filter(({ met }) => met === null)
    const pressed = [
      ...clocks.map(({ rule, due, from }) => ({ rule, due, from: dayInShanghai(from), ahead: true })),
      ...points.map(({ id, kind, due, from }) => ({ rule: id, due, from, ahead: !WAITED_FOR.includes(kind) })),
    ]
    const found = pressed.flatMap(({ rule, due, from, ahead }) => {
      const first = dayAfter(from, 1)
      const [yellow = first] = [dayAfter(due, -3), first].sort().reverse()
      return [
        ...(ahead && yellow <= due ? [{ kind: 'yellow', rule, day: due, at: atHour(yellow, 9) }] : []),
        { kind: 'red', rule, day: due, at: atHour(dayAfter(due, 1), 9) },
      ]
    })
    if (WORKED_ON.includes(this.#stands))
      found.push({ kind: 'silence', rule: '', day: this.#lastStep, at: atHour(dayAfter(this.#lastStep, 15), 10) })
    const said = ({ kind, rule, day }: Reminder) =>
      this.#fired.some((one) => one.kind === kind && one.rule === rule && one.day === day)
    return found.filter((reminder) => !said(reminder))
  }

  account(): Account {
    const clocks = [...this.#clocks.values()].map(({ rule, due, met, provisional }) => ({
      rule,
      due,
      met,
      provisional,
    }))
    return { clocks, points: this.#owed.points(this.#stands), fired: this.#fired, waiting: this.#reminders() }
  }
}

/** In Shanghai, eight hours ahead. */
const atHour = (day: string, hour: number): string => `${day}T0${hour - 8}:00:00.000Z`
