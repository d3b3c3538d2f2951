import type { AskStep } from '../flow.ts'
import { meaningful, normalise } from '../normalise.ts'
import type { FieldValue, Input, Option, Thread } from '../types.ts'

/** What a step made of an answer. */
export type Reading =
  /** `also: 'story'`: a long text that holds the answer is kept with the story as well. */
  | { is: 'value'; value: FieldValue; also?: 'story' }
  | { is: 'skip'; also?: 'story' }
  /** Not an answer to this question, but words about the matter: kept with the story, and the question is asked again. */
  | { is: 'story' }
  /** `because`: a slip we know; `common.texts` says it kindly under `slip_…`. */
  | { is: 'wrong'; because?: Slip }

export type Slip = 'too_short' | 'too_long' | 'too_many_people'

export type Spoken = Extract<Input, { type: 'answer' | 'location' | 'media' }>

/** One kind, one file: how a step reads an answer. Asking is the same for all kinds and stands in engine/ask.ts. */
export interface Kind<S extends AskStep = AskStep> {
  read(input: Spoken, step: S, thread: Thread, options: Option[], now: Date): Reading
}

/** From here on a text is a story, whatever was asked: nobody writes an address or a name of that length. */
const STORY_LENGTH = 40

export const isStory = (text: string): boolean => meaningful(text) >= STORY_LENGTH

export const answered = (text: string): Reading => ({ is: 'value', value: { text: text.trim(), by: 'citizen' } })

/** Given in a long text: what else it says is kept with the story. */
export const answeredIn = (text: string, reading: Extract<Reading, { is: 'value' | 'skip' }>): Reading =>
  isStory(text) ? { ...reading, also: 'story' } : reading

/** No answer to the question: a long text is about the matter all the same. */
export const unanswered = (text: string): Reading => (isStory(text) ? { is: 'story' } : { is: 'wrong' })

const UNKNOWN =
  /^(?:我|俺)?(?:也|都|真)?(?:不知道|不晓得|晓不得|不晓得的|不清楚|不太清楚|不大清楚|搞不清楚?|弄不清楚?|说不清|说不清楚|不确定|不记得|记不清|记不得|记不到|忘了|没有|没得|跳过|无|不想说|不方便|算了|不曉得)了?[啊呀呢吧嘛哦哎]?$/

/** Declines any question, whatever was asked. */
export const declines = (text: string): boolean => UNKNOWN.test(normalise(text))

/** Any answer will do: none is given. */
export const isIndifferent = (text: string): boolean =>
  /^(?:随便|都行|都可以|无所谓)(?:你们?)?[啊呀吧了哈嘿]*$/u.test(normalise(text))

/** Said to us, or asked: no place and nobody is called so, however short. */
export const isSaidToUs = (text: string): boolean => /[你您]|[吗么了啦?？]$|不管|为什么/u.test(text.trim())
