/** What the desk itself says to staff. The words for states and refusals come from flows/. */
export const PROBLEMS = {
  no_session: '请先登录。',
  not_found: '没有找到这件事项，或者您没有权限查看。',
  other_not_found: '没有找到要并入的那一件，或者您没有权限查看。',
  may_not_act: '这件事项不在您的单位，您不能办这一步。',
  may_not_forward_there: '您不能把这件事项转到这个单位。',
  may_not_recuse: '您只能登记自己回避；本单位其他人员的回避，由负责人登记。',
  may_not_own: '您只能登记自己承办；本单位其他人员，由负责人确定。',
  may_not_register: '来信、来电、来访由信访部门登记。',
  not_yet: '收到的日期不能在今天以后。',
  unknown_office: '没有这个单位，请重新选择。',
  unknown_category: '没有这个分类，或者它已经停用，请重新选择。',
  file_not_ready: '文件还没有收到，请稍后再看。',
  file_lost: '文件没有收到。',
  already_in_words: '这段录音已经有文字了，请刷新页面。',
  nothing_untold: '没有需要告知本人的事项了。',
  identity_unchecked: '请写明是怎么核实本人身份的。',
  form_not_possible: '这件事项现在不能出具这种文书，或者不由您的单位出具。',
  document_incomplete: '还缺内容，没有出具。',
  corrected_before: '这份文书已经更正过，或者不是同一种文书，请刷新页面。',
  pdf_off: '这台服务器不能生成PDF，请下载Word文件。',
  bad_request: '请求的内容不对。',
  foreign_request: '请求不是从本系统的页面发出的，已拒绝。',
  not_json: '请求必须是 JSON。',
  too_large: '内容太长了。',
  wecom_away: '暂时连不上企业微信，请稍后再试。',
} as const

export type ProblemCode = keyof typeof PROBLEMS

/** What a document still needs, as staff call it. */
export const missingWords = (missing: readonly { label: string; item?: number }[]): string[] =>
  missing.map(({ label, item }) => (item === undefined ? label : `第${item}项诉求：${label}`))

export const SYSTEM_NAME = '系统'
export const CITIZEN_NAME = '来件人'

/** What the rules want to be given with a step (rules/profiles: `needs`), as a refusal names it. */
export const NEEDED: Readonly<Record<string, string>> = {
  ...{ approver: '批准人', reason: '理由', clause: '依据的条款', request: '请求的内容' },
  ...{ from: '听证开始的时间', to: '听证结束的时间' },
}

export const LOGIN_PAGES = {
  off: { title: '不能登录', text: '本服务没有开通企业微信登录，请联系管理员。' },
  again: { title: '登录没有完成', text: '登录链接已经用过或者过期了。' },
  unavailable: { title: '登录没有完成', text: '暂时连不上企业微信，请稍后再试。' },
  outsider: { title: '不能进入', text: '您不是本系统登记的工作人员。如有需要，请联系本单位管理员。' },
} as const

export type LoginPage = keyof typeof LOGIN_PAGES
export const LOGIN_AGAIN = '重新登录'
