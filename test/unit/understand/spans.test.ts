import { describe, expect, it } from 'vitest'
import { type Reading, scoreSpans } from '../../../src/case/understand/index.ts'

const text = '柳溪镇的水厂，水厂每月多收２０元，希望退钱。'
const at = (words: string): [number, number] => [text.indexOf(words), text.indexOf(words) + words.length]
const reading = (more: Partial<Reading>): Reading => ({ text, said: [], marked: [], also: [], single: false, ...more })

describe('how well what was read meets what a person marked', () => {
  it('half of the shorter is a hit, the same ends are an exact one', () => {
    const marked = [at('希望退钱')]
    expect(scoreSpans([reading({ said: ['希望退钱'], marked })])).toMatchObject({ f1: 1, f1_exact: 1 })
    expect(scoreSpans([reading({ said: ['多收２０元，希望退钱'], marked })])).toMatchObject({ f1: 1, f1_exact: 0 })
    expect(scoreSpans([reading({ said: ['元，希'], marked })])).toMatchObject({ f1: 0 })
  })

  it('a value may stand anywhere in the text, in half width and without its spaces', () => {
    expect(scoreSpans([reading({ said: ['20 元'], marked: [at('２０元')] })])).toMatchObject({ f1_exact: 1 })
    expect(scoreSpans([reading({ said: ['水厂'], marked: [at('水厂每月')] })])).toMatchObject({ f1: 1 })
    expect(scoreSpans([reading({ said: ['火厂'], marked: [at('水厂')] })])).toMatchObject({ precision: 0, recall: 0 })
  })

  it('what is missing costs recall, what is too much costs precision', () => {
    const marked = [at('２０元'), at('柳溪镇')]
    expect(scoreSpans([reading({ said: ['20元', '每月'], marked })])).toEqual({
      labelled: 2,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      f1_exact: 0.5,
    })
  })

  it('a span is hit once, and a second value for it is too much', () => {
    expect(scoreSpans([reading({ said: ['希望', '退钱'], marked: [at('希望退钱')] })])).toMatchObject({
      precision: 0.5,
      recall: 1,
    })
  })

  it('several mentions of the one value of a field are one thing', () => {
    const marked = [at('柳溪镇'), at('水厂')]
    expect(scoreSpans([reading({ said: ['水厂'], marked, single: true })])).toMatchObject({ labelled: 1, f1: 1 })
  })

  it('what may be meant is neither asked for nor wrong', () => {
    const also = [at('柳溪镇')]
    expect(scoreSpans([reading({ said: ['柳溪镇'], also })])).toMatchObject({ labelled: 0, precision: 0 })
    expect(scoreSpans([reading({ said: ['柳溪镇', '20元'], marked: [at('２０元')], also })])).toMatchObject({ f1: 1 })
  })
})
