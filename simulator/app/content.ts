import { isRefusal, type Refusal, refuse } from '../errors.ts'
import { mediaOf, screenMedia } from '../media.ts'
import { spamFault } from '../spam.ts'
import { asList, asObject, cutBytes, cutChars, filled, isObject, type Json, within } from '../text.ts'
import type { World } from '../world.ts'
import { callsBack, checkCard } from './card.ts'
import type { Copy } from './member.ts'

export type Shown = Omit<Copy, 'seq' | 'at' | 'wall_ms' | 'msgid' | 'updates'>
type Check = (world: World, object: Json) => Shown | Refusal

/** Of the platform, and not shown here: refused by name, so that nobody takes silence for delivery. */
const NOT_SHOWN = ['mpnews', 'miniprogram_notice', 'taskcard']

/** §4.2. */
export const checkAppContent = (world: World, body: Json): Shown | Refusal => {
  const msgtype = body.msgtype
  if (typeof msgtype !== 'string') return refuse(40008, 'msgtype missing')
  if (NOT_SHOWN.includes(msgtype)) {
    world.transcript.unknown(`message/send ${msgtype}`)
    return refuse(40008, `the simulator does not show ${msgtype}`)
  }
  const check = CHECKS[msgtype]
  if (!check) return refuse(40008, msgtype)
  const object = body[msgtype]
  const shown = isObject(object) ? check(world, object) : refuse(40058, msgtype)
  return isRefusal(shown) ? shown : (spamFault(world, shown.text) ?? shown)
}

const text: Check = (world, object) =>
  filled(object.content)
    ? { msgtype: 'text', text: cutBytes(object.content, world.limits.textBytes) }
    : refuse(44004, 'text.content')

const markdown: Check = (world, object) => {
  if (!filled(object.content)) return refuse(44004, 'markdown.content')
  if (!within(object.content, 1, world.limits.textBytes)) return refuse(45002, 'markdown.content')
  return { msgtype: 'markdown', text: object.content }
}

/** Titles and descriptions past their length are cut, not refused. */
const textcard: Check = (world, object) => {
  if (!filled(object.title)) return refuse(40058, 'textcard.title')
  if (!filled(object.description)) return refuse(40058, 'textcard.description')
  if (!within(object.url, 1, world.limits.urlBytes)) return refuse(40058, 'textcard.url')
  return {
    msgtype: 'textcard',
    title: cutChars(object.title, world.limits.cardTitleChars),
    text: cutChars(object.description, world.limits.cardDescriptionChars),
    url: object.url,
    button_text: cutChars(filled(object.btntxt) ? object.btntxt : '详情', world.limits.cardButtonChars),
  }
}

const media =
  (msgtype: 'image' | 'voice' | 'video' | 'file'): Check =>
  (world, object) => {
    const found = mediaOf(world, object.media_id)
    if (isRefusal(found)) return found
    if (found.type !== msgtype) return refuse(40007, `of a ${found.type}`)
    const { titleBytes, descriptionBytes } = world.limits
    const title = msgtype === 'video' && filled(object.title) ? { title: cutBytes(object.title, titleBytes) } : {}
    const text = filled(object.description) ? { text: cutBytes(object.description, descriptionBytes) } : {}
    return { msgtype, media: screenMedia(found), ...title, ...(msgtype === 'video' ? text : {}) }
  }

const news: Check = (world, object) => {
  const articles = asList(object.articles).map(asObject)
  if (articles.length < 1) return refuse(40058, 'news.articles')
  const { newsArticles, titleBytes, descriptionBytes } = world.limits
  if (articles.length > newsArticles) return refuse(45008)
  const bad = articles.find(
    (each) =>
      !within(each.title, 1, titleBytes) ||
      !within(each.description ?? '', 0, descriptionBytes) ||
      !within(each.pagepath ?? '', 0, titleBytes) ||
      !(filled(each.url) || (filled(each.appid) && filled(each.pagepath))),
  )
  return bad ? refuse(40058, 'news.articles') : { msgtype: 'news', articles }
}

const templateCard: Check = (world, object) => {
  const fault = checkCard(world, object, 'send') ?? deafFault(world, object)
  return fault ?? { msgtype: 'template_card', card: object }
}

/** §4.3: a card that calls back needs somewhere to call. */
const deafFault = (world: World, card: Json): Refusal | null =>
  callsBack(card) && !world.switches.receive_url ? refuse(43012) : null

const CHECKS: Record<string, Check> = {
  text,
  markdown,
  textcard,
  image: media('image'),
  voice: media('voice'),
  video: media('video'),
  file: media('file'),
  news,
  template_card: templateCard,
}
