import type { Simulator } from '../../../simulator/index.ts'
import { eventually } from '../../support/eventually.ts'

type Item = Awaited<ReturnType<Simulator['bots']['screen']>>['items'][number]
interface Button {
  text: string
  key: string
}

export const buttonsOf = (item: Item): Button[] => (item.card?.button_list ?? []) as Button[]

/** What a member reads: the text of a message, or all of a card. */
export function wordsOf(item: Item): string {
  if (!item.card) return item.text ?? ''
  const { main_title: title, sub_title_text: rest } = item.card as {
    main_title: { title: string }
    sub_title_text?: string
  }
  return [title.title, rest, ...buttonsOf(item).map(({ text }) => text)].filter(Boolean).join('\n')
}

/** One member's chat with the robot, seen from the phone. */
export function member(sim: Simulator, userid: string) {
  let read = 0
  const screen = async () => (await sim.bots.screen(userid)).items
  return {
    userid,
    screen,
    says: (text: string) => sim.bots.say(userid, text),
    /** The first message to come, after what was heard before, that holds this. */
    hears: (part: string): Promise<Item> =>
      eventually(`the robot to say "${part}"`, async () => {
        const items = await screen()
        const found = items.findIndex((item, at) => at >= read && item.from === 'bot' && wordsOf(item).includes(part))
        if (found < 0) return null
        read = found + 1
        return items[found]
      }),
    /** Presses the button of the newest card that holds this. */
    async presses(label: string) {
      const card = (await screen()).filter((item) => item.card).at(-1)
      const button = card && buttonsOf(card).find(({ text }) => text.includes(label))
      if (!card || !button) throw new Error(`no "${label}" on the newest card: ${card ? wordsOf(card) : 'no card'}`)
      sim.bots.click(userid, { msgid: card.msgid, key: button.key })
      return card
    },
    heard: async () => (await screen()).filter((item) => item.from === 'bot').map(wordsOf),
  }
}
