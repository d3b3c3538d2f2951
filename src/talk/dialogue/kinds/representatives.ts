import { introducedAs, isName, readPhone } from '../../../platform/chinese/index.ts'
import { meaningful } from '../normalise.ts'
import { chooseWhole } from './choose.ts'
import { declines, type Kind, unanswered } from './kind.ts'

/** Regulations Art. 20. */
const MOST = 5
/** So many letters beside names and numbers: it tells something, and its short words are no names. */
const MUCH_ELSE = 8

/** Up to five people who speak for the others, each with a name and, if given, a number. */
export const representatives: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (chooseWhole(input.text, options) || declines(input.text)) return { is: 'skip' }
    const { people, beside } = readPeople(input.text)
    if (people.length === 0 || beside >= MUCH_ELSE) return unanswered(input.text)
    if (people.length > MOST) return { is: 'wrong', because: 'too_many_people' }
    const text = people.map(({ name, phone }) => [name, phone].filter(Boolean).join(' ')).join('、')
    return { is: 'value', value: { text, people, by: 'citizen' } }
  },
}

interface Person {
  name: string
  phone?: string
}

const AROUND = /代表(?:是|有|为)?[:：]?|电话|手机号?|还有|以及|分别是|我们选|[:：()]/g
/** "王芳和李强" are two, "李和平" is one: of two there are two characters at least on either side. */
const BETWEEN =
  /[、,，;；。\n]|(?<=[\p{Script=Han}\d]{2}\s*)和(?=\s*\p{Script=Han}{2})|(?<=\d)\s*(?=\p{Script=Han})|(?<=\p{Script=Han})\s*(?=\d)|\s(?=\p{Script=Han})/u

/** Names in their order; a number belongs to the name before it. */
function readPeople(raw: string): { people: Person[]; beside: number } {
  const people: Person[] = []
  let beside = 0
  for (const part of raw.normalize('NFKC').replace(AROUND, ' ').split(BETWEEN)) {
    const word = part.trim()
    const phone = readPhone(word)
    const last = people.at(-1)
    const name = introducedAs(word) ?? (isName(word) ? word : null)
    if (name) people.push({ name })
    else if (phone.is === 'phone' && last) last.phone ??= phone.phone
    else beside += meaningful(word)
  }
  return { people, beside }
}
