import { dayAfter, dayInShanghai, walk } from '../../unit/rules/recount.ts'

/**
 * A second account of a matter's legal dates and reminders, by the regulation and from the events alone. Nothing of the service is
 * called: the days are walked along the row that the holiday notices give.
 */
export interface Happened {
  type: string
  at: Date
  data: Record<string, unknown>
}

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

export interface Account {
  clocks: Counted[]
  fired: Reminder[]
  waiting: Reminder[]
}

interface Clock extends Counted {
  from: string
  pauses: [string, string][]
}

/** Everything that happened, and the moments at which somebody looked for reminders, in one row. */
export function account(events: readonly Happened[], looks: readonly Date[]): Account {
  const matter = new Matter()
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
/** These lead nowhere: the matter stands where it stood. */
const ASIDE = ['told', 'assigned', 'escalated', 'extended', 'delivered', 'executed', 'reported', 'heard', 'recused']
const REVIEW = ['D7', 'D8', 'D9', 'D10']
/** In these the citizen decides; and an office that does not object keeps the matter. */
const UNPRESSED = ['D4', 'D7', 'D9']

class Matter {
  readonly #clocks = new Map<string, Clock>()
  readonly #fired: Reminder[] = []
  #stands = ''
  #lastStep = ''

  happens({ type, at, data }: Happened): void {
    const now = at.toISOString()
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
      case 'closed':
        this.#meets(now, 'D1')
        if (data.told !== 'message') this.#tells(now, this.#stands)
        break
      case 'withdrawn':
        this.#meets(now, ...this.#clocks.keys())
        break
    }
    if (!ASIDE.includes(type)) this.#stands = redo ? 'accepted' : type === 'disputed' ? 'answered' : type
    this.#lastStep = dayInShanghai(now)
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
    this.#fired.push(...due.map((reminder) => ({ ...reminder, at: look.toISOString() })))
    // The citizen heard of it: the silence begins anew.
    if (due.some(({ kind }) => kind === 'silence')) this.#lastStep = dayInShanghai(look.toISOString())
  }

  /** What would be said if nothing happened any more, without what was said. */
  #reminders(): Reminder[] {
    const pressed = [...this.#clocks.values()].filter(({ rule, met }) => met === null && !UNPRESSED.includes(rule))
    const found = pressed.flatMap(({ rule, due, from }) => {
      const first = dayAfter(dayInShanghai(from), 1)
      const [yellow = first] = [dayAfter(due, -3), first].sort().reverse()
      return [
        ...(yellow <= due ? [{ kind: 'yellow', rule, day: due, at: atHour(yellow, 9) }] : []),
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
    return { clocks, fired: this.#fired, waiting: this.#reminders() }
  }
}

/** In Shanghai, eight hours ahead. */
const atHour = (day: string, hour: number): string => `${day}T0${hour - 8}:00:00.000Z`
