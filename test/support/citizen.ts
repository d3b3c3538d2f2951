import type { Simulator } from '../../simulator/index.ts'

type Item = Awaited<ReturnType<Simulator['phones']['screen']>>['items'][number]

export interface Citizen {
  phone: string
  says(text: string): string
  /** Of the newest menu on the screen, the item whose label holds this. */
  taps(label: string): Promise<string>
  photographs(): string
  sends(message: { msgtype: string } & Record<string, unknown>): string
  /** The first message to come, after what was heard before, that holds this. */
  hears(part: string, withinMs?: number): Promise<Item>
  /** Everything said to this phone so far that reached it. */
  heard(): Promise<string[]>
  screen(): Promise<Item[]>
}

const GIVE_UP_MS = 15_000
const JPEG_HEAD = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')

/** Of an item as a person reads it: a menu is its head and its labels. */
export const wordsOf = (item: Item): string =>
  item.menu
    ? [item.menu.head, ...item.menu.items.map((each) => each.content), item.menu.tail].filter(Boolean).join('\n')
    : (item.text ?? '')

/** One person with one phone; sees what the screen shows and nothing else. */
export function citizen(sim: Simulator, account?: string): Citizen {
  const phone = sim.phones.create().external_userid
  const at = account === undefined ? {} : { open_kfid: account }
  let read = 0
  const screen = async () => (await sim.phones.screen(phone, at)).items
  const theirs = (items: Item[]) => items.filter((item) => item.from === 'them' && !item.failed)
  return {
    phone,
    screen,
    says: (text) => sim.phones.say(phone, text, account).msgid,
    async taps(label) {
      const menus = theirs(await screen()).filter((item) => item.menu)
      const menu = menus.at(-1)
      const item = menu?.menu?.items.find((each) => each.content.includes(label))
      if (!menu || !item) throw new Error(`no "${label}" on the newest menu: ${menu ? wordsOf(menu) : 'no menu'}`)
      const tapped = sim.phones.tap(phone, { ...at, msgid: menu.msgid, item: item.index })
      return 'msgid' in tapped ? tapped.msgid : tapped.url
    },
    photographs() {
      const { media_id } = sim.media.plant({ type: 'image', name: 'photo.jpg' }, JPEG_HEAD)
      return sim.phones.send(phone, { ...at, msgtype: 'image', image: { media_id } }).msgid
    },
    sends: (message) => sim.phones.send(phone, { ...at, ...message }).msgid,
    async hears(part, withinMs = GIVE_UP_MS) {
      const deadline = performance.now() + withinMs
      for (;;) {
        const items = await screen()
        const found = items.findIndex(
          (item, place) => place >= read && theirs([item])[0] && wordsOf(item).includes(part),
        )
        if (found >= 0) {
          read = found + 1
          return items[found] as Item
        }
        const left = deadline - performance.now()
        const shown = theirs(items.slice(read)).map(wordsOf).join('\n---\n')
        if (left <= 0) throw new Error(`"${part}" did not come within ${withinMs} ms; since then:\n${shown}`)
        const last = Math.max(0, ...items.map((item) => item.seq))
        await sim.phones.screen(phone, { ...at, after: last, wait: Math.min(left, 1_000) })
      }
    },
    heard: async () => theirs(await screen()).map(wordsOf),
  }
}

/** A whole filing in four answers; everything the intake asks for stands in the story. Gives the number and the query code. */
export async function files(
  person: Citizen,
  story = STORY,
  delivery: 'chat' | 'paper' = 'chat',
): Promise<{ number: string; code: string }> {
  person.says(story)
  await person.hears('怎么联系您')
  await person.taps('不留联系方式')
  await person.hears('都对吗')
  await person.taps(delivery === 'chat' ? '没问题，提交' : '提交，文书要纸质的')
  if (delivery === 'paper') {
    await person.hears('文书寄到哪里')
    await person.taps('不寄，自己去领')
  }
  const text = (await person.hears('已经登记')).text ?? ''
  const number = /MQ[0-9-]+/.exec(text)?.[0]
  const code = /查询码：(\S+?)（/.exec(text)?.[1]
  if (!number || !code) throw new Error(`no number or no code in: ${text}`)
  return { number, code }
}

export const STORY =
  '柳渡镇幸福路12号门口的工地每天半夜施工，噪音污染严重，孩子睡不着。希望晚上十点后停止施工。施工的是望禾宏达建筑公司。'
