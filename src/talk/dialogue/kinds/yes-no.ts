import type { Option } from '../types.ts'
import { choice } from './choice.ts'
import { type Choosable, chooseWhole } from './choose.ts'
import { declines, type Kind } from './kind.ts'

/** What everybody says for yes and no, whatever the labels are. Longer ones first come first: "没有问题" is no "没有". */
const YES = [
  '是',
  '是的',
  '对',
  '对的',
  '有',
  '有的',
  '要',
  '好',
  '好的',
  '可以',
  '行',
  '嗯',
  '嗯嗯',
  '没错',
  '没有错',
  '同意',
  '愿意',
  '需要',
  '没问题',
  '没有问题',
  '不反对',
  '当然',
  'yes',
  'ok',
]
const NO = [
  '不',
  '否',
  '不是',
  '不是的',
  '不对',
  '没',
  '没有',
  '不要',
  '不用',
  '不行',
  '不可以',
  '不同意',
  '不愿意',
  '不需要',
  '不好',
  '有问题',
  '反对',
  '拒绝',
  'no',
]

const spoken = (options: Option[]): Choosable[] =>
  options.map((option: Choosable) => ({
    ...option,
    words: [...(option.words ?? []), ...(option.id === 'yes' ? YES : option.id === 'no' ? NO : [])],
  }))

/** A question with two answers; options `yes` and `no` carry the labels. */
export const yesNo: Kind = {
  read: (input, step, thread, options, now) => choice.read(input, step, thread, spoken(options), now),
}

/** An agreement counts only as a plain word: anything said beside it asks again (PIPL 14: given clearly, of one's own will). */
export const consent: Kind = {
  read(input, step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const chosen = chooseWhole(input.text, spoken(options))
    if (!chosen && step.optional && declines(input.text)) return { is: 'skip' }
    return chosen ? { is: 'value', value: { text: chosen.label, id: chosen.id, by: 'citizen' } } : { is: 'wrong' }
  },
}
