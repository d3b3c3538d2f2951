import { join } from 'node:path'
import { loadRules, type Rules } from '../../../src/case/rules/index.ts'
import {
  type Act,
  type ActName,
  type Actor,
  checkpointsOf,
  clocksAfter,
  deliveredSteps,
  type Facts,
  type Into,
  type Matter,
  type MatterEvent,
  type State,
  toExecute,
  transition,
} from '../../../src/case/ticket/index.ts'

export const RULES_DIR = join(import.meta.dirname, '../../../rules')

export function shippedRules(): Rules {
  const loaded = loadRules(RULES_DIR)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  return loaded.value
}

export const rules = shippedRules()
export const clerk: Actor = { kind: 'staff', id: 'clerk', office: 'petition' }
export const officer: Actor = { kind: 'staff', id: 'officer', office: 'housing' }
export const colleague: Actor = { kind: 'staff', id: 'colleague', office: 'housing' }
/** Above all others; has no matter itself. */
export const superior: Actor = { kind: 'staff', id: 'inspector', office: 'inspectorate' }
export const citizen: Actor = { kind: 'citizen', id: 'conversation/1' }

/** Two demands, everything told, an office above each. */
export const facts: Facts = {
  ...{ profile: rules.profile, dues: {}, told: [], delivered: [], demands: ['1', '2'], toExecute: ['1'], barred: [] },
  ...{ superior: 'city', arbiter: 'county', pending: [], pledges: rules.supervision.pledges, into: null },
}

export const acts = {
  register: {
    type: 'register',
    actor: { kind: 'system', id: 'intake' },
    matter: {
      ...{ id: 'm1', kind: 'unsorted', way: null, channel: 'online' },
      ...{ receivedAt: '2026-03-02T01:00:00Z', petitionOffice: 'petition', electronic: true },
    },
  },
  forward: { type: 'forward', actor: clerk, toOffice: 'housing', basis: { how: 'category', article: '22(1)' } },
  escalate: { type: 'escalate', actor: clerk, reportedTo: '县委、县政府', reason: '影响面大' },
  object: { type: 'object', actor: officer, clause: '三定规定第二条', reason: '不属于本单位职责' },
  agree: { type: 'agree', actor: clerk },
  insist: { type: 'insist', actor: clerk, reason: '职责清单写明由贵单位负责' },
  designate: { type: 'designate', actor: clerk, toOffice: 'water', reason: '由水务部门主办' },
  accept: { type: 'accept', actor: officer },
  direct: {
    ...{ type: 'direct', actor: officer, why: 'own_procedure', body: '县劳动人事争议仲裁委员会' },
    ...{ contact: '人民路1号，电话0000-1234567', basis: '条例第三十一条第二项', way: 2 },
  },
  refuse: { type: 'refuse', actor: clerk, why: 'in_process', reason: '同一件事正在办理', basis: '条例第十九条第三款' },
  extend: { type: 'extend', actor: officer, days: 30, approver: '局长', reason: '需要检测' },
  answer: {
    ...{ type: 'answer', actor: officer, text: '路灯已修好，赔偿另议' },
    dispositions: [
      { demandId: '1', outcome: 'supported', facts: '路灯确已损坏', basis: '城市道路照明管理规定' },
      { demandId: '2', outcome: 'not_supported', facts: '没有证据', basis: '民法典第一千一百六十五条' },
    ],
  },
  deliver: { type: 'deliver', actor: citizen, of: 'answered', means: 'opened' },
  execute: { type: 'execute', actor: officer, demandId: '1', note: '3月8日已换灯' },
  report: { type: 'report', actor: officer, text: '已办结' },
  dispute: { type: 'dispute', actor: citizen, reason: '灯还是不亮' },
  request_review: { type: 'request_review', actor: citizen, request: '请求复查第二项' },
  decide_review: { type: 'decide_review', actor: clerk, outcome: 'upheld', text: '维持', basis: '条例第三十五条' },
  request_rereview: { type: 'request_rereview', actor: citizen, request: '请求复核' },
  hear: { type: 'hear', actor: clerk, from: '2026-03-20T00:00:00+08:00', to: '2026-03-25T00:00:00+08:00' },
  decide_rereview: { type: 'decide_rereview', actor: clerk, outcome: 'upheld', text: '维持', basis: '条例第三十六条' },
  close: { type: 'close', actor: officer, closing: 'solved', toldBy: 'phone', note: '3月6日电话告知' },
  withdraw: { type: 'withdraw', actor: citizen },
  recuse: { type: 'recuse', actor: clerk, officer: 'somebody', reason: '是来件人的亲属' },
  own: { type: 'own', actor: officer, officer: 'officer' },
  lead: {
    ...{ type: 'lead', actor: clerk, leader: '分管副县长', opinion: '由住建局牵头整改' },
    ...{ standard: '路灯修好，本人确认', due: '2026-12-31' },
  },
  supervise: { type: 'supervise', actor: superior, why: 'overdue', text: '请尽快答复', due: '2026-12-31' },
  reply: { type: 'reply', actor: officer, of: 'order/1', text: '已经安排检修' },
  propose: { type: 'propose', actor: superior, text: '建立路灯巡查制度', reason: '同类问题多' },
  respond: { type: 'respond', actor: officer, adopted: true, text: '每月巡查一次' },
  meet: { type: 'meet', actor: clerk, with: 'author', on: '2026-03-02', text: '听取了本人的意见' },
  promise: {
    ...{ type: 'promise', actor: officer, who: '王股长', what: '换灯', how: '派两人检修', due: '2026-12-31' },
    ...{ theirs: '指出坏灯的位置' },
  },
  keep: { type: 'keep', actor: officer, of: 'promise/1', note: '3月8日换好' },
  convene: { type: 'convene', actor: clerk, topic: '管护责任', offices: ['housing', 'works'], on: '2026-12-31' },
  mediate: {
    ...{ type: 'mediate', actor: officer, agreed: true, bothConsent: true },
    ...{ mediator: '镇人民调解委员会', text: '双方同意分担' },
  },
  follow_up: { type: 'follow_up', actor: clerk, settled: 'yes', text: '电话回访，本人说灯亮了' },
  merge: { type: 'merge', actor: clerk, into: 'm0', note: '同一盏灯' },
  split: { type: 'split', actor: clerk, demands: ['2'], number: 'M2', note: '赔偿另办' },
} as const satisfies { readonly [name in ActName]: Act & { type: name } }

const TO_ANSWER = ['register', 'forward', 'accept', 'answer'] as const

/** The way to each state by the shortest lawful acts. */
export const PATHS: { readonly [state in State]: readonly ActName[] } = {
  registered: ['register'],
  forwarded: ['register', 'forward'],
  objected: ['register', 'forward', 'object'],
  contested: ['register', 'forward', 'object', 'agree', 'forward', 'object'],
  returned: ['register', 'forward', 'object', 'agree'],
  accepted: ['register', 'forward', 'accept'],
  directed: ['register', 'direct'],
  refused: ['register', 'refuse'],
  answered: TO_ANSWER,
  under_review: [...TO_ANSWER, 'deliver', 'request_review'],
  reviewed: [...TO_ANSWER, 'deliver', 'request_review', 'decide_review'],
  under_rereview: [...TO_ANSWER, 'deliver', 'request_review', 'decide_review', 'request_rereview'],
  rereviewed: [...TO_ANSWER, 'deliver', 'request_review', 'decide_review', 'request_rereview', 'decide_rereview'],
  closed: [...TO_ANSWER, 'close'],
  withdrawn: ['register', 'withdraw'],
  merged: ['register', 'merge'],
}

/** An older matter of the same author, for a merge. */
export const OLDER = {
  id: 'm0',
  number: 'M0',
  state: 'accepted',
  receivedAt: '2026-01-05T01:00:00Z',
  ...{ sameAuthor: true, offices: ['housing', 'petition'], sameSeal: true },
} as const satisfies Into

/** What the shell would read out of a history. */
export function factsAfter(events: readonly MatterEvent[], given: Facts = facts): Facts {
  const running = clocksAfter(events, rules).filter(({ metAt }) => metAt === undefined)
  const dues = Object.fromEntries(running.map(({ rule, due }) => [rule, due]))
  const pending = checkpointsOf(events, rules.supervision).filter(({ metAt }) => metAt === undefined)
  return { ...given, dues, delivered: deliveredSteps(events), toExecute: toExecute(events), pending, into: OLDER }
}

/** Performs acts a day apart from 2026-03-02 on, each of which must succeed. */
export function perform(list: readonly Act[], from: Matter | null = null): { matter: Matter; events: MatterEvent[] } {
  let matter = from
  const events: MatterEvent[] = []
  list.forEach((act, day) => {
    const outcome = transition(matter, act, dayAfter(day), factsAfter(events))
    if (!outcome.ok) throw new Error(`${act.type}: ${JSON.stringify(outcome.refusal)}`)
    matter = outcome.matter
    events.push(...outcome.events)
  })
  if (matter === null) throw new Error('nothing performed')
  return { matter, events }
}

/** Days after 2026-03-02, a Monday, at nine in Shanghai. */
export const dayAfter = (days: number): string => new Date(Date.UTC(2026, 2, 2 + days, 1)).toISOString()

export const performNamed = (...names: ActName[]) => perform(names.map((name) => acts[name]))

/** After an objection the next office is another one. */
export function historyIn(state: State) {
  const second = PATHS[state].lastIndexOf('forward')
  const first = PATHS[state].indexOf('forward')
  return perform(
    PATHS[state].map((name, at) =>
      at === second && at !== first ? { ...acts.forward, toOffice: 'works' } : acts[name],
    ),
  )
}
export const matterIn = (state: State): Matter => historyIn(state).matter

/** One more act on a matter with this history, a day later, with what the shell would know. */
export function tried(
  { matter, events }: { matter: Matter; events: MatterEvent[] },
  act: Act,
  given: Partial<typeof facts> = {},
) {
  return transition(matter, act, dayAfter(events.length), { ...factsAfter(events), ...given })
}
export const refusal = (...of: Parameters<typeof tried>) => {
  const outcome = tried(...of)
  return outcome.ok ? null : outcome.refusal
}
export const went = (...of: Parameters<typeof tried>) => {
  const outcome = tried(...of)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return { matter: outcome.matter, events: [...of[0].events, ...outcome.events], added: outcome.events }
}
