import { isRefusal, type Refusal, refuse } from '../errors.ts'
import { mediaOf, screenMedia } from '../media.ts'
import { asList, asObject, cutBytes, cutChars, filled, isObject, type Json, within } from '../text.ts'
import type { World } from '../world.ts'
import { checkCard } from './card.ts'
import type { Copy } from './member.ts'

export type Shown = Omit<Copy, 'seq' | 'at' | 'wall_ms' | 'msgid' | 'updates'>
type Check = (world: World, object: Json) => Shown | Refusal

/** §4.2. Null for the types of the platform that the simulator does not have. */
export const checkAppContent = (world: World, body: Json): Shown | Refusal | null => {
  const msgtype = body.msgtype
  if (typeof msgtype !== 'string') return refuse(40008, 'msgtype missing')
  if (['mpnews', 'miniprogram_notice', 'taskcard'].includes(msgtype)) return null
  const check = CHECKS[msgtype]
  if (!check) return refuse(40008, msgtype)
  const object = body[msgtype]
  return isObject(object) ? check(world, object) : refuse(40058, msgtype)
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
    title: cutChars(object.title, 128),
    text: cutChars(object.description, 512),
    url: object.url,
    button_text: cutChars(filled(object.btntxt) ? object.btntxt : '详情', 4),
  }
}

const media =
  (msgtype: 'image' | 'voice' | 'video' | 'file'): Check =>
  (world, object) => {
    const found = mediaOf(world, object.media_id)
    if (isRefusal(found)) return found
    return found.type === msgtype ? { msgtype, media: screenMedia(found) } : refuse(40007, `of a ${found.type}`)
  }

const news: Check = (_world, object) => {
  const articles = asList(object.articles).map(asObject)
  if (articles.length < 1) return refuse(40058, 'news.articles')
  if (articles.length > 8) return refuse(45008)
  const bad = articles.find((each) => !within(each.title, 1, 128) || !(filled(each.url) || filled(each.appid)))
  return bad ? refuse(40058, 'news.articles') : { msgtype: 'news', articles }
}

const templateCard: Check = (world, object) => {
  const fault = checkCard(world, object, 'send')
  return fault ?? { msgtype: 'template_card', card: object }
}

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
