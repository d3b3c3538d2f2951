import { meaningful } from '../normalise.ts'
import { chooseWhole } from './choose.ts'
import type { Kind } from './kind.ts'

/** "1. … 2. …", "一是…二是…", "第一，…": what a person numbers is several things. */
const NUMBERED =
  /(?:^|[\n；;。，,\s])\s*(?:\d{1,2}[.、)）](?!\d)|[①-⑨]|第?[一二三四五六七八九十]{1,2}(?:[、.)）]|是(?!否)|，))/gu
const APART = /[\n；;]/u
const MOST = 9

/** What is wanted; several things are kept, shown and later answered one by one (Regulations Art. 32). */
export const demands: Kind = {
  read(input, step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (chooseWhole(input.text, options)) return { is: 'skip' }
    if (!/\p{L}/u.test(input.text)) return { is: 'wrong' }
    const items = splitDemands(input.text)
    if (items.length === 0) return { is: 'wrong' }
    const apart = items.length > 1 ? items : (input.understood.fields[step.field]?.items ?? [])
    const several = apart.length > 1 && (apart === items || isWhole(input.text, apart)) ? { items: apart } : {}
    return { is: 'value', value: { text: input.text.trim(), ...several, by: 'citizen' } }
  },
}

/** Leads up to what is wanted, or joins it to what was said before; asks nothing itself. */
const LINKS =
  /希望|盼望|恳请|请求|要求|请|政府|有关部门|领导|你们|我们?|能够?|可以|尽快|并且?|而且|和|以及|还有|还要|还|再|同时|另外|然后|最好|一是|二是|三是|要|也|都|把|给/gu

/** Whether a sentence was only taken apart: in its own words, and nothing that is asked for is lost. */
export function isWhole(text: string, parts: string[]): boolean {
  const rest = parts.reduce((left, part) => left.replace(part, ''), text)
  const found = parts.reduce((sum, part) => sum + part.length, 0)
  return text.length - rest.length === found && meaningful(rest.replace(LINKS, '')) === 0
}

export function splitDemands(text: string): string[] {
  const numbered = text.match(NUMBERED)?.length ?? 0
  const parts = numbered > 1 ? text.split(NUMBERED) : text.split(APART)
  const items = parts
    .map((part) => part.replace(/^[\s，,]+|[\s；;，,。]+$/gu, ''))
    .filter((part) => meaningful(part) > 0)
  // What was said before the first number only leads up to the list.
  const list = numbered > 1 ? items.slice(-numbered) : items
  return list.length > MOST ? [...list.slice(0, MOST - 1), list.slice(MOST - 1).join('；')] : list
}
