import type { Dice } from './dice.ts'
import type { Persona } from './persona.ts'
import type { Option, Question, Topic } from './reading.ts'

/** What a person remembers of the conversation. */
export interface Memory {
  lastTopic: Topic | null
  /** Asked this, one in ten says something else first, and then answers. */
  slippedAt: Topic | null
  slips: string[]
  /** The line of the summary that is wrong and about to be changed. */
  fixing: string | null
  fixed: string[]
  photoSent: boolean
  confirmed: boolean
}

export const freshMemory: Memory = {
  lastTopic: null,
  slippedAt: null,
  slips: [],
  fixing: null,
  fixed: [],
  photoSent: false,
  confirmed: false,
}

export type Deed = { do: 'say'; text: string } | { do: 'tap'; msgid: string; index: number } | { do: 'photo' }

export interface Seen {
  /** The last question on the screen; null where there is none. */
  question: Question | null
  /** Lines that came since one's own last message. */
  lines: string[]
}

export interface Decision {
  deed: Deed
  memory: Memory
}

const SLIP_SHARE = 0.1
const SLIPS = ['哈哈，你是机器人吧', '😂', '要多久', '😡😡'] as const

/** A person reads the last question and answers it with one fact. */
export const decide = (seen: Seen, persona: Persona, memory: Memory, dice: Dice): Decision => {
  const question = seen.question ?? { topic: null, msgid: '', options: [] }
  // "Once more, please" without saying what: still the question before.
  const topic = question.topic ?? memory.lastTopic
  const known: Memory = { ...memory, lastTopic: topic }
  if (topic === null) return { deed: puzzled(question, persona), memory: known }
  if (topic !== 'story' && topic !== memory.slippedAt && dice.chance(SLIP_SHARE))
    return slip(question, topic, known, dice)
  const calm: Memory = { ...known, slippedAt: memory.slippedAt === topic ? topic : null }
  switch (topic) {
    case 'photos':
      return photos(question, persona, calm, dice)
    case 'confirm':
      return confirm(question, seen.lines, calm, dice)
    case 'change':
      return { deed: choose(question, (label) => label === memory.fixing, memory.fixing ?? '返回', dice), memory: calm }
    default:
      return { deed: fact(question, topic, persona, dice), memory: calm }
  }
}

const puzzled = (question: Question, persona: Persona): Deed => {
  const first = question.options[0]
  if (first) return { do: 'tap', msgid: question.msgid, index: first.index }
  return { do: 'say', text: persona.pieces[0] ?? '' }
}

const slip = (question: Question, topic: Topic, memory: Memory, dice: Dice): Decision => {
  const beyond = String(question.options.length + 3)
  const text = question.options.length > 0 && dice.chance(0.4) ? beyond : dice.pick(SLIPS)
  return { deed: { do: 'say', text }, memory: { ...memory, slippedAt: topic, slips: [...memory.slips, text] } }
}

const photos = (question: Question, persona: Persona, memory: Memory, dice: Dice): Decision => {
  if (persona.photo === 'asked' && !memory.photoSent) {
    return { deed: { do: 'photo' }, memory: { ...memory, photoSent: true } }
  }
  return { deed: choose(question, (label) => /没有/.test(label), '没有', dice), memory }
}

/** A summary that shows one's own nonsense as a fact is not confirmed but put right, once for each line. */
const confirm = (question: Question, lines: string[], memory: Memory, dice: Dice): Decision => {
  const wrong = wrongLine(lines, memory)
  if (wrong !== null) {
    const deed = choose(question, (label) => /修改|要改/.test(label), '修改', dice)
    return { deed, memory: { ...memory, fixing: wrong, fixed: [...memory.fixed, wrong] } }
  }
  const deed = choose(question, (label) => /提交|没问题|确认/.test(label) && !/不提交/.test(label), '提交', dice)
  return { deed, memory: { ...memory, confirmed: true } }
}

const wrongLine = (lines: string[], memory: Memory): string | null => {
  const facts = lines.map((line) => /^([^：]{1,12})：(.*)$/.exec(line.trim()) ?? [])
  const wrong = facts.find(([, label = '', text = '']) => memory.slips.includes(text) && !memory.fixed.includes(label))
  return wrong?.[1] ?? null
}

type FactTopic = Exclude<Topic, 'photos' | 'confirm' | 'change'>

const fact = (question: Question, topic: FactTopic, persona: Persona, dice: Dice): Deed => {
  const pick = (fits: (label: string) => boolean, words: string) => choose(question, fits, words, dice)
  const say = (text: string): Deed => ({ do: 'say', text })
  switch (topic) {
    case 'story':
      return say(persona.pieces[0] ?? '')
    case 'place':
      return say(persona.place)
    case 'want':
      return say(persona.want)
    case 'danger':
      return pick((label) => /没有|安全/.test(label), '没有危险')
    case 'about':
      return pick((label) => /补充/.test(label), '补充')
    case 'party':
      return persona.party === null ? pick((label) => /没有|不清楚/.test(label), '不清楚') : say(persona.party)
    case 'contact':
      return persona.contact === null ? pick((label) => /不留/.test(label), '不留') : say(persona.contact)
    case 'town':
      return offered(question, persona.town) ? pick((label) => label === persona.town, persona.town) : unclear(pick)
    case 'category':
      return offered(question, persona.label)
        ? pick((label) => label === persona.label, persona.label ?? '')
        : unclear(pick)
  }
}

type Pick = (fits: (label: string) => boolean, words: string) => Deed

const offered = (question: Question, label: string | null): boolean =>
  label !== null && question.options.some((option) => option.label === label)

const unclear = (pick: Pick): Deed => pick((label) => /不清楚|不知道|都不像|都不是|说不清/.test(label), '不清楚')

/** Two thirds tap; the others type the number they see, or words. */
const choose = (question: Question, fits: (label: string) => boolean, words: string, dice: Dice): Deed => {
  const option: Option | undefined = question.options.find(({ label }) => fits(label))
  if (!option) return { do: 'say', text: words }
  if (dice.chance(2 / 3)) return { do: 'tap', msgid: question.msgid, index: option.index }
  return { do: 'say', text: dice.chance(0.5) ? option.number : words }
}
