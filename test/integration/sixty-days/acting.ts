import type { Dice } from '../../../bench/replay/dice.ts'
import {
  ACTS,
  type Act,
  type ActName,
  type Actor,
  CLOSINGS,
  type Delivered,
  DISPOSITIONS,
  MATTER_KINDS,
  MEETINGS,
  REVIEW_OUTCOMES,
  SETTLED,
  type State,
  SUPERVISED_FOR,
  type TicketRow,
  type Way,
} from '../../../src/case/ticket/index.ts'
import { dayAfter, dayInShanghai } from '../../unit/rules/recount.ts'

/** Who may have a matter, of the county. */
const OFFICES = ['housing', 'transport', 'environment', 'health', 'labour', 'liudu', 'maidian', 'petition'] as const
const OFFICERS = ['officer-1', 'officer-2', 'officer-3'] as const

/** What people do with a matter in each state, the likelier the oftener it stands here. */
const HABITS: { readonly [state in State]: string } = {
  registered: 'forward forward forward forward forward forward escalate direct refuse withdraw',
  returned: 'forward forward forward forward forward forward escalate direct refuse withdraw',
  forwarded: 'accept accept accept accept accept accept accept object object object forward direct refuse escalate',
  objected: 'agree agree agree insist insist escalate',
  contested: 'designate designate designate designate escalate withdraw',
  accepted: 'answer answer answer answer answer extend extend direct withdraw',
  directed: 'deliver deliver close close report',
  refused: 'deliver deliver close close report',
  answered: 'deliver deliver dispute answer request_review request_review request_review execute report close',
  under_review: 'decide_review decide_review decide_review decide_review deliver execute withdraw',
  reviewed: 'deliver deliver request_rereview request_rereview request_rereview execute report close',
  under_rereview: 'hear hear hear decide_rereview decide_rereview deliver',
  rereviewed: 'deliver execute report close',
  closed: 'deliver execute report dispute request_review request_review request_rereview request_rereview',
  withdrawn: 'deliver accept',
  merged: 'deliver accept',
}

/** What is done beside the road while somebody has the matter, and when it is closed; more often what a letter or a visit asks for. */
const BESIDE = 'own lead supervise supervise propose meet convene promise mediate reply keep respond'
const BESIDE_CLOSED = 'follow_up follow_up follow_up follow_up supervise propose meet reply keep respond'
const BESIDE_CHANNEL: { readonly [channel in TicketRow['channel']]?: string } = {
  letter: 'meet meet meet meet meet meet',
  visit: 'promise promise promise promise',
}
/** What is done next to what somebody still owes. */
const ANSWERS = { order: 'reply', promise: 'keep', conference: 'meet', proposal: 'respond' } as const
export type Waiting = keyof typeof ANSWERS

export interface Asked {
  row: TicketRow
  now: Date
  dice: Dice
  reporter: string
  demands: readonly string[]
  /** What was ordered, promised, convened and proposed, the last at the end. */
  waiting: readonly { kind: Waiting; id: string }[]
}

/** A merge names another matter and a split makes one: both take more than one act on one matter, so they are not done here. */
export const NOT_HERE: readonly ActName[] = ['merge', 'split']
type Tried = Exclude<ActName, 'merge' | 'split'>
const TRIED = ACTS.filter((act) => !NOT_HERE.includes(act)) as [Tried, ...Tried[]]

/** One in fourteen does something else than the state asks for, and mostly hears no. */
export function nextAct(asked: Asked): Act {
  const { row, dice } = asked
  if (dice.chance(0.07)) return actOf(dice.pick(TRIED), asked)
  if (dice.chance(0.3)) return actOf(besideOf(asked), asked)
  return actOf(oneOf(HABITS[row.state], dice), asked)
}

function besideOf({ row, dice, waiting }: Asked): Tried {
  const last = waiting.at(-1)
  if (last !== undefined && dice.chance(0.3)) return ANSWERS[last.kind]
  if (row.state === 'closed') return oneOf(BESIDE_CLOSED, dice)
  return oneOf([BESIDE, BESIDE_CHANNEL[row.channel] ?? ''].join(' ').trim(), dice)
}

const oneOf = (acts: string, dice: Dice): Tried => dice.pick(acts.split(' ') as [Tried, ...Tried[]])

function actOf(type: Tried, asked: Asked): Act {
  const { row, now, dice, demands } = asked
  const today = dayInShanghai(now.toISOString())
  const inDays = (least: number, most: number) => dayAfter(today, dice.between(least, most))
  const actor = actorOf(type, asked)
  const reason = dice.chance(0.03) ? ' ' : '情况已经核实'
  const note = dice.chance(0.1) ? {} : { note: '本人签收' }
  switch (type) {
    case 'register': {
      const { kind, channel, petition_office: petitionOffice } = row
      const matter = {
        id: row.id,
        kind,
        way: null,
        channel,
        receivedAt: now.toISOString(),
        petitionOffice,
        electronic: false,
      }
      return { type, actor, matter }
    }
    case 'forward': {
      const due = dice.chance(0.4) ? { due: inDays(dice.chance(0.1) ? -1 : 1, 20) } : {}
      const helping = dice.chance(0.15) ? { helping: [dice.pick(OFFICES)] } : {}
      return {
        type,
        actor,
        toOffice: officeFor(asked),
        basis: { how: 'by_hand', article: '22(1)' },
        ...due,
        ...helping,
      }
    }
    case 'designate':
      return { type, actor, toOffice: officeFor(asked), reason }
    case 'escalate':
      return { type, actor, reportedTo: '县委、县政府', reason }
    case 'object':
      return { type, actor, clause: '职责清单第三条', reason }
    case 'agree':
      return { type, actor, ...note }
    case 'insist':
    case 'recuse':
      return type === 'insist' ? { type, actor, reason } : { type, actor, officer: dice.pick(OFFICERS), reason }
    case 'accept': {
      const way = dice.chance(0.6) ? 6 : (dice.between(1, 6) as Way)
      return {
        type,
        actor,
        kind: dice.chance(0.7) ? 'claim' : dice.pick(MATTER_KINDS),
        ...(dice.chance(0.8) ? { way } : {}),
      }
    }
    case 'direct':
      return { type, actor, why: 'own_procedure', body: '县人民法院', contact: '12368', basis: '第三十一条第一项' }
    case 'refuse':
      return { type, actor, why: 'in_process', reason, basis: '第十九条第三款' }
    case 'extend':
      return { type, actor, days: dice.between(1, 31), approver: '局长', reason }
    case 'answer': {
      const answered = dice.chance(0.05) ? demands.slice(1) : demands
      const settled = { facts: '现场核实', basis: '职责清单' }
      const dispositions = answered.map((demandId) => ({ demandId, outcome: dice.pick(DISPOSITIONS), ...settled }))
      return { type, actor, text: '已经办理。', dispositions }
    }
    case 'deliver': {
      const means = actor.kind === 'staff' ? 'receipt' : dice.pick(['tapped', 'opened'] as const)
      return { type, actor, of: deliveredIn(row), means, ...note }
    }
    case 'execute':
      return { type, actor, demandId: dice.pick(demands as [string, ...string[]]), note: '已经落实' }
    case 'report':
      return { type, actor, text: reason }
    case 'dispute':
      return { type, actor, reason }
    case 'request_review':
    case 'request_rereview':
      return { type, actor, request: reason }
    case 'decide_review':
    case 'decide_rereview': {
      const outcome = dice.pick(REVIEW_OUTCOMES)
      const due = outcome === 'redo' && dice.chance(0.9) ? { due: inDays(2, 25) } : {}
      return { type, actor, outcome, text: '复查意见', basis: reason, ...due }
    }
    case 'hear': {
      const from = new Date(now.getTime() + dice.between(-12, 72) * 3_600_000)
      const to = new Date(from.getTime() + dice.between(-1, 150) * 3_600_000)
      return { type, actor, from: from.toISOString(), to: to.toISOString() }
    }
    case 'close': {
      const toldBy = dice.chance(0.3) ? { toldBy: dice.pick(['phone', 'paper'] as const) } : {}
      return { type, actor, closing: dice.pick(CLOSINGS), ...toldBy, ...note }
    }
    case 'withdraw':
      return { type, actor, ...note }
    default:
      return besideActOf(type, asked, { actor, reason, inDays })
  }
}

type Beside = Extract<
  Tried,
  | ('own' | 'lead' | 'supervise' | 'reply' | 'propose' | 'respond' | 'meet' | 'promise' | 'keep' | 'convene')
  | ('mediate' | 'follow_up')
>

/** What somebody does beside the road, so that the matter moves on. */
function besideActOf(
  type: Beside,
  { row, dice, waiting }: Asked,
  { actor, reason, inDays }: { actor: Actor; reason: string; inDays(least: number, most: number): string },
): Act {
  const above: Actor = { kind: 'staff', id: 'inspector', office: dice.chance(0.9) ? 'county-government' : row.office }
  const due = inDays(dice.chance(0.1) ? -1 : 1, 25)
  /** Now and then one that nobody waits for any more, or never did. */
  const of = (kind: Waiting) => {
    const known = waiting.filter((one) => one.kind === kind).at(dice.chance(0.9) ? -1 : 0)
    return known === undefined || dice.chance(0.05) ? `${kind}/${dice.between(2, 9)}` : known.id
  }
  switch (type) {
    case 'own':
      return { type, actor, officer: dice.pick(OFFICERS) }
    case 'lead':
      return { type, actor, leader: '副县长', opinion: reason, standard: '本人确认', due }
    case 'supervise':
      return { type, actor: above, why: dice.pick(SUPERVISED_FOR), text: reason, due }
    case 'reply':
      return { type, actor, of: of('order'), text: reason }
    case 'propose':
      return { type, actor: above, text: reason, reason }
    case 'respond':
      return { type, actor, adopted: dice.chance(0.5), text: reason }
    case 'meet': {
      const on = inDays(dice.chance(0.5) ? 0 : -6, dice.chance(0.1) ? 2 : 0)
      const whom = row.channel === 'letter' ? dice.pick(['leader', 'unit', 'author'] as const) : dice.pick(MEETINGS)
      return { type, actor, with: waiting.at(-1)?.kind === 'conference' ? 'conference' : whom, on, text: reason }
    }
    case 'promise':
      return { type, actor, who: '王股长', what: reason, how: dice.chance(0.1) ? '签息诉书' : '派人检修', due }
    case 'keep':
      return { type, actor, of: of('promise'), note: reason }
    case 'convene': {
      const offices = dice.chance(0.05) ? [] : [officeFor({ row, dice })]
      return { type, actor, topic: reason, offices, on: inDays(dice.chance(0.1) ? -1 : 0, 20) }
    }
    case 'mediate': {
      const mediated = { agreed: dice.chance(0.5), bothConsent: dice.chance(0.9), mediator: '镇人民调解委员会' }
      return { type, actor, ...mediated, text: reason }
    }
    case 'follow_up':
      return { type, actor, settled: dice.pick(SETTLED), text: reason }
  }
}

/** What citizens do themselves; for whoever is not in the chat, staff write down their paper. Now and then the wrong one tries. */
const CITIZENS: readonly ActName[] = ['deliver', 'dispute', 'request_review', 'request_rereview', 'withdraw']

function actorOf(type: ActName, { row, dice, reporter }: Asked): Actor {
  const theirs = CITIZENS.includes(type) && (row.channel === 'online' ? dice.chance(0.9) : dice.chance(0.2))
  if (theirs !== dice.chance(0.02)) return { kind: 'citizen', id: reporter }
  return { kind: 'staff', id: dice.pick(OFFICERS), office: row.office }
}

/** Now and then somebody tries an office that is complained of. */
function officeFor({ row, dice }: Pick<Asked, 'row' | 'dice'>): string {
  const free = OFFICES.filter((office) => !row.barred.includes(office))
  const [first, ...others] = dice.chance(0.05) || free.length === 0 ? [...OFFICES] : free
  return dice.pick([first ?? 'petition', ...others])
}

const DELIVERED_IN: { readonly [state in State]?: Delivered } = {
  ...{ directed: 'directed', refused: 'refused', under_review: 'answered', reviewed: 'reviewed' },
  ...{ under_rereview: 'reviewed', rereviewed: 'rereviewed' },
}
const deliveredIn = ({ state }: TicketRow): Delivered => DELIVERED_IN[state] ?? 'answered'
