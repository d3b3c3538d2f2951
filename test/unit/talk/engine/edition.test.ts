import { expect, it } from 'vitest'
import { editionOf } from '../../../../src/talk/dialogue/engine/index.ts'
import { flowOf } from './world.ts'

const flow = () => flowOf([{ id: 'what', kind: 'text' }])

it('the mark of an edition is the one stored sessions hold: a new release alone changes no dialogue', () => {
  expect(editionOf(flow())).toEqual({ mark: '5a0cef3ec31d', kinds: { what: 'text' } })
})

it('a flow as it is read anew is the same edition, another question another', () => {
  expect(editionOf(flow())).toEqual(editionOf(flow()))
  expect(editionOf(flowOf([{ id: 'what', kind: 'place' }])).mark).not.toBe(editionOf(flow()).mark)
})
