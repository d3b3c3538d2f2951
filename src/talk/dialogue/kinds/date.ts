import { readDate } from '../../../platform/chinese/index.ts'
import { meaningful } from '../normalise.ts'
import { chooseWhole } from './choose.ts'
import { answered, answeredIn, declines, isStory, type Kind, unanswered } from './kind.ts'

/** Speaks of a time that we cannot reckon (去年腊月, 过年那几天): kept as it was said. */
const TIMELY = /[年月日天周节夜晚早前后初末底春夏秋冬]|时候|一直|很久|刚/u

/** When it happened, in Chinese words; the days meant are reckoned from the day of the answer. */
export const date: Kind = {
  read(input, _step, _thread, options, now) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (chooseWhole(input.text, options) || declines(input.text)) return { is: 'skip' }
    const read = readDate(input.text, now)
    if (read) {
      const { said, ...at } = read
      const value = { text: isStory(input.text) ? said : input.text.trim(), at, by: 'citizen' as const }
      return answeredIn(input.text, { is: 'value', value })
    }
    const timely = meaningful(input.text) > 1 && TIMELY.test(input.text)
    return timely && !isStory(input.text) ? answered(input.text) : unanswered(input.text)
  },
}
