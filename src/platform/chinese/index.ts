export { type DateSaid, type Precision, readDate, readDates, sayDays } from './dates.ts'
export { NUMERAL, numberOf } from './numerals.ts'
export { introducedAs, isName, readHeadcount } from './people.ts'
export { type PhoneRead, readPhone } from './phones.ts'
