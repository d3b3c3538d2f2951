const KINDS = { claim: '申诉求决', suggestion: '建议意见', report: '检举控告' }
const KIND_BY = { citizen: '本人选择', words: '按内容判断，提交前给本人看过', presumed: '内容没有别的说法' }
const AGREED = { true: '本人知道并同意', false: '还没有问过本人', null: '本人是否同意没有说' }
const DELIVERY = { chat: '同意电子送达', paper: '要纸质文书', null: '没有问过，按纸质送达办' }
const TELL = { filer: '来件人', concerned: '本人', both: '来件人和本人' }

const saidWords = (words) => (words.length > 0 ? `。提到：${words.join('、')}` : '')

/** The sentences of the page. States and refusals come worded from the service. */
export const WORDS = {
  offline: '没有连上服务，请检查网络后再试。内容没有提交。',
  expired: '登录已过期，您写的内容还在。请重新登录后回到这里再提交。',
  login: '重新登录',
  loggedOut: '已退出登录。',
  done: (state) => `已办好。现在的状态：${state}`,
  leaveOut: '暂不确定',
  fillIn: (label) => `请先选好或者填好：${label}`,
  others: '其他',
  beside: '督办、承诺、见面',
  facts: '查明的事实',
  basis: '依据（条款和内容）',
  howTold: '还不知道结果已经送到本人。已用别的方式告知的，请写明：',
  recusing: '回避的理由（登记后不能再看、再办这件事）',
  disputed: '来件人不认可答复，请由另一位工作人员核实后答复或者办结。',
  objecting: (count) => (count > 1 ? '管辖有争议' : '承办单位的异议'),
  toExecute: (places) => `支持了、还没有登记落实的：诉求${places.join('、')}`,
  assigned: (date) => `${date}前报送办结报告`,
  supervisedFor: (breaches) =>
    breaches.length === 0
      ? '督办的情形'
      : `督办的情形（记录显示：${[...new Set(breaches.map(({ why }) => LABELS.supervised[why]))].join('；')}，是不是由您判断）`,
  breaches: '记录显示的情形（是不是督办情形，由人判断）',
  breach: ({ why, since }) => `${LABELS.supervised[why]}（${dayOf(since)}起）`,
  owed: '督办和待办',
  lead: ({ leader, opinion, standard, due }) =>
    `包案领导${leader}。处理意见：${opinion}。结案标准：${standard}。办结期限：${dayOf(due)}。`,
  met: (at) => `${timeOf(at)}已完成`,
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
  delivery: (delivery) => DELIVERY[String(delivery)],
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
  reissueCode: '补发查询码',
  reissueMeans: '只能当面补发。补发后原来的查询码马上失效，本人会在微信里收到提醒（提醒里没有查询码）。',
  identityChecked: '怎么核实本人身份的（写核对了什么证件、由谁核对，不要写证件号码）',
  giveCode: '补发',
  newCode: '新的查询码',
  number: '编号：',
  keepCode: '凭编号和查询码可以查看办理情况，请妥善保管，不要告诉别人。',
  print: '打印',
  reissued: '已补发。查询码只显示这一次，请当面打印或者抄给本人。',
  classified: (path) => `分类已记录：${path.join(' / ')}。转送到哪个单位没有改变。`,
}

/** Words for the keys of the service, in the order they are offered. */
export const LABELS = {
  channel: { letter: '来信', phone: '来电', fax: '传真', visit: '来访' },
  kind: KINDS,
  way: {
    1: '第一项：诉讼、检察监督、公安机关办理程序',
    2: '第二项：仲裁',
    3: '第三项：党员申诉、申请复审',
    4: '第四项：行政复议、裁决、确认、许可、处罚等行政程序',
    5: '第五项：请求查处违法或者履行保护职责',
    6: '第六项：其他，按信访程序办理',
  },
  toldBy: { phone: '电话', paper: '书面' },
  disposition: { supported: '支持', explained: '解释说明', not_supported: '不予支持' },
  closing: {
    solved: '诉求合理的，解决问题到位',
    explained: '诉求无理的，思想教育到位',
    aided: '生活困难的，帮扶救助到位',
    by_law: '行为违法的，依法处理',
  },
  direction: { other_body: '属于其他机关的职责', own_procedure: '有专门的法定程序' },
  refused: {
    in_process: '不重复受理：同一件事正在办理',
    after_rereview: '不再受理：已经复核',
    window_missed: '不予受理：超过了请求复查、复核的日期',
    hotline_excluded: '不予受理：不属于热线受理范围',
  },
  review: {
    upheld: '维持',
    revoked: '撤销',
    changed: '变更',
    redo: '责令重办',
    not_accepted: '不予受理这次请求',
  },
  supervised: {
    overdue: '超过期限没有办结',
    not_told: '没有按期告知本人',
    procedure: '没有按规定的程序办理',
    shirking: '推诿、敷衍、拖延',
    not_executed: '支持的诉求没有落实',
    false_closing: '虚假办结',
    not_received: '拒绝接待、登记',
    clear_error: '处理意见明显有错',
    other: '其他',
  },
  meeting: {
    leader: '向领导汇报',
    unit: '与责任单位见面',
    author: '与来件人见面',
    site: '现场走访',
    conference: '联席会议',
  },
  settled: { yes: '解决了', partly: '解决了一部分', no: '没有解决', not_reached: '没有联系上' },
  document: {
    directed: '其他途径的告知书',
    refused: '不予受理、不再受理的告知书',
    answered: '答复意见书',
    reviewed: '复查意见书',
    rereviewed: '复核意见书',
  },
}

/** The same, to choose from. */
export const CHOICES = Object.fromEntries(Object.entries(LABELS).map(([name, words]) => [name, Object.entries(words)]))

/** Taking down a letter, call, fax or visit. */
export const REGISTER = {
  channel: '怎么来的',
  receivedOn: '收到的日期',
  sourceName: '谁转来的，例如市信访局交办、县委书记信箱、县长热线（可以不写）',
  sourceNumber: '对方的编号（可以不写）',
  words: '内容（照原话写，不改）',
  demands: '诉求（一行一项，可以不写）',
  place: '问题发生在哪里（可以不写）',
  party: '涉及的单位或个人（可以不写）',
  name: '姓名或名称（可以不写）',
  phone: '电话（可以不写）',
  address: '住址，寄文书用（可以不写）',
  people: '一起反映的人数（可以不写）',
  kind: '性质',
  category: '类别',
  electronic: '送达方式',
  electronicYes: '已经问过，本人同意电子送达（不勾选就按纸质送达）',
  danger: '可能有人身危险',
  dangerYes: '本人说可能有人身危险，已经提示拨打110、119、120',
  send: '登记',
  missing: (label) => `请填写：${label}`,
  done: '已登记。',
  slip: '请把下面两项交给本人',
  number: '编号：',
  code: '查询码：',
  codeGiven: '这一件先前已经登记，查询码当时给过。丢了可以在事项页面补发。',
  how: '在微信里发编号和查询码就能看到进度。查询码请不要给不相干的人。',
  print: '打印',
  open: '打开这件事项',
  another: '再登记一件',
}

/** Of a repeat that goes on under an older number, and of matters that came in one. */
export const JOIN = {
  title: '并件、分件',
  note: '情况说明（会告诉来件人）',
  merge: '并入本人先前反映的同一件事',
  here: (number) => `并入${number}`,
  mergeMeans:
    '只能并入同一个人先反映的那一件；有新的事实或者新的诉求的，不是重复，不要并。这一件不再单独计时，内容和附件转到那一件，办理日期按先收到的算。',
  mergeSend: '确认并入',
  into: '先前那一件的编号',
  merged: (number) => `已并入先前的事项。${number}`,
  split: '把一部分诉求分出去，另立编号',
  splitMeans: '几件不同的事写在一起的，分开办。分出去的另有编号，按内容重新分办，收到的日期不变。',
  splitSend: '确认分出',
  demands: '分出哪几项（至少留下一项）',
  place: '分出的部分在哪里（和原来一样的不用写）',
  category: '分出的部分属于哪一类',
  part: '已分出，新的编号',
  inChat: '本人在微信里就能查看，不用查询码。',
  gone: (number) => `（已分出，另见${number}）`,
}

/** Where nothing was listed, the whole of it is the one demand. */
export const demandName = (place, text) => (text === '' ? '全部诉求' : `诉求${place}：${text}`)

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
  receipt: '文书送达',
  execution: '落实支持的诉求',
  dispute: '对不认可的答复另行答复',
  order: '答复督办',
  promise: '兑现承诺',
  lead: '包案办结',
  leader_wanted: '确定包案领导',
  conference: '召开联席会议',
  meet_leader: '来信三见面：向领导汇报',
  meet_unit: '来信三见面：与责任单位见面',
  meet_author: '来信三见面：与来信人见面',
  visit_promise: '来访双向承诺',
  follow_up: '办结后回访',
  assignment: '交办：报送办结报告',
}

/** The list of what is owed over many matters, in the order in which its kinds are offered. */
export const LEDGER = {
  all: '全部',
  kinds: [
    ...['order', 'assignment', 'promise', 'lead', 'leader_wanted', 'conference', 'execution', 'dispute', 'receipt'],
    ...['follow_up', 'meet_leader', 'meet_unit', 'meet_author', 'visit_promise'],
  ],
  overdue: (date) => `已超过${date}`,
  empty: '没有。',
}

export const FILES = { image: '图片', voice: '语音', video: '视频', file: '文件' }

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

/** `23 ¶3` is article 23, paragraph 3; `22(3)` its item 3. */
export const articleOf = (article) => {
  const [, number, paragraph, item] = /^(\d+)(?: ¶(\d+))?(?:\((\d+)\))?$/.exec(article) ?? [null, article]
  return `第${number}条${paragraph === undefined ? '' : `第${paragraph}款`}${item === undefined ? '' : `第${item}项`}`
}
