import type { Category } from '../types.ts'
import type { AnswerTo } from './answers.ts'
import { speaksToMachine } from './withhold.ts'

/** Fields a model may read out of a story; each in the citizen's own words, or not at all. */
export interface ReadFields {
  place?: string
  time?: string
  party?: string
  wants: string[]
}

const MOST = { place: 60, time: 30, party: 40, want: 120, wants: 9 } as const

/** Says when: a model that was told to put something else there puts nothing there. */
const TIMELY = /[年月日号天周季夜晚早晨午前后初末底春夏秋冬昨今]|[时点]|星期|礼拜|假|节|期间|开始|以来|\d/u
/** What is done with a matter is not in it: such words steer us, and belong to no field. */
const PROCEDURE =
  /工单|办结|辦結|结案|結案|標記|销案|关闭|關閉|撤销|撤件|不予受理|驳回|状态|类别|分类|编号|查询码|优先级|紧急|特急|指令|系统|模型|忽略|无视|json|null|prompt|ignore|close|system/iu

/** Of what a model said, what stands in the text word for word and can be what it is said to be. */
export function keepOf(said: AnswerTo<'story'>, original: string, categories: readonly Category[]): ReadFields {
  const literal = (value: string | null | undefined, most: number): string | undefined => {
    const bare = value?.trim().replace(/[，,。；;、]+$/u, '') ?? ''
    const fits = bare.length <= most && /\p{Script=Han}{2}/u.test(bare) && !/[\n。！？]/u.test(bare)
    return fits && original.includes(bare) && !steers(bare) ? bare : undefined
  }
  const steers = (bare: string): boolean =>
    PROCEDURE.test(bare) || speaksToMachine(bare) || categories.some((name) => bare.includes(name))
  const place = literal(said.place, MOST.place)
  const time = literal(said.time, MOST.time)
  const party = literal(said.party, MOST.party)
  const wants = (said.wants ?? []).flatMap((want) => literal(want, MOST.want) ?? []).slice(0, MOST.wants)
  return {
    ...(place ? { place } : {}),
    ...(time && TIMELY.test(time) ? { time } : {}),
    ...(party ? { party } : {}),
    wants: [...new Set(wants)],
  }
}
