import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Context, createContext } from '../../src/app/context.ts'
import { deliverDeps, turnDeps } from '../../src/app/deps.ts'
import { actOnMatter, fileMatter } from '../../src/app/matters.ts'
import { carryNotice } from '../../src/app/notices.ts'
import { ROOT } from '../../src/app/root.ts'
import { fallBack, longUntold, toldByStaff } from '../../src/app/untold.ts'
import { plannedNotices } from '../../src/case/notify/index.ts'
import type { Act, Actor } from '../../src/case/ticket/index.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { manualClock } from '../../src/platform/kernel/index.ts'
import { takeTurn } from '../../src/talk/dialogue/index.ts'
import { acceptPage } from '../../src/talk/inbox/index.ts'
import { type DeliverDeps, deliver, dueConversations, openWindow } from '../../src/talk/outbox/index.ts'
import { createDice, type Dice } from '../replay/dice.ts'
import { agenda } from './agenda.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type StrictChannel, strictChannel } from './strict-channel.ts'

export interface Plan {
  conversations: number
  days: number
  seed: number
  progress(text: string): void
}

type Happening =
  | { do: 'word'; peer: string; text?: string }
  | { do: 'turn'; conversation: string }
  | { do: 'deliver'; conversation: string }
  | { do: 'file'; peer: string }
  | { do: 'act'; ticket: string }
  | { do: 'telephone'; ticket: string }
  | { do: 'sweep' }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = new Date('2026-03-02T01:00:00Z')
const SWEEP_MS = HOUR

/** What people say of themselves; none of it files anything, all of it is answered. */
const WORDS = ['查询', '隐私', '帮助', '人工', '谢谢', '你好', '我的', '返回', '不查了'] as const
const ASKS = '通知'
const CHOICES = ['只通知结果', '每一步都通知我'] as const
const CATEGORIES = ['城乡建设', '环境保护', '交通运输'] as const
const PLACES = ['liudu', 'maidian', 'chengdong', 'yunti'] as const

/** Ninety days of a county's conversations, with the real rows, turns, acts and deliveries, against a channel that only counts. */
export async function ninetyDays(plan: Plan): Promise<Figures> {
  const started = performance.now()
  const dice = createDice(plan.seed, 'window')
  const clock = manualClock(START)
  const hiccup = () => (dice.chance(0.01) ? (dice.chance(0.5) ? ('before' as const) : ('after' as const)) : null)
  const strict = strictChannel(clock, hiccup)
  const folder = await mkdtemp(join(tmpdir(), 'minqing-window-'))
  const context = await createContext(configOf(folder), { clock })
  try {
    const held: string[] = []
    const world = new County({ ...context, channels: { kf: strict.channel }, staff: null }, strict, dice, held)
    const end = START.getTime() + plan.days * DAY
    world.open(plan.conversations, end)
    let day = 0
    for (let next = world.agenda.next(); next && next.at < end; next = world.agenda.next()) {
      if (next.at > clock.now().getTime()) clock.set(new Date(next.at))
      await world.happen(next.what)
      const today = Math.floor((next.at - START.getTime()) / DAY)
      if (today > day) plan.progress(`day ${today} of ${plan.days}`)
      day = today
    }
    const figures = await figuresOf(context, strict, held)
    return { ...figures, seconds: (performance.now() - started) / 1000 }
  } finally {
    await context.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function configOf(folder: string) {
  const config = readConfig({
    ...{ DATA_DIR: folder, ORG_FILE: join(ROOT, 'simulator', 'county.yaml'), LOG_LEVEL: 'silent' },
    DATA_KEYS: `b1:${randomBytes(32).toString('base64')}`,
    SESSION_KEY: randomBytes(32).toString('base64'),
  })
  if (!config.ok) throw new Error(config.error.map((fault) => `${fault.variable} ${fault.message}`).join('\n'))
  return config.value
}

/** The office tries something else, or the same some days later. */
const PASSING = ['answer_not_told', 'late', 'was_designated', 'taken_before']
const SUPPORTED = { demandId: '1', outcome: 'supported', facts: '情况属实', basis: '职责清单' } as const

class County {
  readonly agenda = agenda<Happening>()
  readonly #context: Context
  readonly #strict: StrictChannel
  readonly #dice: Dice
  readonly #delivering: DeliverDeps
  #messages = 0
  readonly #turns: ReturnType<typeof turnDeps>

  constructor(context: Context, strict: StrictChannel, dice: Dice, held: string[]) {
    this.#context = context
    this.#strict = strict
    this.#dice = dice
    this.#turns = turnDeps(context)
    const deps = deliverDeps(context)
    this.#delivering = {
      ...deps,
      onSettled: (trx, settled) => {
        if (settled.state === 'held') held.push(settled.reason ?? '')
        return deps.onSettled(trx, settled)
      },
    }
  }

  #now = () => this.#context.clock.now().getTime()
  #within = (least: number, most: number) => least + this.#dice.next() * (most - least)
  /** Often one step follows another within the hour: then the five messages are soon used up. */
  #untilStep = () => (this.#dice.chance(0.7) ? this.#within(MINUTE, 30 * MINUTE) : this.#within(HOUR, 14 * DAY))
  #in(ms: number, what: Happening): void {
    this.agenda.add(this.#now() + ms, what)
  }

  /** Everybody writes at some time of the first weeks, then now and then, often several times in an hour. */
  open(conversations: number, end: number): void {
    const dice = this.#dice
    for (let n = 0; n < conversations; n += 1) {
      const peer = `peer-${n}`
      const first = this.#within(0, Math.min(14 * DAY, (end - this.#now()) / 3))
      this.#in(first, { do: 'word', peer })
      const matters = dice.chance(0.35) ? 3 : dice.chance(0.3) ? 2 : 1
      for (let m = 0; m < matters; m += 1)
        this.#in(first + MINUTE + m * this.#within(0, 12 * DAY), { do: 'file', peer })
      for (let at = first; ; ) {
        at += dice.chance(0.4) ? this.#within(1_000, 2 * HOUR) : this.#within(DAY, 18 * DAY)
        if (this.#now() + at > end) break
        this.#in(at, { do: 'word', peer })
      }
    }
    this.#in(SWEEP_MS, { do: 'sweep' })
  }

  async happen(what: Happening): Promise<void> {
    switch (what.do) {
      case 'word':
        return this.#word(what.peer, what.text ?? this.#wordOf())
      case 'turn':
        return this.#turn(what.conversation)
      case 'deliver':
        return this.#deliver(what.conversation)
      case 'file':
        return this.#file(what.peer)
      case 'act':
        return this.#act(what.ticket)
      case 'telephone':
        return this.#telephone(what.ticket)
      case 'sweep':
        return this.#sweep()
    }
  }

  #wordOf = (): string => (this.#dice.chance(0.08) ? ASKS : this.#dice.pick(WORDS))

  /** The platform counts from the word; the service learns of it a moment later, in whole seconds. */
  async #word(peer: string, text: string): Promise<void> {
    const { db, clock, ids } = this.#context
    this.#strict.word(peer)
    this.#messages += 1
    if (text === ASKS) this.#in(this.#within(10_000, 2 * MINUTE), { do: 'word', peer, text: this.#dice.pick(CHOICES) })
    const sentAt = new Date(Math.floor(this.#now() / 1000) * 1000)
    const body = { kind: 'text' as const, text }
    const author = 'customer' as const
    const message = { platformId: `w${this.#messages}`, account: 'bench', peer, author, sentAt, body }
    const deps = { clock, ids, onWord: openWindow, onEvent: async () => {} }
    const [accepted] = await db.transaction().execute((trx) => acceptPage(trx, 'kf', [message], deps))
    if (accepted) this.#in(this.#within(300, 4_000), { do: 'turn', conversation: accepted.conversationId })
  }

  async #turn(conversation: string): Promise<void> {
    const end = await takeTurn(conversation, this.#turns)
    if (end.end === 'settling') this.agenda.add(end.at.getTime(), { do: 'turn', conversation })
    if (end.end === 'done') await this.#deliver(conversation)
  }

  async #deliver(conversation: string): Promise<void> {
    const again = await deliver(conversation, this.#delivering)
    if (again instanceof Date) this.agenda.add(again.getTime(), { do: 'deliver', conversation })
  }

  async #file(peer: string): Promise<void> {
    const { db, clock } = this.#context
    const row = await db.selectFrom('conversations').select('id').where('peer', '=', peer).executeTakeFirst()
    if (!row) return this.#in(HOUR, { do: 'file', peer })
    this.#messages += 1
    const place = { id: this.#dice.pick(PLACES), text: '村口' }
    const draft = {
      ...{ cause: `bench/${this.#messages}`, reporter: `conversation/${row.id}`, channel: 'online' as const },
      ...{ receivedAt: clock.now(), words: ['村口的路灯坏了。'], demands: [], place, party: null, media: [] },
      ...{ category: this.#dice.pick(CATEGORIES), danger: this.#dice.chance(0.02) },
      contact: this.#dice.chance(0.5) ? { phone: '13800000000' } : null,
      noticeVersion: '1',
    }
    const opened = await db.transaction().execute((trx) => fileMatter(trx, draft, null, this.#context))
    if (opened) this.#in(this.#untilStep(), { do: 'act', ticket: opened.row.id })
    await this.#notices()
  }

  /** The next step of the office: forward where nobody has it, else accept, answer, close; some are sent back first. */
  async #act(ticket: string): Promise<void> {
    const { db } = this.#context
    const row = await db.selectFrom('tickets').selectAll().where('id', '=', ticket).executeTakeFirstOrThrow()
    const actor: Actor = { kind: 'staff', id: 'officer', office: row.office }
    const wanted = this.#stepOf(row.state, row.hand_overs, actor)
    if (wanted === null) return
    const done = await db.transaction().execute((trx) => actOnMatter(trx, ticket, wanted, row.office, this.#context))
    await this.#notices()
    const refused = done?.outcome.ok === false ? done.outcome.refusal.code : null
    if (refused === null || PASSING.includes(refused)) this.#in(this.#untilStep(), { do: 'act', ticket })
  }

  #stepOf(state: string, handOvers: number, actor: Actor): Act | null {
    switch (state) {
      case 'registered':
      case 'returned':
        return { type: 'forward', actor, toOffice: 'housing', basis: { how: 'by_hand', article: '22(1)' } }
      case 'forwarded':
        return handOvers < 3 && this.#dice.chance(0.15)
          ? { type: 'object', actor, clause: '职责清单', reason: '不属于本单位职责' }
          : { type: 'accept', actor }
      case 'objected':
        return { type: 'agree', actor }
      case 'contested':
        return { type: 'designate', actor, toOffice: 'housing', reason: '由住建部门办理' }
      case 'accepted':
        return {
          ...{ type: 'answer', actor, dispositions: [SUPPORTED] },
          text: '已经办好。'.repeat(Math.ceil(this.#within(1, 40) ** 1.6 / 5)),
        }
      case 'answered':
        return { type: 'close', actor, closing: 'solved' }
      default:
        return null
    }
  }

  /** A member does what the tasks say, some days later. */
  async #telephone(ticket: string): Promise<void> {
    const told = { actor: { kind: 'staff', id: 'officer' } as Actor, means: 'phone' as const, note: '电话告知' }
    await this.#context.db.transaction().execute((trx) => toldByStaff(trx, ticket, told, this.#context))
  }

  async #notices(): Promise<void> {
    for (const notice of await plannedNotices(this.#context.db)) {
      const conversation = await carryNotice(notice, this.#context)
      if (conversation) this.#in(this.#within(50, 2_000), { do: 'deliver', conversation })
    }
  }

  async #sweep(): Promise<void> {
    for (const notice of await longUntold(this.#context)) {
      await fallBack(notice, this.#context)
      const { ticket_id } = await this.#context.db
        .selectFrom('notices')
        .select('ticket_id')
        .where('id', '=', notice)
        .executeTakeFirstOrThrow()
      if (this.#dice.chance(0.7)) this.#in(this.#within(HOUR, 3 * DAY), { do: 'telephone', ticket: ticket_id })
    }
    await this.#notices()
    for (const conversation of await dueConversations(this.#context.db, this.#context.clock.now()))
      await this.#deliver(conversation)
    this.#in(SWEEP_MS, { do: 'sweep' })
  }
}
