import { halfWidth, NUMERAL } from '../../platform/chinese/index.ts'

/** More sums than this are an account, and stand in the words of the story. */
const MOST = 4

const FIGURE = '\\d{1,3}(?:[,，]\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?'
const SOME = `(?:${FIGURE}|几[十百千]?|十几|上[百千]|数[十百千]|${NUMERAL})(?:多|余|来)?(?:[十百千]?[万亿])?(?:多|余)?`
const RANGE = `(?:${SOME}(?:[-—~～至到])(?=${SOME}))?`
/** What follows 元 or 块 and makes another word of it (元旦, 两块地); "一块" alone is none. */
const YUAN = '(?:元钱|元整|块钱|元(?![旦宵月素件老凶首帅器区里]))'
const KUAI = '块(?=\\p{P}|\\s|$|的|左右|一[个天月次年斤吨度]|每)'
const SUM = new RegExp(`(?<![\\d.第])${RANGE}(?:${SOME}${YUAN}|(?:${FIGURE})${KUAI})`, 'gu')
/** "交了十几万": ten thousands of what, only a word of money before says. */
const BARE = new RegExp(
  `(?<=(?:花|要|交|欠|付|借|赔|罚|骗|收|价|费|款|金|贷|亏|损失|积蓄)[^\\p{P}\\d]{0,6}?)(?<![\\d.第一二两三四五六七八九十])(?:${FIGURE}|几|十几|几十|[一二两三四五六七八九十百]{1,4})(?:多|余)?万(?:多|余)?(?![元块\\d一二两三四五六七八九千人户平亩吨公里张字次名个家年辆米方份条册头斤株棵科众分物盛象达多余])`,
  'gu',
)

/** Sums of money that a story names, each once, in its words. */
export function readAmounts(text: string): string[] {
  const plain = halfWidth(text)
  const found = [...plain.matchAll(SUM), ...plain.matchAll(BARE)].sort((one, other) => one.index - other.index)
  return [...new Set(found.map(([said]) => said))].slice(0, MOST)
}
