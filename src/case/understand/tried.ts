import { bare, clausesOf } from './clauses.ts'

/** More than this is a history, and stands in the words of the story. */
const MOST = 3

/** What was done about it before, in the words of the story, with how it ended where the next clause says so. */
export function readTried(text: string): string[] {
  const found = clausesOf(text).flatMap((clauses) =>
    clauses.flatMap((clause, index) => {
      if (!isTried(clause)) return []
      const next = clauses[index + 1]
      return [bare(next && ENDED.test(next) && !isTried(next) ? [clause, next] : [clause])]
    }),
  )
  return [...new Set(found)].slice(0, MOST)
}

const isTried = (clause: string): boolean => TRIED.test(clause) && !NOT_YET.test(clause)

/** How it ended. */
const ENDED = /^(?:但|却|可|结果)?(?:均|都|一直|至今|始终|仍|也|却)?(?:未|没|无|不|被告知|答复|回复|推)/u

/** Wished, forbidden, feared or told of the present letter: not done. */
const NOT_YET =
  /^(?:[^，。]{0,4})(?:希望|请(?!律师)|恳|望(?=领导|有关|相关|政府)|建议|要求(?!.{0,8}多次)|如果?|若|假如|否则|只有)|(?:不要|不许|不准|禁止|怕|告诫|威胁|准备|打算|将要?|只能|只好|可以|可到|应该?)[^，。]{0,8}(?:投诉|举报|反[映应]|上访|信访|起诉|仲裁|报警)|(?:特|现|今|在此)(?:向|来)|向[您你贵]|^向(?:相关|有关)|想打|^[^，。]{0,3}(?:让|叫)我|无门|就报警/u

const OFFICE =
  '(?:局|厅|委|部门|政府|街道|社区|居委会|村委会?|村[里干]部?|物业|开发商|公司|人事|信访|法院|大队|中队|派出所|监察|城管|学校|中心|老板|厂[方里]?|[老施承]?[工建]方|热线|客服|平台|单位|领导|社保站?|办事处|场)'
const TELL =
  '(?:反[映应馈]|投诉|举报|协商|交涉|沟通|上访|信访|申诉|求助|咨询|询问|理论|劝[说阻]|报案|讨要?说法|催[促讨])'
const OFTEN =
  '(?:多次|几次|数次|屡次|反复|无数次|[一二两三四五六七八九十几\\d]+次|曾经?|已经?|之前|以前|早就|年前就|一直|每次)'
const HOTLINE = '(?:12[0-9]{3}|110|市长热线|热线|市长信箱|局长信箱|领导信箱)'

const TRIED = new RegExp(
  [
    `(?:拨?打|致电)(?:过|了|到|给|通)?(?:多次|[几三两]次)?(?:电话)?(?:给|到|至)?[^，。；]{0,10}(?:${HOTLINE}|${OFFICE}[^，。；]{0,6}(?:电话|投诉|${TELL}))`,
    `(?:拨?打|致电)(?:过|了)?电话(?:给|到|至)[^，。；]{1,12}${OFFICE}`,
    `(?:通过|在)[^，。；]{0,8}(?:${HOTLINE}|平台|信箱|网站?上?)[^，。；]{0,8}(?:反[映馈]|投诉|留言|举报)`,
    '报(?:过|了)警|(?:我们?|已经?|多次|曾经?|打110)报警|报警(?:后|无|没|也|不)',
    `${OFTEN}[^，。；]{0,24}${TELL}(?!的?(?:电话|渠道|方式|人))`,
    `(?:${TELL})(?:过(?!程)|了?(?:多|几|数|好几|[一二两三四五])次|无果|未果|无效|不成|没用|没有结果|(?:了|至)(?:今|很久))`,
    `反[映应](?:到|给)了?[^，。；]{0,10}${OFFICE}`,
    `进行(?:过|了)[^，。；]{0,4}${TELL}`,
    `(?<!请|让|叫|需|可)(?:前往|去|到|找)(?:过|了)?[^，。；]{0,14}${OFFICE}[^，。；的]{0,6}(?:${TELL}|了解情?况?|讲道理)`,
    `(?:[和跟与同])(?:了)?${OFFICE}(?:的)?[^，。；]{0,4}(?:讲(?!好)|${TELL})`,
    `经[^，。；]{0,10}咨询|问(?:过|了)[^，。；]{0,10}${OFFICE}|询问(?:过|了)?[^，。；]{0,6}${OFFICE}|(?:找|去|回|问)过[^，。；]{0,10}${OFFICE}|${OFFICE}也?(?:去了|找了|问了)`,
    '写(?:过|了)?(?:很多|多|几|好几|[一二两三\\d])?[次封]?信(?:给|到|至|向)',
    '(?:(?:已经?|去|曾经?|向[^，。；]{0,8})(?:起诉|申请(?:劳动)?仲裁|申请行政复议))|法院(?:判决|受理|起诉)|劳动监察(?:大队)?(?:投诉|举报|立案)|(?:起诉|仲裁|行政复议)(?:了|过|后|结果|裁决)',
  ].join('|'),
  'u',
)
