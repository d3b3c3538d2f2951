import type { AskStep, Flow } from '../../src/talk/dialogue/flow.ts'
import type { Deed, Wording } from '../../src/talk/dialogue/index.ts'
import type { Understood } from '../../src/talk/dialogue/types.ts'
import { type Body, MINE, type Stage } from './stage.ts'

/** Invented words for what a recording says was done: an answer that fits the question, whatever the person really said. */
const ANSWERS: Record<string, string> = {
  narrative: '村口的水管漏水半个月了',
  text: '希望早点修好',
  demands: '希望早点修好',
  place: '幸福路12号',
  contact: '王女士 13800000000',
  phone: '13800000000',
  date: '上周三晚上',
  party: '宏达物业',
  headcount: '5个人',
  representatives: '王女士 13800000000',
  rating: '5',
}
const STORY =
  '昨天夜里水又漫到路上来了，老人出门滑倒，打了电话也没有人来修，这已经是第三次了，大家都很着急，希望有人管一管'
const NOTHING = '？？'
const DECLINED = '不清楚'

/** What is read out of words that carry this mark. */
const mark = (field: string) => `【${field}】`

export const understandMarks = (wording: Wording): Record<string, Understood['fields']> => {
  const fields = Object.keys(wording.flows.complaint?.fields ?? {})
  return Object.fromEntries(fields.map((field) => [mark(field), { [field]: readOut(field) }]))
}

const readOut = (field: string) => ({ text: `从话里读出的${field}`, id: field === 'category' ? 'c1' : field })

const steps = (flow: Flow | undefined): AskStep[] =>
  (flow?.steps ?? []).filter((step): step is AskStep => step.kind !== 'act')

const stepAt = (id: string | undefined, wording: Wording): AskStep | undefined =>
  Object.values(wording.flows)
    .flatMap(steps)
    .find((step) => step.id === id)

export function bodyOf(deed: Deed, stage: Stage): Body {
  const text = (words: string): Body => ({ kind: 'text', text: words })
  switch (deed.said) {
    case 'words':
      return text([wordsOf(deed, stage), ...(deed.understood ?? []).map(mark)].join(''))
    case 'tap':
      return { kind: 'text', text: '点了', menuId: menuIdOf(deed, stage) }
    case 'command': {
      const label = deed.field ? stage.wording.flows.complaint?.fields[deed.field]?.label : undefined
      return text(label ? `改 ${label}` : (stage.wording.common.commands[deed.command]?.[0] ?? ''))
    }
    case 'number':
      return text(MINE)
    case 'media':
      return { kind: deed.kind, platformMedia: 'm' }
    case 'location':
      return { kind: 'location', latitude: 30.5, longitude: 114.3, name: '人民广场', address: '' }
    case 'entered':
      return { kind: 'entered', scene: '', sceneParam: '' }
    case 'recalled':
      return { kind: 'recall', seq: 1 }
    case 'unreadable':
      return { kind: 'unknown', of: 'sticker', raw: {} }
  }
}

function wordsOf({ as, at, option }: Extract<Deed, { said: 'words' }>, { wording }: Stage): string {
  if (as === 'nothing') return NOTHING
  if (as === 'story') return STORY
  const step = stepAt(at, wording)
  return as === 'declined' ? declining(step) : step ? answering(step, option) : (ANSWERS.text ?? '')
}

const optionsOf = (step: AskStep | undefined) => (step && 'options' in step ? step.options : [])

const declining = (step: AskStep | undefined): string => {
  const option = optionsOf(step).find(({ skip }) => skip)
  return option ? (option.words[0] ?? option.label) : DECLINED
}

/** An answer to a question: what its menu offers, or words of its kind. */
export function answering(step: AskStep, option = 0): string {
  const plain = optionsOf(step).filter(({ command, skip }) => !command && !skip)
  if (step.kind === 'choice' && step.from) return String(option + 1)
  if (step.kind === 'choice' || step.kind === 'summary') return plain[option]?.label ?? plain[0]?.label ?? DECLINED
  return ANSWERS[step.kind] ?? plain[option]?.label ?? declining(step)
}

function menuIdOf({ at, option }: Extract<Deed, { said: 'tap' }>, stage: Stage): string {
  const { wording, session } = stage
  if (at === 'menu') return `menu/${wording.common.menu[option]?.id}`
  if (at === 'aside') return `aside/${option === 0 ? 'add' : 'new'}`
  if (at === 'change') return `change/${session.thread?.changing?.[option]?.id ?? 'gone'}`
  const [flow, id] = at.split('/')
  const step = stepAt(id, wording)
  const offered = session.thread?.asked === id ? session.thread?.shown[option]?.id : undefined
  return `${flow}/${id}/${offered ?? optionsOf(step)[option]?.id ?? 'gone'}`
}

/** Fields the citizen has answered, in the draft or kept aside with it; the summary is no answer. */
export function given(stage: Stage): Set<string> {
  const threads = [stage.session.thread, ...stage.session.waiting].filter((thread) => thread?.flow === 'complaint')
  const kept = threads.flatMap((thread) => Object.entries({ ...thread?.putAside, ...thread?.fields }))
  const own = kept.filter(([, { by, skipped }]) => by === 'citizen' || skipped).map(([name]) => name)
  const summaries = steps(stage.wording.flows.complaint).filter((step) => step.kind === 'summary')
  return new Set(own.filter((name) => !summaries.some((step) => step.field === name)))
}

/** What may take an answer back: the citizen said so. */
export const takesBack = (deed: Deed): boolean =>
  deed.said === 'recalled' ||
  deed.said === 'tap' ||
  (deed.said === 'command' && ['back', 'change', 'restart', 'leave'].includes(deed.command))
