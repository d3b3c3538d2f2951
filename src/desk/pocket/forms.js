import { CHOICES, dayOf, demandName, WORDS } from './words.js'

const field = (kind, name, label, more = {}) => ({ kind, name, label, ...more })
const area = (name, label, more) => field('area', name, label, more)
const line = (name, label, more) => field('line', name, label, more)
const date = (name, label, more) => field('date', name, label, more)
const select = (name, label, options, more) => field('select', name, label, { options, ...more })
const optional = { optional: true }

/** Those that go on here, by the number they have on the page. */
const open = (demands) =>
  demands.flatMap((demand, index) => (demand.goneTo === null ? [{ ...demand, place: index + 1 }] : []))

const offices = (list) => list.map(({ id, name }) => [id, name])

const way = select('way', '途径', CHOICES.way, { optional: true, read: Number })
const note = area('note', '说明（可以不写）', optional)
const reason = area('reason', '理由')
const basis = area('basis', '依据（条款和内容）')

/** A day of a hearing as instants in Shanghai; the end is the beginning of the next day. */
const DAY_MS = 86_400_000
const startOf = (day) => `${day}T00:00:00+08:00`
const endOf = (day) => startOf(new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10))

const request = () => [area('request', '请求的内容和理由（照书面请求写）')]
const decision = () => [
  select('outcome', '意见', CHOICES.review),
  area('text', '意见内容（会原样发给来件人）'),
  basis,
  date('due', '要求重新办结的日期（只在责令重办时写）', optional),
]

/**
 * What each act asks for, in the order of the page. `id` tells two forms of one act apart; `second`: not what usually comes next;
 * `rare`: folded away; `beside`: folded away with what moves the matter on from beside the road.
 */
export const FORMS = [
  {
    ...{ act: 'told', title: '登记已告知本人', send: '登记' },
    fields: () => [
      field('choice', 'means', '怎么告知本人的', { options: CHOICES.toldBy }),
      area('note', '告知的时间和情况'),
    ],
  },
  { act: 'accept', title: '受理' },
  {
    ...{ act: 'accept', id: 'settle', title: '受理，并确定性质和途径', send: '确认受理', second: true },
    fields: () => [select('kind', '性质', CHOICES.kind, optional), way],
  },
  {
    ...{ act: 'answer', title: '答复', send: '发出答复' },
    fields: ({ demands }) => [
      area('text', '答复内容（会原样发给来件人）'),
      field('dispositions', 'dispositions', '', { id: 'demand', demands: open(demands) }),
    ],
  },
  {
    ...{ act: 'agree', title: '同意异议，收回重新转送', send: '确认收回' },
    fields: () => [note],
  },
  {
    ...{ act: 'insist', title: '不同意异议', send: '确认由原单位办理', second: true },
    fields: () => [reason],
  },
  {
    ...{ act: 'designate', title: '指定承办单位', send: '确认指定' },
    fields: ({ designateTo }) => [select('toOffice', '承办单位', offices(designateTo), { id: 'office' }), reason],
  },
  { act: 'decide_review', title: '作出复查意见', send: '发出复查意见', fields: decision },
  { act: 'decide_rereview', title: '作出复核意见', send: '发出复核意见', fields: decision },
  {
    ...{ act: 'close', title: '办结', send: '确认办结' },
    fields: ({ answerTold }) => [
      select('closing', '怎么办结的', CHOICES.closing),
      ...(answerTold
        ? []
        : [
            field('choice', 'toldBy', WORDS.howTold, { options: CHOICES.toldBy, optional: true }),
            area('note', '告知的时间和情况', optional),
          ]),
    ],
  },
  {
    ...{ act: 'forward', title: '转送', send: '确认转送', second: true },
    fields: ({ forwardTo, helpFrom }) => [
      select('toOffice', '转送到', offices(forwardTo), { id: 'office' }),
      area('note', '说明（可以不写）', optional),
      date('due', '交办的，要求报送办结报告的日期（可以不写）', optional),
      field('several', 'helping', '协办单位（可以不选）', { options: offices(helpFrom), optional: true }),
    ],
  },
  {
    ...{ act: 'object', title: '不属于本单位，提出异议', send: '提出异议', second: true },
    fields: () => [line('clause', '依据的条款（法规、三定规定）'), area('reason', '理由')],
  },
  {
    ...{ act: 'execute', title: '登记已落实', send: '登记', second: true },
    fields: ({ demands, toExecute }) => [
      select('demandId', '诉求', executable(demands, toExecute), { id: 'demand' }),
      area('note', '怎么落实的（会告诉来件人）'),
    ],
  },
  {
    ...{ act: 'report', title: '报送办结报告', send: '报送', second: true },
    fields: () => [area('text', '办结报告')],
  },
  {
    ...{ act: 'extend', title: '延长办理期限', send: '确认延长', second: true },
    fields: () => [
      field('number', 'days', '延长多少天'),
      line('approver', '批准的负责人'),
      area('reason', '延期理由（会告诉来件人）'),
    ],
  },
  {
    ...{ act: 'direct', title: '告知其他途径', send: '发出告知', second: true },
    fields: () => [
      select('why', '为什么', CHOICES.direction),
      line('body', '应当找哪个机关'),
      line('contact', '怎么找（地址、电话、网址）'),
      basis,
      way,
      note,
    ],
  },
  {
    ...{ act: 'refuse', title: '不予受理、不再受理', send: '发出告知', second: true },
    fields: () => [select('why', '属于哪一种', CHOICES.refused), reason, basis],
  },
  {
    ...{ act: 'hear', title: '登记听证', send: '登记', second: true },
    fields: () => [date('from', '听证第一天', { read: startOf }), date('to', '听证最后一天', { read: endOf })],
  },
  {
    ...{ act: 'reply', title: '答复督办', send: '发出答复' },
    fields: ({ checkpoints }) => [owed('order', '哪一项督办', checkpoints), area('text', '答复内容')],
  },
  {
    ...{ act: 'respond', title: '反馈改进建议', send: '发出反馈', second: true },
    fields: () => [yes('adopted', '采纳了吗', '采纳', '不采纳'), area('text', '怎么改进，或者为什么不采纳')],
  },
  {
    ...{ act: 'keep', title: '登记承诺已兑现', send: '登记', second: true },
    fields: ({ checkpoints }) => [
      owed('promise', '哪一项承诺', checkpoints),
      area('note', '怎么办到的（会告诉来件人）'),
    ],
  },
  {
    ...{ act: 'follow_up', title: '登记办结后回访', send: '登记', second: true },
    fields: () => [select('settled', '本人怎么说', CHOICES.settled), area('text', '回访的方式和本人的原话')],
  },
  {
    ...{ act: 'supervise', title: '发督办单', send: '发出督办', beside: true },
    fields: ({ breaches }) => [
      select('why', WORDS.supervisedFor(breaches), CHOICES.supervised),
      area('text', '督办要求'),
      date('due', '要求答复的日期'),
    ],
  },
  {
    ...{ act: 'own', title: '确定承办人', send: '确定', beside: true },
    fields: ({ ownable }) => [person('officer', '承办人', ownable)],
  },
  {
    ...{ act: 'promise', title: '双向承诺', send: '作出承诺', beside: true },
    fields: () => [
      line('who', '谁来办（姓名、职务）'),
      area('what', '办什么（会告诉来件人）'),
      area('how', '怎么办（会告诉来件人）'),
      date('due', '什么时候办到'),
      area('theirs', '请本人配合什么，例如提供哪些材料（可以不写）', optional),
    ],
  },
  {
    ...{ act: 'meet', title: '登记见面、走访、会议', send: '登记', beside: true },
    fields: () => [select('with', '和谁', CHOICES.meeting), date('on', '哪一天'), area('text', '谈了什么')],
  },
  {
    ...{ act: 'lead', title: '领导包案', send: '登记包案', beside: true },
    fields: () => [
      line('leader', '包案领导'),
      area('opinion', '处理意见'),
      area('standard', '结案标准'),
      date('due', '办结期限'),
    ],
  },
  {
    ...{ act: 'convene', title: '召集联席会议', send: '通知参加单位', beside: true },
    fields: ({ convenable }) => [
      area('topic', '议题'),
      field('several', 'offices', '参加单位', { options: offices(convenable) }),
      date('on', '开会日期'),
    ],
  },
  {
    ...{ act: 'mediate', title: '登记调解', send: '登记', beside: true },
    fields: () => [
      yes('bothConsent', '双方都同意调解吗', '都同意', '没有都同意'),
      line('mediator', '调解人'),
      yes('agreed', '达成一致了吗', '达成一致', '没有达成一致'),
      area('text', '调解的结果（会告诉来件人）'),
    ],
  },
  {
    ...{ act: 'propose', title: '提改进建议', send: '发出建议', beside: true },
    fields: () => [area('text', '建议'), reason],
  },
  {
    ...{ act: 'escalate', title: '报请', send: '登记报请', rare: true },
    fields: () => [line('reportedTo', '报请哪个机关'), reason],
  },
  {
    ...{ act: 'deliver', title: '登记送达回执', send: '登记', rare: true },
    fields: ({ deliverable }) => [
      select(
        'of',
        '文书',
        CHOICES.document.filter(([step]) => deliverable.includes(step)),
      ),
      area('note', '送达的日期、方式和签收人'),
    ],
  },
  {
    ...{ act: 'dispute', title: '本人不认可答复（登记）', send: '登记', rare: true },
    fields: () => [area('reason', '本人的理由（可以不写）', optional)],
  },
  { act: 'request_review', title: '书面请求复查（登记）', send: '登记', rare: true, fields: request },
  { act: 'request_rereview', title: '书面请求复核（登记）', send: '登记', rare: true, fields: request },
  {
    ...{ act: 'withdraw', title: '本人书面撤回（登记）', send: '登记撤回', rare: true },
    fields: () => [area('note', '书面材料的日期和内容')],
  },
  {
    ...{ act: 'recuse', title: '回避', send: '登记回避', rare: true },
    fields: ({ recusable }) => [
      ...(recusable.length > 1 ? [person('officer', '回避的人', recusable)] : []),
      area('reason', WORDS.recusing),
    ],
  },
]

const person = (name, label, people) =>
  select(
    name,
    label,
    people.map(({ userid, name }) => [userid, name]),
  )

const yes = (name, label, yes, no) =>
  select(
    name,
    label,
    [
      ['yes', yes],
      ['no', no],
    ],
    { read: (value) => value === 'yes' },
  )

/** Check-points of one kind that are open, by what was written with them. */
const owed = (kind, label, checkpoints) =>
  select(
    'of',
    label,
    checkpoints
      .filter((point) => point.kind === kind && point.metAt === null)
      .map(({ id, what, due }) => [id, `${dayOf(due)}：${what}`]),
  )

const executable = (demands, toExecute) =>
  demands.flatMap(({ id, text }, index) => (toExecute.includes(id) ? [[id, demandName(index + 1, text)]] : []))
