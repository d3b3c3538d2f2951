import { NUMERAL, numberOf } from './numerals.ts'
import { halfWidth } from './width.ts'

const BUILDING = new RegExp(`(?<!\\d|[第十])(?<number>${NUMERAL})(?=栋|幢|单元|号楼|室(?!内|外|友|温))`, 'gu')

/** One address has one form: "三栋 ２单元", "3栋2单元"; "5#楼", "5号楼". Names of places stay as they were said. */
export const tidyAddress = (said: string): string =>
  halfWidth(said.trim())
    .replace(/(?<=\d)#/gu, '号')
    .replace(/(?<=[\p{Script=Han}\d])\s+(?=\d)|(?<=\d)\s+(?=[\p{Script=Han}\d])/gu, '')
    .replace(BUILDING, (number) => String(numberOf(number) ?? number))
