const KINDS = { claim: '申诉求决', suggestion: '建议意见', report: '检举控告' }
const KIND_BY = { citizen: '本人选择', words: '按内容判断，提交前给本人看过', presumed: '内容没有别的说法' }
const AGREED = { true: '本人知道并同意', false: '还没有问过本人', null: '本人是否同意没有说' }
const TELL = { filer: '来件人', concerned: '本人', both: '来件人和本人' }

const saidWords = (words) => (words.length > 0 ? `。提到：${words.join('、')}` : '')

/** The sentences of the page. States and refusals come worded from the service. */
export const WORDS = {
  offline: '没有连上服务，请检查网络后再试。内容没有提交。',
  expired: '登录已过期，您写的内容还在。请重新登录后回到这里再提交。',
  login: '重新登录',
  loggedOut: '已退出登录。',
  done: (state) => `已办好。现在的状态：${state}`,
  danger: '来件人说可能有人身危险，请马上联系。',
  incomplete: (missing) =>
    `本人没有提交，系统先登记的，请和本人核实补全。${missing.length > 0 ? `还缺：${missing.join('、')}。` : ''}`,
  notTold: (step, since) => `“${step}”没能用微信告知本人（${since}），请打电话或者书面告知。`,
  similar: '按内容比较得出，只供参考；各件分别登记、分别计时、分别答复。',
  copy: '文字大半相同',
  empty: '没有待办的事项。',
  none: '未填写',
  unknownCategory: '类别待定',
  unknownPlace: '地点待定',
  due: (date) => `期限 ${date}`,
  provisional: '（节假日安排公布后可能调整）',
  grounds: '怎么算的',
  filePending: '文件还在接收，请稍后刷新。',
  fileFailed: '文件没有收到。',
  citizen: '来件人',
  servicer: '工作人员',
  otherMessage: '其他消息',
  kind: ({ suggested, by }) => `${KINDS[suggested]}（${KIND_BY[by]}，请工作人员确定）`,
  people: (count) => `${count}人`,
  behalf: ({ who, agreed, tell }) =>
    [who, AGREED[String(agreed)], tell === null ? null : `进展告诉：${TELL[tell]}`].filter(Boolean).join('；'),
  documents: '文书',
  papers: '查看、出具文书',
  noPapers: '还没有出具文书。',
  noForms: '现在没有可以由您的单位出具的文书。',
  issuePaper: '出具文书',
  chooseForm: '请选择文书',
  choose: '请选择',
  optional: (label) => `${label}（可以不写）`,
  preview: '预览',
  issue: '出具（出具后不能修改，只能更正）',
  issued: (name) => `已出具：${name}。`,
  missing: (names) => `还缺：${names.join('、')}。`,
  correct: '更正',
  correcting: (title) => `更正：${title}`,
  corrected: (number) => (number === '' ? '已更正。' : `已由${number}更正。`),
  linked: '链接已发到来件人的微信，还没有打开。',
  opened: (at) => `来件人${at}打开了链接。`,
  notLinked: '没有发链接，请书面送达。',
  docx: '下载Word文件',
  pdf: '下载PDF文件',
  writtenDownBy: (name) => `${name}听录音写下`,
  voice: '录音还没有文字，请听后写下（写下的内容会记为补充，并注明是您写的）',
  writeDown: '保存文字',
  written: '已保存。',
  category: '分类',
  proposed: (set) => (set.length === 1 ? `系统建议：${set[0]}。` : `系统建议：可能是${set.join('、')}之一。`),
  unsure: '系统没有把握，没有建议。',
  notSuggesting: '自动建议已停用，请直接选择分类。',
  notProposed: '系统没有建议。',
  byCitizen: (name) => `来件人提交时的类别：${name}。`,
  model: (version) => `模型和规则：${version}`,
  decideCategory: '确认或者更正分类',
  chooseCategory: '请选择',
  noFurther: '不再细分',
  level: ['一级分类', '二级分类', '三级分类'],
  confirmCategory: '确认分类',
  because: (words, confirmed) =>
    [words.length > 0 ? `提到：${words.join('、')}` : null, confirmed > 0 ? `类似的事项有${confirmed}件归在这里` : null]
      .filter(Boolean)
      .join('；'),
  decisions: (count) => `分类记录（${count}）`,
  versions: (rules, model) => `分类表 ${rules}${model === null ? '' : ` · 当时的建议 ${model}`}`,
  legal: '性质和途径（建议，由工作人员确定）',
  nature: (nature, said) =>
    `性质：${nature === 'unclear' ? '内容有几种说法，请和本人核实' : KINDS[nature]}${saidWords(said)}`,
  way: ({ way, name, who, words: said }) =>
    `途径：第三十一条第${'一二三四五六'[way - 1]}项，${name}（${who}）${saidWords(said)}`,
  limit: ({ what, length, from, cite, confirmed }) =>
    `${what}：${length}，自${from}起算（${cite}${confirmed ? '' : '，未核实'}）`,
  limits: (ask) => `信访不一定能让下列期限停下来。请提醒本人留意，可以打${ask}咨询：`,
  classified: (path) => `分类已记录：${path.join(' / ')}。转送到哪个单位没有改变。`,
}

export const ACTS = {
  accept: '受理',
  answer: '答复',
  return: '退回',
  forward: '转送',
  close: '办结',
  told: '登记已告知本人',
}

export const CLOCKS = {
  D1: '转送、交办',
  D2: '书面告知本人',
  D3: '收到转送后书面告知本人',
  D4: '不属于本单位的，提出异议',
  D5: '办理并答复',
  D6: '延长后的办理期限',
  D7: '本人请求复查',
  D8: '作出复查意见',
  D9: '本人请求复核',
  D10: '作出复核意见',
  D11: '报送办结报告',
  D12: '反馈建议采纳情况',
}

export const FILES = { image: '图片', voice: '语音', video: '视频', file: '文件' }

const MEANS = { message: '微信', phone: '电话', paper: '书面' }
const TOLD = {
  registered: '登记情况',
  forwarded: '转送情况',
  accepted: '受理情况',
  answered: '答复',
  closed: '办结情况',
  returned: '退回情况',
}

const HISTORY = {
  registered: ({ to }) => `${to}登记`,
  forwarded: ({ from, to }) => `${from}转送${to}`,
  accepted: ({ to }) => `${to}受理`,
  answered: ({ to }) => `${to}答复`,
  closed: ({ to, means }) => `${to}办结（答复已用${MEANS[means]}告知本人）`,
  returned: ({ from, to }) => `${from}退回${to}`,
  told: ({ of, means }) => `已用${MEANS[means]}把${TOLD[of]}告知本人`,
  redated: ({ dates }) =>
    `放假安排公布，期限重新计算：${dates.map(({ rule, was, due }) => (was === due ? `${CLOCKS[rule] ?? rule}仍为${dayOf(due)}` : `${CLOCKS[rule] ?? rule}由${dayOf(was)}改为${dayOf(due)}`)).join('；')}`,
}

const BY = { citizen: '来件人', system: '系统' }

export const sentence = (entry) => HISTORY[entry.type](entry)
export const actor = ({ kind, name }) => (kind === 'staff' ? name : BY[kind])

const TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

export const timeOf = (instant) => TIME.format(new Date(instant))

/** A legal date is a day, not an instant: no time zone may move it. */
export const dayOf = (date) => {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** `23 ¶3` is article 23, paragraph 3. */
export const articleOf = (article) => {
  const [number, paragraph] = article.split(' ¶')
  return `第${number}条${paragraph === undefined ? '' : `第${paragraph}款`}`
}
