import { dayAfter, dayInShanghai } from '../../unit/rules/recount.ts'

/** What somebody owes beside the legal dates, by the words of rules/supervision.yaml and from the events alone. */
export interface Point {
  id: string
  kind: string
  /** The day that is not counted. */
  from: string
  due: string
  owedBy: 'holder' | 'petition'
  met: string | null
  /** Whose receipt it is. */
  of?: string
}

export interface Step {
  /** Its place in the history. */
  n: number
  type: string
  at: Date
  data: Record<string, unknown>
}

/** The three meetings of a letter. */
const MEETINGS: { readonly [kind: string]: number } = { leader: 15, unit: 30, author: 45 }
/** Letters come to it, conferences are held by it, and it watches over what is long open or was closed, whoever has the matter. */
const OF_THE_PETITION_OFFICE = [
  ...['meet_leader', 'meet_unit', 'meet_author', 'conference', 'leader_wanted', 'follow_up'],
]
/** Steps with a document for the citizen's hands. */
const DOCUMENTS = ['directed', 'refused', 'answered', 'reviewed', 'rereviewed']
/** Of handling: over where the matter was told another way, or is closed. */
const OF_HANDLING = ['conference', 'meet_leader', 'meet_unit', 'meet_author', 'visit_promise']
const NOT_HANDLED = ['directed', 'refused', 'closed']

export class Owed {
  readonly #points = new Map<string, Point>()
  readonly #inHand = new Set<string>()
  #electronic = false
  #takenBack = false
  /** What the answer that stands gave the citizen and nobody has done yet. */
  #promisedDemands: string[] = []

  /** `stood`: where the matter stood before. */
  happens(step: Step, stood: string): void {
    const { n, type, at, data } = step
    const now = at.toISOString()
    const today = dayInShanghai(now)
    const text = (key: string) => data[key] as string
    const set = (kind: string, due: string) => this.#owe(kind, n, today, due)
    if (DOCUMENTS.includes(type)) this.#isWritten(type, data.outcome === 'redo')
    if (NOT_HANDLED.includes(type)) this.#drop(...OF_HANDLING)
    switch (type) {
      case 'registered':
        this.#arrives(n, dayInShanghai(text('receivedAt')), text('channel'))
        this.#electronic = data.electronic === true
        break
      case 'told':
        this.#tells(step, text('of'), text('means'))
        break
      case 'delivered':
        this.#inHand.add(text('of'))
        this.#meet(now, ({ of }) => of === text('of'))
        break
      case 'answered':
        this.#drop('execution')
        this.#meet(now, 'dispute')
        this.#supports(data.dispositions as { demandId: string; outcome: string }[])
        if (this.#promisedDemands.length > 0) set('execution', dayAfter(today, 30))
        break
      case 'executed':
        this.#promisedDemands = this.#promisedDemands.filter((id) => id !== text('demandId'))
        if (this.#promisedDemands.length === 0) this.#meet(now, 'execution')
        break
      case 'disputed':
        this.#drop('follow_up')
        set('dispute', dayAfter(today, 15))
        break
      case 'review_requested':
      case 'rereview_requested':
        this.#drop('follow_up', 'dispute')
        break
      case 'reviewed':
      case 'rereviewed':
        // What was answered does not hold any more.
        if (['redo', 'revoked', 'changed'].includes(text('outcome'))) this.#drop('execution', 'receipt')
        break
      case 'directed':
      case 'refused':
        this.#drop('lead')
        break
      case 'supervised':
        set('order', text('due'))
        break
      case 'replied':
      case 'kept':
        this.#meet(now, ({ id }) => id === data.of)
        break
      case 'promised':
        this.#meet(now, 'visit_promise')
        set('promise', text('due'))
        break
      case 'led':
        this.#meet(now, 'leader_wanted')
        this.#drop('lead')
        set('lead', text('due'))
        break
      case 'convened':
        set('conference', text('on'))
        break
      case 'met':
        this.#meet(now, ({ kind, from }) =>
          data.with === 'conference' ? kind === 'conference' && from <= text('on') : kind === `meet_${data.with}`,
        )
        break
      case 'closed':
        if (text('told') !== 'message') this.#tells(step, stood, text('told'))
        this.#meet(now, 'lead')
        // By another officer than who gave the answer.
        this.#meet(now, 'dispute')
        set('follow_up', dayAfter(today, 30))
        break
      case 'followed_up':
        if (data.settled !== 'not_reached') this.#meet(now, 'follow_up')
        break
      case 'withdrawn':
        this.#takenBack = true
        this.#drop(...new Set([...this.#points.values()].map(({ kind }) => kind)))
        break
    }
  }

  /** Of a matter that stands there. What was closed and not accepted is as long open as before (petition.md S53). */
  points(stands: string): Point[] {
    const over = ({ kind, met }: Point) => met === null && kind === 'leader_wanted' && NOT_HANDLED.includes(stands)
    return [...this.#points.values()].filter((point) => !over(point))
  }

  #arrives(n: number, received: string, channel: string): void {
    const owe = (kind: string, days: number) => this.#owe(kind, n, received, dayAfter(received, days))
    owe('leader_wanted', 365)
    if (channel === 'visit') owe('visit_promise', 3)
    if (channel === 'letter') for (const [whom, days] of Object.entries(MEETINGS)) owe(`meet_${whom}`, days)
  }

  /** What sends it back has nothing that runs from its receipt: the answer is to come anew. */
  #isWritten(of: string, sentBack: boolean): void {
    for (const [id, point] of this.#points) if (point.of === of && point.met === null) this.#points.delete(id)
    this.#inHand.delete(of)
    if (sentBack) this.#inHand.add(of)
  }

  #tells({ n, at }: Step, of: string, means: string): void {
    const known = [...this.#points.values()].some((point) => point.of === of && point.met === null)
    if (!DOCUMENTS.includes(of) || this.#inHand.has(of) || known || this.#takenBack) return
    const today = dayInShanghai(at.toISOString())
    this.#owe('receipt', n, today, dayAfter(today, this.#electronic && means === 'message' ? 7 : 1), of)
  }

  #supports(dispositions: readonly { demandId: string; outcome: string }[]): void {
    this.#promisedDemands = dispositions
      .filter(({ outcome }) => outcome === 'supported')
      .map(({ demandId }) => demandId)
  }

  #owe(kind: string, n: number, from: string, due: string, of?: string): void {
    const owedBy = OF_THE_PETITION_OFFICE.includes(kind) ? 'petition' : 'holder'
    const id = `${kind}/${n}`
    this.#points.set(id, { id, kind, from, due, owedBy, met: null, ...(of === undefined ? {} : { of }) })
  }

  #meet(now: string, which: string | ((point: Point) => boolean)): void {
    const chosen = typeof which === 'string' ? ({ kind }: Point) => kind === which : which
    for (const point of this.#points.values()) if (point.met === null && chosen(point)) point.met = now
  }

  #drop(...kinds: readonly string[]): void {
    for (const { id, kind, met } of this.#points.values())
      if (met === null && kinds.includes(kind)) this.#points.delete(id)
  }
}
