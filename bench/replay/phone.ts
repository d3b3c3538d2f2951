import { setTimeout as pause } from 'node:timers/promises'
import type { Simulator } from '../../simulator/index.ts'
import { type Deed, decide, freshMemory, type Memory, type Seen } from './citizen.ts'
import type { Dice } from './dice.ts'
import type { Persona } from './persona.ts'
import { type Bubble, numbersIn, questionIn } from './reading.ts'

/** How one citizen fared. */
export interface Visit {
  phone: string
  /** The number that the screen showed, without hyphens. */
  number: string | null
  confirmed: boolean
  end: 'filed' | 'no_answer' | 'gave_up'
  bubbles: Bubble[]
}

export interface Patience {
  /** Own messages after the story. */
  messages: number
  answerMs: number
}

/** No new bubble for this long: the bot has said what it had to say. */
const QUIET_MS = 300
/** An acknowledgement without a question: a person waits this long for more before answering the question before it. */
const MORE_MS = 4000
const GREETING_MS = 3000

/** One person with one phone, from the first word until a number is on the screen or patience ends. */
export const visit = async (sim: Simulator, persona: Persona, dice: Dice, patience: Patience): Promise<Visit> => {
  const phone = sim.phones.create().external_userid
  const screen = openScreen(sim, phone)
  if (persona.enters) {
    sim.phones.enter(phone)
    await screen.untilSpokenTo(GREETING_MS)
  }
  await tell(sim, phone, persona, dice)
  let memory: Memory = { ...freshMemory, photoSent: persona.photo === 'early' }
  const finish = (end: Visit['end']): Visit => ({
    phone,
    number: screen.number(),
    confirmed: memory.confirmed,
    end: screen.number() === null ? end : 'filed',
    bubbles: screen.bubbles(),
  })
  for (let said = 0; said < patience.messages; said += 1) {
    const answered = await screen.untilAnswered(patience.answerMs)
    if (screen.number() !== null || !answered) return finish('no_answer')
    const decision = decide(screen.seen(), persona, memory, dice)
    memory = decision.memory
    await pause(dice.between(50, 250))
    act(sim, phone, decision.deed, dice)
  }
  await screen.untilAnswered(patience.answerMs)
  return finish('gave_up')
}

const tell = async (sim: Simulator, phone: string, persona: Persona, dice: Dice): Promise<void> => {
  for (const [index, piece] of persona.pieces.entries()) {
    if (index > 0) await pause(dice.between(200, 700))
    sim.phones.say(phone, piece)
  }
  if (persona.photo !== 'early') return
  await pause(dice.between(100, 1500))
  act(sim, phone, { do: 'photo' }, dice)
}

const act = (sim: Simulator, phone: string, deed: Deed, dice: Dice): void => {
  if (deed.do === 'say') sim.phones.say(phone, deed.text)
  else if (deed.do === 'tap') sim.phones.tap(phone, { msgid: deed.msgid, item: deed.index })
  else sim.phones.send(phone, { msgtype: 'image', image: { media_id: plantPhoto(sim, dice) } })
}

/** The header of a JPEG and noise: enough to be recognised and stored, and no two alike. */
const plantPhoto = (sim: Simulator, dice: Dice): string => {
  const header = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
  const noise = Buffer.from(Array.from({ length: dice.between(200, 4000) }, () => dice.between(0, 254)))
  const bytes = Buffer.concat([header, noise, Buffer.from('ffd9', 'hex')])
  return sim.media.plant({ type: 'image', name: 'photo.jpg' }, bytes).media_id
}

const openScreen = (sim: Simulator, phone: string) => {
  const shown = new Map<string, Bubble>()
  let last = 0
  const read = async (wait: number): Promise<boolean> => {
    const news = await sim.phones.screen(phone, { after: last, wait })
    last = Math.max(last, news.last)
    for (const bubble of news.items) shown.set(bubble.msgid, bubble)
    return news.items.length > 0
  }
  const bubbles = () => [...shown.values()].sort((one, other) => one.seq - other.seq)
  const sinceMine = () => {
    const all = bubbles()
    return all.slice(all.findLastIndex((bubble) => bubble.from === 'me') + 1).filter((each) => each.from === 'them')
  }
  const numbers = () => bubbles().flatMap((each) => (each.from === 'them' ? numbersIn(each.text ?? '') : []))
  const number = () => numbers()[0] ?? null
  const until = async (done: () => boolean, ms: number): Promise<boolean> => {
    const deadline = performance.now() + ms
    await read(0)
    while (!done()) {
      const left = deadline - performance.now()
      if (left <= 0) return false
      await read(Math.min(left, 5000))
    }
    return true
  }
  const settle = async (): Promise<void> => {
    while (await read(QUIET_MS));
  }
  return {
    bubbles,
    number,
    untilSpokenTo: (ms: number) => until(() => sinceMine().length > 0, ms),
    untilAnswered: async (ms: number): Promise<boolean> => {
      if (!(await until(() => sinceMine().length > 0, ms))) return false
      await settle()
      const asked = () => number() !== null || sinceMine().some((bubble) => questionIn(bubble) !== null)
      if (!asked()) {
        await until(asked, MORE_MS)
        await settle()
      }
      return true
    },
    seen: (): Seen => ({
      question: lastQuestion(bubbles()),
      lines: sinceMine().flatMap((bubble) => (bubble.text ?? '').split('\n')),
    }),
  }
}

const lastQuestion = (bubbles: Bubble[]) => {
  const questions = bubbles.flatMap((bubble) => (bubble.from === 'them' ? (questionIn(bubble) ?? []) : []))
  return questions.at(-1) ?? null
}
