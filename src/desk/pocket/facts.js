import { el } from './dom.js'
import { STEPS, side, step } from './history.js'
import { mergeHere } from './joining.js'
import { articleOf, CLOCKS, dayOf, FILES, JOIN, LABELS, timeOf, WORDS } from './words.js'

const section = (title, ...children) => el('section', {}, el('h2', {}, title), ...children)
const paragraphs = (texts) => texts.map((text) => el('p', {}, text))
const row = (name, value) => [el('dt', {}, name), el('dd', {}, value)]

export const head = (ticket) => [
  el('h1', { 'data-testid': 'ticket-number' }, ticket.number),
  el(
    'p',
    {},
    el('span', { class: 'state', 'data-testid': 'ticket-state', 'data-state': ticket.state }, ticket.stateText),
  ),
  ticket.danger ? el('p', { class: 'danger', 'data-testid': 'ticket-danger' }, `⚠ ${WORDS.danger}`) : null,
  ticket.incomplete
    ? el('p', { class: 'danger', 'data-testid': 'ticket-incomplete' }, WORDS.incomplete(ticket.incomplete.missing))
    : null,
  ticket.disputed ? el('p', { class: 'danger', 'data-testid': 'ticket-disputed' }, WORDS.disputed) : null,
  ...(ticket.notTold ?? []).map(({ step, since }) =>
    el('p', { class: 'danger', 'data-testid': 'ticket-not-told' }, WORDS.notTold(STEPS[step], timeOf(since))),
  ),
]

const UNDECIDED = ['objected', 'contested']

/** Who says that it is not theirs, and by what clause: whoever decides reads both sides at once. */
export const objections = ({ state, objections: sides }) =>
  UNDECIDED.includes(state)
    ? [
        section(
          WORDS.objecting(sides.length),
          el('ol', { 'data-testid': 'objections' }, ...sides.map((one) => el('li', {}, side(one)))),
        ),
      ]
    : []

/** What it is about: read before anything is decided. */
export const told = (ticket, merge) => [
  section('反映的内容', ...paragraphs(ticket.words)),
  ...demands(ticket),
  ticket.supplements.length > 0 ? section('补充', ...ticket.supplements.flatMap(supplement)) : null,
  ticket.talk.length > 0
    ? section('与工作人员的对话', el('ol', { 'data-testid': 'talk' }, ...ticket.talk.map(spoken)))
    : null,
  ticket.files.length > 0 ? section('附件', ...ticket.files.map((file) => attachment(ticket, file))) : null,
  ticket.similar.length > 0 ? section('可能是同一件事', ...similar(ticket.similar, merge)) : null,
  section('基本情况', el('dl', {}, ...basics(ticket))),
]

/** Where nothing was listed, the words themselves say it. */
const demands = ({ demands: all, toExecute }) => {
  const open = all.flatMap(({ id }, index) => (toExecute.includes(id) ? [index + 1] : []))
  const listed = all
    .filter(({ text }) => text !== '')
    .map(({ text, goneTo }) => el('li', {}, text, goneTo === null ? null : el('small', {}, JOIN.gone(goneTo))))
  if (listed.length === 0 && open.length === 0) return []
  return [
    section(
      '诉求',
      listed.length > 0 ? el('ol', {}, ...listed) : null,
      open.length > 0 ? el('p', { 'data-testid': 'to-execute' }, WORDS.toExecute(open)) : null,
    ),
  ]
}

export const course = (ticket) => [
  ticket.clocks.length > 0 ? section('期限', ...clocks(ticket.clocks)) : null,
  ...supervision(ticket),
  section('办理经过', el('ol', { 'data-testid': 'history' }, ...ticket.history.map(step))),
]

/** What is owed beside the legal clocks, and what the record shows of neglect. */
const supervision = ({ checkpoints, breaches, lead }) => [
  lead === null && checkpoints.length === 0
    ? null
    : section(
        WORDS.owed,
        lead === null ? null : el('p', { 'data-testid': 'lead' }, WORDS.lead(lead)),
        el('ul', { 'data-testid': 'checkpoints' }, ...checkpoints.map(checkpoint)),
      ),
  breaches.length === 0
    ? null
    : section(
        WORDS.breaches,
        el('ul', { 'data-testid': 'breaches' }, ...breaches.map((one) => el('li', {}, WORDS.breach(one)))),
      ),
]

const checkpoint = ({ kind, due, metAt, office, what }) =>
  el(
    'li',
    { 'data-kind': kind, 'data-met': metAt === null ? undefined : 'yes' },
    `${CLOCKS[kind]} · ${office} · `,
    metAt === null ? el('strong', {}, WORDS.due(dayOf(due))) : WORDS.met(metAt),
    what === null ? null : el('p', {}, what),
  )

const similar = (all, merge) => [
  el('p', {}, el('small', {}, WORDS.similar)),
  el('ul', { 'data-testid': 'similar' }, ...all.map((one) => alike(one, merge))),
]

const alike = (one, merge) => {
  const { id, number, stateText, office, place, registeredAt, copy } = one
  return el(
    'li',
    {},
    el('a', { href: `/m/tickets/${id}` }, number),
    ` ${[copy ? WORDS.copy : null, stateText, office, place ?? WORDS.unknownPlace].filter(Boolean).join(' · ')} `,
    el('time', { datetime: registeredAt }, timeOf(registeredAt)),
    mergeHere(one, merge),
  )
}

const supplement = ({ at, words, transcribedBy }) => [
  el(
    'p',
    {},
    el('time', { datetime: at }, timeOf(at)),
    transcribedBy === null ? '' : el('small', {}, ` ${WORDS.writtenDownBy(transcribedBy)}`),
    '\n',
    words,
  ),
]

const spoken = ({ at, by, name, kind, text }) =>
  el(
    'li',
    { 'data-by': by },
    el('time', { datetime: at }, `${timeOf(at)} · ${by === 'citizen' ? WORDS.citizen : (name ?? WORDS.servicer)}`),
    el('p', {}, text || `［${FILES[kind] ?? WORDS.otherMessage}］`),
  )

const basics = (ticket) => [
  ...row('类别', ticket.category ?? WORDS.unknownCategory),
  ...row('地点', place(ticket.place)),
  ...row('涉及', ticket.party ?? WORDS.none),
  ...circumstances(ticket),
  ...row('来件人', ticket.contact?.name ?? WORDS.none),
  ...(ticket.nickname === null ? [] : row('微信昵称', ticket.nickname)),
  ...(ticket.entry === null ? [] : row('入口', entry(ticket.entry))),
  ...row('电话', phone(ticket.contact?.phone)),
  ...(ticket.contact?.address ? row('住址', ticket.contact.address) : []),
  ...row('送达方式', WORDS.delivery(ticket.circumstances.delivery)),
  ...row('承办', ticket.owner === null ? ticket.office.name : `${ticket.office.name}，${ticket.owner}`),
  ...(ticket.helping.length > 0 ? row('协办', ticket.helping.map(({ name }) => name).join('、')) : []),
  ...(ticket.assigned === null ? [] : row('交办', WORDS.assigned(dayOf(ticket.assigned)))),
  ...(ticket.delivered.length > 0 ? row('送达', ticket.delivered.map((of) => LABELS.document[of]).join('、')) : []),
  ...row('登记', `${ticket.petitionOffice.name}，${timeOf(ticket.registeredAt)}`),
]

/** Only what was said; whoever files alone and for themselves has nothing here but the kind. */
const circumstances = ({
  circumstances: { kind, time, tried, amount, concerned, people, behalf, source },
  contact,
}) => [
  ...(source ? row('来源', [source.name, source.number].filter(Boolean).join('，')) : []),
  ...(kind ? row('性质', WORDS.kind(kind)) : []),
  ...(time ? row('时间', time) : []),
  ...(tried ? row('找过谁', tried) : []),
  ...(amount ? row('金额', amount) : []),
  ...(concerned ? row('影响', concerned) : []),
  ...(people ? row('一起反映', WORDS.people(people)) : []),
  ...(contact?.representatives.length > 0 ? row('代表', el('ul', {}, ...contact.representatives.map(speaker))) : []),
  ...(behalf ? row('替谁反映', WORDS.behalf(behalf)) : []),
]

const speaker = ({ name, phone: number }) => el('li', {}, name, ' ', number === null ? '' : phone(number))

const entry = ({ scene, place, office }) => [office, place].filter(Boolean).join('，') || scene

const place = ({ name, text }) => {
  if (name && text && !text.includes(name)) return `${name}，${text}`
  return text || name || WORDS.unknownPlace
}

const phone = (number) =>
  number && /^[\d+\- ]+$/.test(number)
    ? el('a', { href: `tel:${number.replace(/ /g, '')}` }, number)
    : (number ?? WORDS.none)

/** What still runs is what the officer has to meet; what is met is there for whoever asks. */
const clocks = (all) => {
  const [running, met] = [all.filter((one) => one.metAt === null), all.filter((one) => one.metAt !== null)]
  const list = (some) => el('ul', {}, ...some.map(clock))
  return [
    running.length > 0 ? list(running) : el('p', {}, WORDS.none),
    met.length > 0 ? el('details', {}, el('summary', {}, `已完成的期限（${met.length}）`), list(met)) : null,
  ].filter(Boolean)
}

const clock = ({ rule, due, article, provisional, sentence, metAt }) =>
  el(
    'li',
    {},
    `${CLOCKS[rule] ?? rule}：${dayOf(due)}${provisional ? WORDS.provisional : ''} `,
    el('small', {}, `条例${articleOf(article)} · ${metAt === null ? '进行中' : '已完成'}`),
    sentence === null ? null : el('details', {}, el('summary', {}, WORDS.grounds), el('p', {}, sentence)),
  )

const attachment = (ticket, file) => {
  const name = file.name ?? FILES[file.kind] ?? FILES.file
  if (file.state !== 'stored')
    return el('p', {}, `${name}：${file.state === 'pending' ? WORDS.filePending : WORDS.fileFailed}`)
  const src = `/api/tickets/${ticket.id}/files/${file.id}`
  if (file.contentType?.startsWith('image/'))
    return el('figure', {}, el('a', { href: src, target: '_blank' }, el('img', { src, alt: name, loading: 'lazy' })))
  if (file.contentType === 'audio/mpeg' || file.contentType === 'audio/mp4')
    return el('figure', {}, el('audio', { src, controls: true, preload: 'none' }))
  if (file.contentType === 'video/mp4') return el('figure', {}, el('video', { src, controls: true, preload: 'none' }))
  return el('p', {}, el('a', { href: src }, `${FILES[file.kind] ?? FILES.file}：${name}`))
}
