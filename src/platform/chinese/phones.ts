/** A telephone number as people write or say it, or what is wrong with what looks like one. */
export type PhoneRead =
  | { is: 'phone'; phone: string; said: string }
  | { is: 'too_short' | 'too_long'; said: string }
  | { is: 'none' }

const SPOKEN: Record<string, string> = Object.fromEntries(
  [...'零一二三四五六七八九']
    .map((char, value) => [char, String(value)])
    .concat([
      ['〇', '0'],
      ['幺', '1'],
      ['两', '2'],
    ]),
)
const DIGIT = '[0-9零〇一二三四五六七八九幺两]'
/** Digits with what people put between them. Seven at least: fewer are a house number. */
const RUN = new RegExp(`(?<![A-Za-z0-9])[+(]?${DIGIT}(?:[ \\t()\\-—–−·.，,、]{0,3}${DIGIT}){6,}(?![A-Za-z])`, 'gu')
const EXTENSION = /^[)\s]*(?:转|分机|ext\.?|-)\s*(\d{1,5})(?!\d)/i

const MOBILE = /^(?:\+?0{0,2}86)?(1[3-9]\d{9})$/
const LANDLINE = /^(?:\+?0{0,2}86)?(0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7})$/
const SERVICE = /^[48]00\d{7}$/
/** Begins like a telephone number: what follows was probably meant as one. */
const MEANT = /^(?:\+?86)?(?:1[3-9]|0[1-9])/

/** The first number of the text that can be dialled; without one, the first that was probably meant as one. */
export function readPhone(text: string): PhoneRead {
  const plain = text.normalize('NFKC')
  const runs = [...plain.matchAll(RUN)].flatMap((match) =>
    splitRun(match[0], plain.slice(match.index + match[0].length)),
  )
  return runs.find((read) => read.is === 'phone') ?? runs.find((read) => read.is !== 'none') ?? { is: 'none' }
}

/** Two numbers with a comma between them are two; "138，0000，0000" is one. */
function splitRun(said: string, after: string): PhoneRead[] {
  const whole = readRun(said, after)
  if (whole.is === 'phone') return [whole]
  const parts = said.split(/[，,、]|\s{1,3}(?=1[3-9]|0[1-9])/u).filter((part) => part !== '')
  const read = parts.length > 1 ? parts.map((part) => readRun(part, '')) : []
  return [...read.filter((part) => part.is === 'phone'), whole]
}

function readRun(said: string, after: string): PhoneRead {
  const digits = [...said]
    .map((char) => SPOKEN[char] ?? char)
    .join('')
    .replace(/[^0-9]/g, '')
  const phone = MOBILE.exec(digits)?.[1] ?? LANDLINE.exec(digits)?.[1] ?? (SERVICE.test(digits) ? digits : undefined)
  if (phone !== undefined) {
    const extension = phone.startsWith('1') ? undefined : EXTENSION.exec(after)?.[1]
    return { is: 'phone', phone: extension ? `${phone}-${extension}` : phone, said: said.trim() }
  }
  if (!MEANT.test(digits)) return { is: 'none' }
  const bare = digits.replace(/^86(?=1[3-9])/, '')
  const [least, most] = bare.startsWith('1') ? [11, 11] : [11, 12]
  if (bare.length < least) return { is: 'too_short', said }
  return bare.length > most ? { is: 'too_long', said } : { is: 'none' }
}
