/** One bubble of the screen, as the simulator gives it. */
export interface Bubble {
  seq: number
  wall_ms: number
  from: 'me' | 'them' | 'servicer' | 'system'
  msgid: string
  msgtype: string
  text?: string
  menu?: { head: string; items: { index: number; type: string; content: string }[]; tail: string }
}

export type Topic =
  | 'about'
  | 'category'
  | 'change'
  | 'confirm'
  | 'contact'
  | 'danger'
  | 'party'
  | 'photos'
  | 'place'
  | 'story'
  | 'town'
  | 'want'

export interface Option {
  index: number
  /** Without the number printed before it. */
  label: string
  /** What one types to mean it. */
  number: string
}

export interface Question {
  topic: Topic | null
  msgid: string
  options: Option[]
}

const NUMBER = /[A-Z]{2}\d{2}-?\d{4}-?\d{4}-?\d(?!\d)/g
const EXAMPLE = /例如|比如|像这样|格式/

/** Tracking numbers that a text gives, without hyphens; one that only shows what a number looks like is none. */
export const numbersIn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => !EXAMPLE.test(line))
    .flatMap((line) => line.match(NUMBER) ?? [])
    .map((number) => number.replaceAll('-', ''))

/** The question of one bubble, or null where nothing is asked. */
export const questionIn = (bubble: Bubble): Question | null => {
  const options = optionsOf(bubble)
  const asking = askingPart(bubble.menu?.head ?? bubble.text ?? '')
  if (asking === '' && options.length === 0) return null
  return { topic: topicOf(asking, options.map((option) => option.label).join('\n')), msgid: bubble.msgid, options }
}

const optionsOf = (bubble: Bubble): Option[] =>
  (bubble.menu?.items ?? [])
    .filter((item) => item.type === 'click')
    .map((item, position) => {
      const [, number = String(position + 1), label = item.content] = /^(\d+)[.、．]\s*(.*)$/.exec(item.content) ?? []
      return { index: item.index, label, number }
    })

const REQUEST =
  /请(?:您)?(?:把|再|直接|用|写|选|点|留|发|填|说|拍|上传|确认|现在)|请回复|就回复|就行|您可以只写|或者回复/

/** What is left of a text when greetings, examples and quoted sample answers are not listened to. */
const askingPart = (text: string): string => {
  const sentences = text
    .split('\n')
    .filter((line) => !/^(?:例如|比如)/.test(line.trim()))
    .join('\n')
    .replace(/[“"「][^”"」]*[”"」]/g, '')
    .split(/(?<=[。！？!?\n；;])/)
  const questions = sentences.filter((sentence) => /[？?]/.test(sentence))
  return (questions.length > 0 ? questions : sentences.filter((sentence) => REQUEST.test(sentence))).join('')
}

/** Keywords of a question, and of the answers offered: the first that fits. */
const TOPICS: { topic: Topic; asking?: RegExp; offered?: RegExp }[] = [
  { topic: 'confirm', asking: /都对吗|对不对|是否正确|确认无误/, offered: /^(?!.*不提交).*提交$/m },
  { topic: 'about', offered: /补充到|另一件/ },
  { topic: 'change', asking: /改哪一?项|修改哪|改什么/ },
  { topic: 'danger', asking: /危险/, offered: /没有危险/ },
  { topic: 'town', offered: /(?:镇|乡|街道)$/m },
  { topic: 'category', asking: /哪一?类|类别|类型/, offered: /都不像|都不是/ },
  { topic: 'photos', asking: /照片|图片|文件|视频/, offered: /没有照片/ },
  { topic: 'contact', asking: /联系您|联系方式|称呼|电话|号码|怎么联系/, offered: /不留/ },
  { topic: 'party', asking: /涉及|哪个单位|谁造成|写名字/ },
  { topic: 'want', asking: /希望|怎么解决|要求|诉求/, offered: /看着办/ },
  { topic: 'story', asking: /发生了什么|写下来|说说|什么事|经过/ },
  { topic: 'place', asking: /在哪|哪里|地点|地名|地址|什么地方|位置/ },
  { topic: 'story', asking: /只写一句/ },
]

const topicOf = (asking: string, offered: string): Topic | null =>
  TOPICS.find((each) => each.asking?.test(asking) || each.offered?.test(offered))?.topic ?? null
