import type { Wanted } from '../../src/talk/dialogue/play.ts'
import type { ActResult } from '../../src/talk/dialogue/types.ts'
import { defaultActs, MINE } from './stage.ts'

type Acts = (wanted: Wanted) => ActResult

const detail = (number: string): ActResult => ({ say: 'own', values: { number, state: '已受理' } })

/** Working sides a case may stand before, by name. */
export const ACTS: Record<string, Acts> = {
  /** Two matters of one's own. */
  two_matters: (wanted) => {
    if (wanted.act === 'list_matters')
      return { say: 'many', values: { list: `1. ${MINE}（3月1日，已受理）\n2. MQ26-1111-2222-3（3月2日，已登记）` } }
    if (wanted.act === 'look_up_matter' && ['1', '2'].includes(wanted.fields.number?.text ?? '')) return detail(MINE)
    if (wanted.act === 'look_up_matter') return { say: 'not_a_number', values: {} }
    return defaultActs(wanted)
  },
  one_matter: (wanted) =>
    wanted.act === 'list_matters'
      ? { say: 'one', values: {}, fields: { number: { text: MINE } } }
      : defaultActs(wanted),
  /** One matter, which has an answer that was sent. */
  answered: (wanted) => {
    if (wanted.act === 'list_answered') return { say: 'one', values: {}, fields: { number: { text: MINE } } }
    if (wanted.act === 'receive_documents')
      return {
        say: 'received',
        values: { number: MINE, date_line: '对答复不满意的，可以请求复查，最晚在4月7日当天提出。' },
      }
    return defaultActs(wanted)
  },
  /** Two of them. */
  two_answered: (wanted) =>
    wanted.act === 'list_answered'
      ? { say: 'many', values: { list: `1. ${MINE}（3月1日，已答复）\n2. MQ26-1111-2222-3（3月2日，已办结）` } }
      : defaultActs(wanted),
  /** What a citizen asks for is not open. */
  closed_ways: (wanted) => {
    const said: Record<string, string> = {
      ...{ withdraw_matter: 'too_late', dispute_answer: 'before', review_state: 'in_review', rating_state: 'over' },
    }
    const say = said[wanted.act]
    if (say) return { say, values: { number: MINE, state: '复查中' } }
    if (wanted.act === 'list_answered' || wanted.act === 'list_matters')
      return { say: 'one', values: {}, fields: { number: { text: MINE } } }
    return defaultActs(wanted)
  },
  /** Every number belongs to somebody else; one code is right. */
  others: (wanted) => {
    if (wanted.act === 'look_up_matter') return { say: 'code', values: {} }
    if (wanted.act === 'offer_code_by_text') return { say: 'in_person', values: {} }
    if (wanted.act !== 'open_matter') return defaultActs(wanted)
    if (wanted.fields.code?.text === 'ABCDE23456') return { say: 'found', values: { number: MINE, state: '已受理' } }
    return { say: 'not_found', values: {} }
  },
  /** The same, with a sender of text messages; one proof is right. */
  texting: (wanted) => {
    if (wanted.act === 'look_up_matter') return { say: 'code', values: {} }
    const wrong = wanted.act === 'reissue_by_text' && wanted.fields.proof?.text !== '123456'
    return wrong ? { say: 'not_found', values: {} } : defaultActs(wanted)
  },
  limited: (wanted) => {
    if (wanted.act === 'look_up_matter') return { say: 'code', values: {} }
    return wanted.act === 'open_matter' ? { say: 'limited', values: {} } : defaultActs(wanted)
  },
  gone: (wanted) =>
    ['supplement_matter', 'attach_photos', 'add_place'].includes(wanted.act)
      ? { say: 'not_found', values: {} }
      : defaultActs(wanted),
}
