import { namesIn } from '../../../platform/chinese/index.ts'

/** A text in which persons are not to be found, and the way back. */
export interface Masked {
  text: string
  restore(said: string): string
}

const DIGIT = '[0-9０-９零〇一二三四五六七八九幺两]'
const HIDDEN: readonly { label: string; pattern: RegExp }[] = [
  { label: '邮箱', pattern: /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g },
  { label: '账号', pattern: /(?<=(?:微信|QQ|Q号|wx|WX|支付宝)(?:号码?|账号)?[ 是为:：]{0,3})[A-Za-z0-9_-]{5,}/g },
  {
    label: '车牌',
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])/g,
  },
  // Telephones, identity cards, bank cards, passports: seven digits or more, with what people put between them.
  {
    label: '号码',
    pattern: new RegExp(
      `(?<![A-Za-z0-9])[A-Za-z]{0,2}${DIGIT}(?:[ \\t()（）\\-—–−·.，,、]{0,3}${DIGIT}){6,}[XxＸｘ]?`,
      'g',
    ),
  },
]

/** Hides how to reach anybody, numbers that name a person, and the names our readers find or that are known from the talk. */
export function mask(text: string, known: readonly string[] = []): Masked {
  const back = new Map<string, string>()
  const hide = (label: string, said: string): string => {
    const before = [...back].find(([, original]) => original === said)?.[0]
    if (before) return before
    const mark = `〔${label}${back.size + 1}〕`
    back.set(mark, said)
    return mark
  }
  const names = [...new Set([...known, ...namesIn(text)])].filter((name) => name.trim().length > 1)
  let masked = text
  for (const name of names.sort((one, other) => other.length - one.length))
    masked = masked.replaceAll(name, () => hide('姓名', name))
  for (const { label, pattern } of HIDDEN) masked = masked.replace(pattern, (said) => hide(label, said))
  return {
    text: masked,
    // Backwards: what was hidden last may hold what was hidden first.
    restore: (said) =>
      [...back].reverse().reduce((whole, [mark, original]) => whole.replaceAll(mark, () => original), said),
  }
}
