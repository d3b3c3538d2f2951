import { describe, expect, it } from 'vitest'
import { findPlaces, type Place } from '../../../src/case/org/index.ts'

const place = (
  id: string,
  name: string,
  level: Place['level'],
  parent: string | null,
  aliases: string[] = [],
): Place => ({
  ...{ id, name, level, parent, aliases },
})
const PLACES = [
  place('county', '样县', 'county', null),
  place('east', '东渡镇', 'town', 'county', ['东渡']),
  place('west', '西河镇', 'town', 'county', ['西河']),
  place('east-li', '李湾村', 'village', 'east', ['李湾']),
  place('west-li', '李湾村', 'village', 'west', ['李湾']),
  place('west-east', '东渡新村', 'village', 'west'),
]
const found = (text: string) => findPlaces(text, PLACES).map(({ placeId }) => placeId)

describe('places in free text', () => {
  it.each([
    ['东渡镇的路灯坏了', ['east']],
    ['东渡的路灯坏了，东渡没人管', ['east']],
    ['样县东渡镇的路灯坏了', ['east']],
    ['样县没有路灯', ['county']],
    ['东渡新村停水', ['west-east']],
    ['李湾村停水', ['east-li', 'west-li']],
    ['东渡镇李湾村停水', ['east-li']],
    ['李湾停水，属西河镇', ['west-li']],
    ['从西河镇到东渡镇的路', ['west', 'east']],
    ['东渡镇李湾村和西河镇李湾村之间的桥', ['east-li', 'west-li']],
    ['这里停水', []],
    ['', []],
  ])('%s → %j', (text, expected) => expect(found(text)).toEqual(expected))

  it('says which words were found and where', () => {
    expect(findPlaces('家住东渡镇上', PLACES)).toEqual([{ placeId: 'east', name: '东渡镇', found: '东渡镇', at: 2 }])
  })
})
