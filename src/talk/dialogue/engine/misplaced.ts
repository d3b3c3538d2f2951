// What people say that is plainly no answer to the question that is open: for many kinds any words would pass for one.
import { isLikelyName } from '../../../platform/chinese/index.ts'
import type { AskStep, Flow } from '../flow.ts'
import { saidBeside } from '../kinds/choose.ts'
import { bareContact, isAnonymous } from '../kinds/contact.ts'
import { isIndifferent } from '../kinds/kind.ts'
import { isOneOf, meaningful, normalise, telling } from '../normalise.ts'
import type { Answer, FieldValue, Option, Thread } from '../types.ts'
import { fill } from './thread.ts'
import type { World } from './world.ts'

/** These read a telephone number themselves, or hold it with the name it belongs to. */
const READ_NUMBERS: AskStep['kind'][] = ['contact', 'phone', 'representatives']
/** "不是这个电话，是…": what is said around the right number. */
const AROUND_A_RIGHT_NUMBER = 16

/**
 * A telephone number, or "匿名", where something else was asked for: kept as the contact. Said again, the last number is the right one;
 * in the story it would stand open.
 */
export function contactFor(
  step: AskStep,
  thread: Thread,
  flow: Flow,
  { text, parts }: Answer,
): { thread: Thread; declined: boolean } | null {
  const contact = flow.steps.find((each) => each.kind === 'contact')
  if (!contact || READ_NUMBERS.includes(step.kind)) return null
  const known = thread.fields[contact.field]
  const anew = step.kind === 'summary'
  const number = bareContact(text, anew ? AROUND_A_RIGHT_NUMBER : undefined)
  const value = number ? named(number, known) : isAnonymous(text) ? { text: '', skipped: true as const } : null
  if (!value) return null
  const from = parts.map((part) => part.seq)
  const filled = fill(thread, flow, contact.field, { ...value, from })
  return { thread: { ...filled, wrong: thread.wrong }, declined: number === null }
}

/** The number alone is put right: whose it is was said before. */
function named(value: FieldValue, known: FieldValue | undefined): FieldValue {
  if (!known?.name || (value.name && isLikelyName(value.name))) return value
  return { ...value, name: known.name, text: [known.name, value.phone].join(' ') }
}

/** The words that submit, said whole: those that hold the label's "提交"; "好" may answer anything. */
export function submitsEarly(flow: Flow, step: AskStep, text: string): boolean {
  if (step.kind === 'summary' || step.kind === 'narrative') return false
  const said = normalise(text)
  return flow.steps.some(
    (each) =>
      each.kind === 'summary' &&
      each.options.some(
        ({ id, label, words }) =>
          id === 'yes' && [label, ...words].some((word) => word.includes('提交') && normalise(word) === said),
      ),
  )
}

const MORE = /^(?:我|再|还|另外)*(?:想|要|得)?补充(?:一下|一点|一句|下|点|说明)?[,，:：。、\s]*(?<more>.+)$/su

/** "补充一下，…": more of the story, whatever was asked. */
export const addsMore = (text: string): boolean => telling(MORE.exec(text.trim())?.groups?.more ?? '')

/** At these, words that do not answer are about the question, not about the matter. */
const ABOUT_THE_QUESTION: AskStep['kind'][] = ['narrative', 'summary', 'consent', 'yes_no', 'rating', 'photos']
const LEAST_KEPT = 4

/** Said where something is to be chosen or a number is asked for: it tells more than a slip. */
export const worthKeeping = (step: AskStep, text: string, options: Option[]): boolean =>
  !ABOUT_THE_QUESTION.includes(step.kind) &&
  telling(text) &&
  !isIndifferent(text) &&
  saidBeside(text, options) >= LEAST_KEPT &&
  !options.some(({ label }) => text.includes(label))

const NOT = /^(?:我们?)?(?:并?不是|没有?|并?不|别)(?:想|要|打算|是)?(?:要)?(?<rest>.+)$/u
/** What "我不想…" may be said of; "没有电话" is an answer. */
const COMMANDS = ['leave', 'restart', 'back', 'person']

/** "我不想退出": the command is not meant, and the words answer nothing. */
export function commandDenied(text: string, { common }: World): boolean {
  const rest = NOT.exec(normalise(text))?.groups?.rest
  if (rest === undefined) return false
  const lists = [
    ...COMMANDS.map((name) => common.commands[name] ?? []),
    ...Object.values(common.products).map((product) => product.words),
  ]
  return lists.some((words) => isOneOf(rest, words))
}

/** So long is no question by the way. */
const LONGEST_QUESTION = 20
const ASKS = /[吗嗎嘛么麼呢不没]$|会不会|會不會|是不是|有没有|能不能|管不管|还是/u

/** What is asked of the service itself, in the middle of anything: the answer of common.yaml. */
export function questioned(text: string, { common }: World): string | null {
  const bare = normalise(text)
  if (meaningful(bare) > LONGEST_QUESTION || !(ASKS.test(bare) || /[?？]/.test(text))) return null
  return (
    Object.values(common.questions).find(({ words }) => words.some((word) => bare.includes(normalise(word))))?.say ??
    null
  )
}

/** "看不懂": the question has to be asked more easily. */
export const isLost = (text: string, { common }: World): boolean => isOneOf(normalise(text), common.lost)
