import { el } from './dom.js'
import { CLOCKS, dayOf, LABELS, timeOf } from './words.js'

const MEANS = { message: '微信', phone: '电话', paper: '书面' }
const DELIVERY = { tapped: '本人点了“已收到”', opened: '本人打开了文书', receipt: '送达回执' }

/** Steps as they are named when the citizen is told of them. */
export const STEPS = {
  registered: '登记情况',
  forwarded: '转送情况',
  returned: '退回情况',
  contested: '管辖争议的情况',
  accepted: '受理情况',
  directed: '其他途径的告知',
  refused: '不予受理的告知',
  extended: '延期情况',
  answered: '答复',
  disputed: '另行核实的情况',
  review_requested: '收到复查请求的情况',
  reviewed: '复查意见',
  rereview_requested: '收到复核请求的情况',
  rereviewed: '复核意见',
  closed: '办结情况',
  withdrawn: '撤回情况',
  promised: '承诺',
  merged: '合并办理的情况',
  split: '另立编号的情况',
}

const helped = (helping) => (helping === undefined ? '' : `，${helping.join('、')}协办`)
const nature = ({ kind, way }) => [kind && LABELS.kind[kind], way && LABELS.way[way]].filter(Boolean).join('，')
const settled = (entry) => (nature(entry) === '' ? '' : `（${nature(entry)}）`)

const SENTENCES = {
  registered: ({ to }) => `${to}登记`,
  forwarded: ({ from, to, designated, helping }) =>
    `${from}${designated ? '指定' : '转送'}${to}${designated ? '办理' : ''}${helped(helping)}`,
  assigned: ({ to, due }) => `交办${to}，要求${dayOf(due)}前报送办结报告`,
  escalated: ({ to, person }) => `${to}报请${person}`,
  objected: ({ from, to, clause }) => `${from}向${to}提出异议（${clause}）`,
  contested: ({ to }) => `管辖有争议，由${to}决定`,
  returned: ({ from, to, clause }) => `${to}同意异议，从${from}收回${clause ? `（${clause}）` : ''}`,
  insisted: ({ to }) => `异议没有被同意，仍由${to}办理`,
  accepted: (entry) => `${entry.to}受理${settled(entry)}`,
  directed: ({ to, why, body }) => `${to}告知其他途径：${LABELS.direction[why]}，找${body}`,
  refused: ({ to, why }) => `${to}告知：${LABELS.refused[why]}`,
  extended: ({ to, days, person }) => `${to}延长办理期限${days}天（${person}批准）`,
  answered: ({ to }) => `${to}答复`,
  delivered: ({ of, means }) => `${STEPS[of]}已送达本人（${DELIVERY[means]}）`,
  executed: ({ to, demand }) => `${to}落实了诉求${demand}`,
  reported: ({ to }) => `${to}报送办结报告`,
  disputed: () => '本人不认可答复，由另一位工作人员再看',
  review_requested: ({ from, to, late }) => `本人对${from}的答复请求复查，由${to}复查${overdue(late)}`,
  reviewed: ({ to, outcome }) => `${to}的复查意见：${LABELS.review[outcome]}`,
  rereview_requested: ({ to, late }) => `本人请求复核，由${to}复核${overdue(late)}`,
  rereviewed: ({ to, outcome }) => `${to}的复核意见：${LABELS.review[outcome]}`,
  heard: ({ to, hearing }) => `${to}听证：${timeOf(hearing.from)}至${timeOf(hearing.to)}`,
  closed: ({ to, means, closing }) =>
    `${to}办结${closing ? `，${LABELS.closing[closing]}` : ''}（结果已用${MEANS[means]}告知本人）`,
  withdrawn: () => '本人撤回',
  recused: ({ person }) => `${person}回避`,
  told: ({ of, means }) => `已用${MEANS[means]}把${STEPS[of]}告知本人`,
  code_reissued: ({ means }) => (means === 'message' ? '向核实过的手机补发查询码' : '当面补发查询码'),
  warned: ({ to, rule, due, over }) => `提醒${to}：${CLOCKS[rule] ?? rule}${over ? '已超过' : '快到'}期限${dayOf(due)}`,
  owned: ({ to, person }) => `${to}由${person}承办`,
  led: ({ person, due }) => `${person}包案，办结期限${dayOf(due)}`,
  supervised: ({ from, to, why, due }) => `${from}督办${to}：${LABELS.supervised[why]}，要求${dayOf(due)}前答复`,
  replied: ({ from }) => `${from}答复督办`,
  proposed: ({ from, to }) => `${from}向${to}提出改进建议`,
  responded: ({ from, yes }) => `${from}反馈：${yes ? '采纳' : '不采纳'}改进建议`,
  met: ({ to, with: who, on }) => `${dayOf(on)}${LABELS.meeting[who]}（${to}）`,
  promised: ({ to, person, due }) => `${to}作出承诺，由${person}在${dayOf(due)}前办到`,
  kept: ({ to }) => `${to}兑现了承诺`,
  convened: ({ to, on, helping }) => `${to}召集联席会议，${dayOf(on)}，${helping.join('、')}参加`,
  mediated: ({ person, yes }) => `${person}调解，双方${yes ? '达成一致' : '没有达成一致'}`,
  followed_up: ({ to, settled }) => `${to}回访：${LABELS.settled[settled]}`,
  merged: ({ number }) => `和本人先前反映的${number}是同一件，并入办理`,
  split: ({ number }) => `一部分诉求另立编号${number}`,
  absorbed: ({ number }) => `本人重复反映的${number}并入这一件`,
  paged: ({ called, step }) => `紧急呼叫（第${step}次）：${called.join('、')}`,
  acknowledged: ({ to, person }) => `${to}${person}收到紧急呼叫，马上处理`,
  silent: ({ to }) => `一段时间没有进展，告诉本人事项在${to}办理`,
  redated: ({ dates }) => `放假安排公布，期限重新计算：${dates.map(redated).join('；')}`,
}

const overdue = (late) => (late ? '（超过了规定的日期，是否受理由复查单位决定）' : '')

const redated = ({ rule, was, due }) => {
  const name = CLOCKS[rule] ?? rule
  return was === due ? `${name}仍为${dayOf(due)}` : `${name}由${dayOf(was)}改为${dayOf(due)}`
}

const BY = { citizen: '来件人', system: '系统' }
const actor = ({ kind, name }) => (kind === 'staff' ? name : BY[kind])

export const side = ({ office, clause, reason }) => `${office}：${clause}。${reason}`

const disposed = ({ demand, outcome, facts, basis }) =>
  `诉求${demand}：${LABELS.disposition[outcome]}。${facts}（依据：${basis}）`

/** What was written with a step, in the order a reader wants it. */
const written = ({ text, contact, basis, note, how, theirs, standard, objections = [], dispositions = [] }) =>
  [
    text,
    standard && `结案标准：${standard}`,
    how && `怎么办：${how}`,
    theirs && `本人配合：${theirs}`,
    contact && `怎么找：${contact}`,
    ...dispositions.map(disposed),
    ...objections.map(side),
    basis && `依据：${basis}`,
    note,
  ].filter(Boolean)

export const step = (entry) =>
  el(
    'li',
    { 'data-type': entry.type },
    SENTENCES[entry.type](entry),
    el('br'),
    el('time', { datetime: entry.at }, `${timeOf(entry.at)} · ${actor(entry.by)}`),
    ...written(entry).map((words) => el('p', {}, words)),
  )
