import { isRefusal, type Refusal, refuse } from '../errors.ts'
import { mediaOf } from '../media.ts'
import { asList, asObject, filled, isObject, type Json, within } from '../text.ts'
import type { World } from '../world.ts'

const TYPES = ['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'] as const
type CardType = (typeof TYPES)[number]
const INTERACTIVE: readonly CardType[] = ['button_interaction', 'vote_interaction', 'multiple_interaction']

/** §4.3: between these, and the lesser where none is given. */
const RATIO = { least: 1.3, most: 2.25 }
const KEY_BYTES = 1024
const OPTION_BYTES = 128

/** Whether clicks on a card come back, so that sending it gives a response_code (§4.1). */
export const callsBack = (card: Json): boolean =>
  INTERACTIVE.some((type) => type === card.card_type) || card.action_menu !== undefined

/** §4.3 and §4.7: the first fault of a card. Display lengths are not checked: longer texts are shown with "…". */
export const checkCard = (
  world: World,
  card: Json,
  use: 'send' | 'update',
  wire: 'app' | 'bot' = 'app',
): Refusal | null => {
  const type = TYPES.find((each) => each === card.card_type)
  if (!type) return refuse(42031)
  const titled = filled(asObject(card.main_title).title)
  if (type !== 'text_notice' && !titled) return refuse(42033, 'main_title.title')
  if (type === 'text_notice' && !titled && !filled(card.sub_title_text)) return refuse(42033, 'main_title.title')
  return (
    taskFault(card, type, use) ??
    actionMenuFault(card, type) ??
    horizontalFault(world, card, wire) ??
    verticalFault(card) ??
    jumpFault(world, card, wire) ??
    cardActionFault(card, type) ??
    areaFault(card) ??
    newsFault(card, type) ??
    buttonFault(card, type) ??
    questionFault(card, type) ??
    submitFault(card, type)
  )
}

const first = <T>(items: T[], check: (item: T, index: number) => Refusal | null): Refusal | null => {
  for (const [index, item] of items.entries()) {
    const fault = check(item, index)
    if (fault) return fault
  }
  return null
}

const taskFault = (card: Json, type: CardType, use: 'send' | 'update') => {
  const needed = INTERACTIVE.includes(type) || card.action_menu !== undefined
  // A replacement card may leave out its task_id: it then keeps the old one.
  if (card.task_id === undefined) return needed && use === 'send' ? refuse(42014, 'task_id missing') : null
  const good = within(card.task_id, 1, 128) && /^[0-9A-Za-z_\-@]+$/.test(card.task_id)
  return good ? null : refuse(42014)
}

const actionMenuFault = (card: Json, type: CardType) => {
  if (card.action_menu === undefined) return null
  if (type === 'vote_interaction' || type === 'multiple_interaction') return refuse(40058, 'action_menu')
  const list = asList(asObject(card.action_menu).action_list).map(asObject)
  if (list.length < 1 || list.length > 3) return refuse(40058, 'action_menu.action_list')
  if (list.some((each) => !filled(each.text))) return refuse(40058, 'action_menu.action_list.text')
  if (list.some((each) => !within(each.key, 1, KEY_BYTES))) return refuse(40058, 'action_menu.action_list.key')
  return new Set(list.map((each) => each.key)).size === list.length ? null : refuse(42051)
}

/** type 1 is a link, type 2 a mini program: each needs its target. */
const targetFault = (item: Json): Refusal | null => {
  if (item.type === 1 && !filled(item.url)) return refuse(42028)
  return item.type === 2 && !filled(item.appid) ? refuse(42030) : null
}

const horizontalFault = (world: World, card: Json, wire: 'app' | 'bot') => {
  const list = asList(card.horizontal_content_list).map(asObject)
  if (list.length > 6) return refuse(42035)
  return first(list, (item) => {
    if (!filled(item.keyname)) return refuse(42027)
    if (item.type === 1 && !filled(item.url)) return refuse(42028)
    if (item.type === 3 && !filled(item.userid)) return refuse(42050)
    if (item.type !== 2) return null
    // §7.6: the robot's cards have no file there.
    if (wire === 'bot') return refuse(40058, 'horizontal_content_list.type')
    if (!filled(item.media_id)) return refuse(42029)
    const media = mediaOf(world, item.media_id)
    return isRefusal(media) ? media : null
  })
}

const verticalFault = (card: Json) => {
  const list = asList(card.vertical_content_list).map(asObject)
  if (list.length > 4) return refuse(42036)
  return list.every((item) => filled(item.title)) ? null : refuse(42033, 'vertical_content_list.title')
}

const jumpFault = (world: World, card: Json, wire: 'app' | 'bot') => {
  const list = asList(card.jump_list).map(asObject)
  if (list.length > 3) return refuse(42042)
  return first(list, (item) => {
    if (!filled(item.title)) return refuse(42033, 'jump_list.title')
    // §7.6: a link of the robot's may ask a question in the member's name.
    const asks = item.type === 3
    if (asks && (wire === 'app' || !within(item.question, 1, world.limits.botQuestionBytes)))
      return refuse(40058, 'jump_list.question')
    return targetFault(item)
  })
}

const cardActionFault = (card: Json, type: CardType) => {
  const needed = type === 'text_notice' || type === 'news_notice'
  if (card.card_action === undefined) return needed ? refuse(42045, 'missing') : null
  const action = asObject(card.card_action)
  const types = type === 'button_interaction' ? [0, 1, 2] : [1, 2]
  return types.includes(action.type as number) ? targetFault(action) : refuse(42045, 'type')
}

const newsFault = (card: Json, type: CardType) => {
  if (type !== 'news_notice') return null
  const pictured = filled(asObject(card.card_image).url) || filled(asObject(card.image_text_area).image_url)
  if (!pictured) return refuse(42044)
  const ratio = asObject(card.card_image).aspect_ratio ?? RATIO.least
  const fits = typeof ratio === 'number' && ratio >= RATIO.least && ratio < RATIO.most
  return fits ? null : refuse(40058, 'card_image.aspect_ratio')
}

/** Areas that may lead somewhere need the place. */
const areaFault = (card: Json) => targetFault(asObject(card.quote_area)) ?? targetFault(asObject(card.image_text_area))

const buttonFault = (card: Json, type: CardType) => {
  if (type !== 'button_interaction') return null
  const list = asList(card.button_list).map(asObject)
  if (list.length < 1 || list.length > 6) return refuse(40058, 'button_list')
  const seen = new Set<unknown>()
  return first(list, (button) => {
    if (!filled(button.text)) return refuse(42038)
    if (button.type === 1) return filled(button.url) ? null : refuse(42028)
    if (!within(button.key, 1, KEY_BYTES) || seen.has(button.key)) return refuse(42039)
    seen.add(button.key)
    return null
  })
}

const optionsFault = (question: Json, most: number): Refusal | null => {
  if (!within(question.question_key, 1, KEY_BYTES)) return refuse(42043)
  const options = asList(question.option_list).map(asObject)
  if (options.length < 1 || options.length > most) return refuse(42037)
  const ids = options.map((option) => option.id)
  if (!ids.every((id) => within(id, 1, OPTION_BYTES)) || new Set(ids).size < ids.length) return refuse(42040)
  if (![undefined, 0, 1].includes(question.mode as undefined)) return refuse(40058, 'checkbox.mode')
  return options.every((option) => filled(option.text)) ? null : refuse(42041)
}

const questionFault = (card: Json, type: CardType) => {
  if (type === 'button_interaction' && card.button_selection !== undefined)
    return optionsFault(asObject(card.button_selection), 10)
  if (type === 'vote_interaction') return optionsFault(asObject(card.checkbox), 20)
  if (type !== 'multiple_interaction') return null
  const list = asList(card.select_list).map(asObject)
  if (list.length < 1 || list.length > 3) return refuse(42047)
  return first(list, (question) => optionsFault(question, 10))
}

const submitFault = (card: Json, type: CardType) => {
  if (type !== 'vote_interaction' && type !== 'multiple_interaction') return null
  const submit = isObject(card.submit_button) ? card.submit_button : {}
  if (!filled(submit.text)) return refuse(42049)
  return within(submit.key, 1, KEY_BYTES) ? null : refuse(42046)
}
