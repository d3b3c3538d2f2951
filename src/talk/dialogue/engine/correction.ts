import type { Flow } from '../flow.ts'
import { normalise } from '../normalise.ts'
import type { Thread } from '../types.ts'

export interface Correction {
  field: string
  /** Empty: only said to be wrong. */
  value: string
}

const BEFORE = /^(?:你好|不对|等一下|等等|我的?|那个|这个|上面的?|前面的?|刚才的?|请|帮我|把|[,，。:：、\s])*/u
const CHANGE = /^(?:改一下|更改|修改|改)/u
const WRONG =
  /^(?:我|这里|那里|那项|这项|名|名字|号码?)?(?:写|填|说|弄|搞|发|打|记|留|听|选)?(?:的|得)?(?:是?错的?|不对|有误|不是这个|反了|要改|改一下|改成|改为|改到|换成|换一下)了?/u
const BETWEEN = /^(?:[,，。.!！;；:：、\s]|应该|正确的?|改成|改为|改到|换成|是|为|成|到|在(?=\p{Script=Han}))*/u
const AFTER = /^(?:了|啊|呀|吧|哦|一下|吗)*$/u
/** Whoever tells more than this tells a story. */
const LONGEST = 40

/** "地点错了，是…", "电话写错了", "改地点为…": an answer that was given before and is named by its label, or as people call it. */
export function corrected(text: string, thread: Thread, flow: Flow): Correction | null {
  const said = text.normalize('NFKC').replace(BEFORE, '')
  if (said.length > LONGEST) return null
  const told = CHANGE.exec(said)?.[0] ?? ''
  const rest = said.slice(told.length).trim()
  for (const { field, name } of names(thread, flow)) {
    if (!rest.startsWith(name)) continue
    const after = rest.slice(name.length)
    const wrong = WRONG.exec(after)?.[0] ?? ''
    if (told === '' && wrong === '' && after !== '') continue
    const value = after.slice(wrong.length).replace(BETWEEN, '')
    return { field, value: AFTER.test(normalise(value)) ? '' : value }
  }
  return null
}

/** What has been answered, or may be added; the longest name first: "电话号码" begins with "电话". */
function names(thread: Thread, flow: Flow): { field: string; name: string }[] {
  const asked = flow.steps.filter((step) => step.kind !== 'act' && step.kind !== 'summary' && step.kind !== 'narrative')
  return asked
    .filter((step) => thread.fields[step.field] !== undefined || step.volunteered)
    .flatMap(({ field }) =>
      [flow.fields[field]?.label ?? field, ...(flow.fields[field]?.also ?? [])].map((name) => ({ field, name })),
    )
    .sort((one, other) => other.name.length - one.name.length)
}
