import { printNumber, type Standing } from '../case/ticket/index.ts'
import { shanghaiDay } from '../platform/kernel/index.ts'
import type { ActCall } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { dateInWords, line } from './words.ts'

/** Numbered as they are chosen. */
export const listOf = (matters: readonly Standing[], call: ActCall, context: Context): string =>
  matters
    .map((matter, index) =>
      line(context.wording, 'list_item', {
        n: String(index + 1),
        number: printNumber(matter.number),
        date: dateInWords(shanghaiDay(matter.registeredAt), call.now),
        state: context.wording.notices.states[matter.state] ?? '',
      }),
    )
    .join('\n')
