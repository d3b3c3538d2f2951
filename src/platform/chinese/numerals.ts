const DIGITS = '零一二三四五六七八九'
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** A whole number in figures or words, for use inside a larger pattern. */
export const NUMERAL = '(?:[0-9]{1,6}|[零〇一二两三四五六七八九十百千万]{1,9})'

/** "320", "三百二十", "两千", "二〇二六", "一万二"; null where the characters make no number. */
export function numberOf(said: string): number | null {
  const text = said.normalize('NFKC').replaceAll('〇', '零').replaceAll('两', '二')
  if (/^\d+$/.test(text)) return Number(text)
  if (/^[零一二三四五六七八九]+$/.test(text)) return Number([...text].map((char) => DIGITS.indexOf(char)).join(''))
  const [high, low, ...more] = text.split('万')
  if (more.length > 0 || high === undefined) return null
  if (low === undefined) return belowTenThousand(high)
  const tens = belowTenThousand(high)
  // "一万二" is 12 000, "一万零二" is 10 002.
  const rest = low.length === 1 && DIGITS.includes(low) ? DIGITS.indexOf(low) * 1000 : belowTenThousand(low || '零')
  return tens === null || rest === null ? null : tens * 10_000 + rest
}

const PAIR = /^(?<ten>十?)(?<low>[一二三四五六七八])(?<high>[二三四五六七八九])(?<unit>[十百千万]?)$/u

/** "五六", "两三百", "十七八": one of two neighbours, as people say that they did not count. */
export function pairOf(said: string): readonly [low: number, high: number] | null {
  const { ten, low = '', high = '', unit = '' } = PAIR.exec(said.replaceAll('两', '二'))?.groups ?? {}
  const [first, second] = [DIGITS.indexOf(low), DIGITS.indexOf(high)]
  if (low === '' || second !== first + 1 || (ten && unit)) return null
  const value = (digit: number): number => (ten ? 10 : 0) + digit * (unit === '万' ? 10_000 : (UNITS[unit] ?? 1))
  return [value(first), value(second)]
}

function belowTenThousand(text: string): number | null {
  let total = 0
  let digit: number | null = null
  let unitBefore = 10_000
  let zero = false
  for (const char of text) {
    const unit = UNITS[char]
    const value = DIGITS.indexOf(char)
    if (unit === undefined) {
      if (value < 0 || (digit !== null && digit !== 0)) return null
      digit = value
      zero ||= value === 0
      continue
    }
    if (unit >= unitBefore) return null
    total += (digit || 1) * unit
    unitBefore = unit
    digit = null
  }
  if (digit === null) return total === 0 ? null : total
  // "三百二" is 320; "三百零二" is 302.
  const shortened = !zero && unitBefore > 10 && unitBefore < 10_000
  return total + digit * (shortened ? unitBefore / 10 : 1)
}
