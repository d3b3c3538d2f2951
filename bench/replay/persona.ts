import type { County } from './county.ts'
import type { Dice } from './dice.ts'
import type { Row } from './rows.ts'

/** Everything one citizen would say, made from one real message and a seed. */
export interface Persona {
  /** The message, cut as it is sent. */
  pieces: string[]
  town: string
  place: string
  want: string
  /** Null: does not know. */
  party: string | null
  /** Null: does not want to leave one. */
  contact: string | null
  /** Sends a photo right after the story, when asked, or not at all. */
  photo: 'early' | 'asked' | 'none'
  /** Opens the conversation by a link and waits for the greeting, or just writes. */
  enters: boolean
  /** What the message is about, as those said who labelled it. */
  label: string | null
}

/** Nobody types more than this into a phone before sending it. */
const PIECE = 600
/** Up to here a person sends it in one go. */
const ONE_GO = 300

const SURNAMES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'] as const
const TITLES = ['先生', '女士'] as const
const ROADS = ['建设路', '人民路', '幸福路', '解放路', '新华路', '光明巷', '胜利街', '团结路'] as const
const SPOTS = ['', '门口', '旁边', '对面', '附近'] as const
const WANTS = ['希望尽快处理，给个答复', '请派人来看看，把问题解决了', '希望有关部门管一管'] as const

export const makePersona = (row: Row, county: County, dice: Dice): Persona => {
  const town = dice.pick(county.towns)
  const story = tidy(row.title === '' || row.detail.startsWith(row.title) ? row.detail : `${row.title}。${row.detail}`)
  return {
    pieces: cutStory(story, dice),
    town: town.name,
    place: makePlace(town, dice),
    want: wantIn(row.detail) ?? dice.pick(WANTS),
    party: partyIn(story),
    contact: dice.chance(0.2) ? null : makeContact(dice),
    photo: dice.chance(0.6) ? 'none' : dice.chance(0.5) ? 'early' : 'asked',
    enters: dice.chance(0.3),
    label: row.label,
  }
}

const tidy = (text: string): string =>
  text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()

/** A short story goes in one piece, a longer one in two or three, cut where a sentence ends. */
const cutStory = (story: string, dice: Dice): string[] => {
  if (story.length <= ONE_GO) return [story]
  const wanted = Math.max(Math.ceil(story.length / PIECE), story.length > PIECE ? 2 : dice.between(1, 3))
  const size = Math.min(PIECE, Math.ceil(story.length / wanted) + 40)
  const pieces: string[] = []
  let rest = story
  while (rest.length > size) {
    const end = Math.max(...['。', '！', '？', '；', '\n', '，'].map((mark) => rest.lastIndexOf(mark, size - 1)))
    const cut = end > size / 2 ? end + 1 : size
    pieces.push(rest.slice(0, cut).trim())
    rest = rest.slice(cut).trim()
  }
  return [...pieces, rest].filter((piece) => piece !== '')
}

/** Half the people name town and village, half only a road and a number, as if everybody knew their town. */
const makePlace = (town: County['towns'][0], dice: Dice): string => {
  const spot = dice.pick(SPOTS)
  const road = `${dice.pick(ROADS)}${dice.between(1, 99)}号${spot}`
  if (dice.chance(0.5)) return road
  const [first, ...others] = town.villages
  if (first === undefined || dice.chance(0.5)) return `${town.name}${road}`
  return `${town.name}${dice.pick([first, ...others])}${dice.between(1, 9)}组${spot}`
}

const sentencesOf = (text: string): string[] =>
  text
    .split(/[。！？!?\n；;]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')

/** The last sentence that asks for something, if it is one a person would repeat as an answer. */
const wantIn = (text: string): string | null => {
  const asking = sentencesOf(text).filter((sentence) => /希望|请|恳请|要求/.test(sentence))
  const last = asking.findLast((sentence) => sentence.length >= 6 && sentence.length <= 80)
  return last ?? null
}

const partyIn = (text: string): string | null =>
  /[\p{Script=Han}A-Z0-9]{2,12}(?:有限公司|公司|物业|学校|小学|中学|医院|幼儿园|村委会|居委会)/u.exec(text)?.[0] ?? null

const makeContact = (dice: Dice): string => {
  const surname = dice.pick(SURNAMES)
  const phone = `13800${String(dice.between(0, 999_999)).padStart(6, '0')}`
  return dice.pick([
    `${surname}${dice.pick(TITLES)} ${phone}`,
    `${surname}${dice.pick(TITLES)}，${phone}`,
    `我姓${surname}，电话${phone}`,
    phone,
  ])
}
