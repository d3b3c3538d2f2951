import type { CitizenPhone, Question } from './phones.ts'

/** A made-up matter that the tests and the pictures of the README tell. */
export const STORY =
  '柳渡镇上渡口村的路灯坏了一个多月，晚上黑得看不见路，我母亲上星期在那里摔了一跤。给村里打过电话，一直没有人来修。'
export const WANT = '希望尽快把路灯修好'
export const NAME = '王女士'
export const PHONE = '13800000000'
export const ANSWER = '您好。上渡口村的三盏路灯已经在昨天下午全部换好，请您晚上再看一看。给您添麻烦了。'

export const SUMMARY = /请您看一遍/

/** The summary once the photo has joined it. */
export const WITH_PHOTO = /照片和文件：1份/

/** What this citizen says to each question. */
export const answersOf = (citizen: CitizenPhone): Question[] => [
  { asked: /怎么解决/, reply: () => citizen.say(WANT) },
  { asked: /哪个单位或个人/, reply: () => citizen.tap('没有或不清楚') },
  { asked: /怎么联系您/, reply: () => citizen.say(`${NAME} ${PHONE}`) },
  { asked: /哪个乡镇|哪一类/, reply: () => citizen.tap(/柳渡镇|城乡建设/) },
]
