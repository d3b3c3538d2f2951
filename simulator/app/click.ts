import type { CallbackRecord } from '../callback.ts'
import { ControlError } from '../errors.ts'
import { asList, asObject, type Json } from '../text.ts'
import type { World } from '../world.ts'
import { toXml, type XmlTree } from '../xml.ts'
import { type Copy, issueResponseCode, type Member, needMember } from './member.ts'
import { applyPassive } from './passive.ts'

export interface Click {
  msgid: string
  key: string
  /** question_key → chosen option ids. */
  selected?: Record<string, string[]> | undefined
}

export interface ClickAnswer {
  outcome: CallbackRecord['outcome']
  status: number | null
  body: string
  attempts: number
  response_code: string
}

/** A member presses a button of a card as it now looks; the app is told by an encrypted event (§4.6). */
export const clickCard = async (world: World, userid: string, click: Click): Promise<ClickAnswer | { url: string }> => {
  const member = needMember(world, userid)
  const copy = member.copies.get(click.msgid)
  if (!copy?.card) throw new ControlError(404, `no card ${click.msgid} on this screen`)
  if (copy.recalled) throw new ControlError(409, 'the card was taken back')
  const pressed = press(copy, click)
  if ('url' in pressed) return pressed
  const response_code = issueResponseCode(world, click.msgid)
  world.books.member(member.userid).clicks += 1
  world.transcript.note('member', `${member.userid} clicks ${click.key}`)
  const record = await tellApp(world, member, pressed.event, {
    EventKey: click.key,
    TaskId: String(copy.card.task_id ?? ''),
    CardType: String(copy.card.card_type),
    ResponseCode: response_code,
    ...(pressed.event === 'template_card_event' ? { SelectedItems: selectedItems(click) } : {}),
  })
  const last = record.attempts.at(-1)
  const body = last?.body ?? ''
  if (record.outcome === 'delivered') applyPassive(world, member, pressed.event, body, click.msgid)
  return {
    outcome: record.outcome,
    status: last?.status ?? null,
    body,
    attempts: record.attempts.length,
    response_code,
  }
}

type Pressed = { event: 'template_card_event' | 'template_card_menu_event' } | { url: string }

const press = (copy: Copy, click: Click): Pressed => {
  const card = copy.card ?? {}
  const inMenu = asList(asObject(card.action_menu).action_list).some((each) => asObject(each).key === click.key)
  if (inMenu) return { event: 'template_card_menu_event' }
  if (copy.replaced !== undefined) throw new ControlError(409, `the buttons are gone: ${copy.replaced}`)
  const buttons = asList(card.button_list).map(asObject)
  const button = buttons.find((each) => each.key === click.key || (each.type === 1 && each.url === click.key))
  if (button?.type === 1) return { url: String(button.url) }
  if (!button && asObject(card.submit_button).key !== click.key)
    throw new ControlError(404, `no button ${click.key} on this card`)
  checkChoices(card, click)
  return { event: 'template_card_event' }
}

/** Only what the card offers can be chosen. */
const checkChoices = (card: Json, click: Click) => {
  const questions = [card.checkbox, card.button_selection, ...asList(card.select_list)].map(asObject)
  for (const [key, ids] of Object.entries(click.selected ?? {})) {
    const question = questions.find((each) => each.question_key === key)
    if (!question) throw new ControlError(404, `no question ${key} on this card`)
    const offered = asList(question.option_list).map((option) => asObject(option).id)
    const foreign = ids.find((id) => !offered.includes(id))
    if (foreign !== undefined) throw new ControlError(404, `no option ${foreign} for question ${key}`)
  }
}

const selectedItems = (click: Click): XmlTree => ({
  SelectedItem: Object.entries(click.selected ?? {}).map(([key, ids]) => ({
    QuestionKey: key,
    OptionIds: { OptionId: ids },
  })),
})

const tellApp = (world: World, member: Member, event: string, nodes: XmlTree): Promise<CallbackRecord> =>
  world.callbacks.send({
    app: world.staffApp,
    family: 'app',
    what: event,
    plain: toXml({
      ToUserName: world.corpId,
      FromUserName: member.userid,
      CreateTime: world.clock.seconds(),
      MsgType: 'event',
      Event: event,
      ...nodes,
      AgentID: world.staffApp.agentId ?? 0,
    }),
  })
