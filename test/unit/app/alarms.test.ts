import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { ALARM_KINDS } from '../../../src/app/alarms.ts'
import { ROOT } from '../../../src/app/root.ts'

it('every cause of an alarm has a sentence of its own on the administrator’s card', () => {
  const cards = parse(readFileSync(join(ROOT, 'flows/cards.yaml'), 'utf8')) as { alarms: { kinds: object } }
  expect(Object.keys(cards.alarms.kinds).sort()).toEqual([...ALARM_KINDS, 'other'].sort())
})
