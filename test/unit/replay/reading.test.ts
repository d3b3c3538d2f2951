import { describe, expect, it } from 'vitest'
import { type Bubble, numbersIn, questionIn } from '../../../bench/replay/reading.ts'

const bubble = (text: string, options: string[] = []): Bubble => ({
  seq: 1,
  wall_ms: 0,
  from: 'them',
  msgid: 'm1',
  msgtype: options.length > 0 ? 'msgmenu' : 'text',
  text,
  ...(options.length > 0
    ? { menu: { head: text, items: options.map((content, index) => ({ index, type: 'click', content })), tail: '' } }
    : {}),
})

describe('what a citizen makes of a bubble', () => {
  it.each([
    ['请把事情写下来：在哪里、什么时候、发生了什么。\n例如：8月3日起，工地每天半夜施工。', 'story'],
    ['事情发生在哪里？\n例如：柳溪镇幸福路12号门口。也可以直接发位置。', 'place'],
    ['请写一个地名，哪个镇、哪个村或哪条路都行；不清楚就回复“不清楚”。', 'place'],
    ['您希望怎么解决？\n例如：希望晚上十点后停止施工。', 'want'],
    ['一句话就行，比如“希望把路修好”。没有具体要求就回复“看着办”。', 'want'],
    ['这件事涉及哪个单位或个人？\n例如：某某物业公司。这一项不会透露给对方。', 'party'],
    ['怎么联系您？请留称呼和电话，办理人员好把结果告诉您。', 'contact'],
    ['请再发一次称呼或者电话，手机号是11位；不想留就回复“不留”。', 'contact'],
    ['有照片或文件请现在发来，可以一次发几张；没有就回复“没有”。', 'photos'],
    ['请您看一遍：\n事情：路灯坏了\n地点：某路\n都对吗？', 'confirm'],
  ])('hears what is asked, not the example under it: %s', (text, topic) => {
    expect(questionIn(bubble(text))?.topic).toBe(topic)
  })

  it.each([
    ['大概在哪个乡镇或街道？说不准就选“不清楚”。', ['1. 甲街道', '2. 乙镇', '3. 不清楚'], 'town'],
    ['请点一项，或者回复前面的数字。', ['1. 甲街道', '2. 乙镇', '3. 不清楚'], 'town'],
    ['请点一项，或者回复前面的数字。', ['1. 环境保护', '2. 都不像，请工作人员定'], 'category'],
    ['请选一项。', ['1. 现在有危险', '2. 现在没有危险'], 'danger'],
    ['没问题请回复“提交”；要改请回复“修改”。', ['1. 没问题，提交', '2. 要修改', '3. 先不提交'], 'confirm'],
  ])('understands a bare request by the answers offered: %s %s', (text, options, topic) => {
    expect(questionIn(bubble(text, options))?.topic).toBe(topic)
  })

  it('sees no question in a notice or an acknowledgement', () => {
    expect(questionIn(bubble('您写的内容、地点和联系方式只用来办理您反映的事。\n如有人身危险，请先打110。'))).toBeNull()
    expect(questionIn(bubble('照片或文件收到了，已经存好。'))).toBeNull()
  })

  it('knows an option by its label and by the number printed before it', () => {
    const options = questionIn(bubble('哪一类？', ['1. 环境保护', '都不像']))?.options
    expect(options).toEqual([
      { index: 0, label: '环境保护', number: '1' },
      { index: 1, label: '都不像', number: '2' },
    ])
  })
})

describe('numbers on a screen', () => {
  it('are the same number with and without hyphens', () => {
    expect(numbersIn('已经登记，编号是：\nMQ26-4821-0937-5')).toEqual(['MQ26482109375'])
    expect(numbersIn('（MQ26482109375）已由某局受理')).toEqual(['MQ26482109375'])
  })

  it('are not what an example shows, nor the head of a longer one', () => {
    expect(numbersIn('编号像这样：MQ26-4821-0937-5。')).toEqual([])
    expect(numbersIn('MQ264821093751234')).toEqual([])
  })
})
