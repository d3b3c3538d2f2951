import { memberOf } from '../app/member.ts'
import { isRefusal, type Refusal, refuse } from '../errors.ts'
import { mediaOf, screenMedia } from '../media.ts'
import { spamFault } from '../spam.ts'
import { asList, asObject, bytes, cutBytes, filled, isObject, type Json, within } from '../text.ts'
import type { World } from '../world.ts'
import type { ScreenItem, ScreenMenu } from './conversation.ts'

/** What the customer's phone will show of a message: the platform's cut already made. */
export type Shown = Pick<ScreenItem, 'msgtype' | 'text' | 'menu' | 'media' | 'location' | 'link' | 'raw'>

type Check = (world: World, object: Json) => Shown | Refusal

/** §3.5: the object of each msgtype and its limits. */
export const checkContent = (world: World, body: Json, allowed?: readonly string[]): Shown | Refusal => {
  const msgtype = body.msgtype
  if (typeof msgtype !== 'string') return refuse(40008, 'msgtype missing')
  const check = CHECKS[msgtype]
  if (!check || (allowed && !allowed.includes(msgtype))) return refuse(40008, msgtype)
  const object = body[msgtype]
  if (!isObject(object)) return refuse(40058, msgtype)
  if (world.switches.forbidden_types.split(',').includes(msgtype)) return refuse(95030, msgtype)
  const shown = check(world, object)
  return isRefusal(shown) ? shown : (spamFault(world, shown.text) ?? shown)
}

const text: Check = (world, object) => {
  if (!filled(object.content)) return refuse(44004, 'text.content')
  return { msgtype: 'text', text: cutBytes(object.content, world.limits.textBytes) }
}

const media =
  (msgtype: 'image' | 'voice' | 'video' | 'file'): Check =>
  (world, object) => {
    const found = mediaOf(world, object.media_id)
    if ('errcode' in found) return found
    if (found.type !== msgtype) return refuse(40004, `media_id is of a ${found.type}`)
    return { msgtype, media: screenMedia(found) }
  }

const link: Check = (world, object) => {
  if (!within(object.title, 1, world.limits.linkTitleBytes)) return refuse(40058, 'link.title')
  if (!within(object.desc ?? '', 0, world.limits.linkDescBytes)) return refuse(40058, 'link.desc')
  if (!within(object.url, 1, world.limits.urlBytes)) return refuse(40058, 'link.url')
  const thumb = mediaOf(world, object.thumb_media_id)
  return 'errcode' in thumb ? thumb : { msgtype: 'link', text: object.title, link: object }
}

const miniprogram: Check = (world, object) => {
  if (!filled(object.appid)) return refuse(40058, 'miniprogram.appid')
  if (!within(object.title ?? '', 0, world.limits.miniprogramTitleBytes)) return refuse(40058, 'miniprogram.title')
  if (!filled(object.pagepath) || !object.pagepath.includes('.html')) return refuse(40058, 'miniprogram.pagepath')
  const thumb = mediaOf(world, object.thumb_media_id)
  return 'errcode' in thumb ? thumb : { msgtype: 'miniprogram', raw: object }
}

const location: Check = (_world, object) => {
  const inside = (value: unknown, max: number) => typeof value === 'number' && Math.abs(value) <= max
  if (!inside(object.latitude, 90) || !inside(object.longitude, 180)) return refuse(40058, 'location')
  return { msgtype: 'location', location: object }
}

const caLink: Check = (_world, object) =>
  filled(object.link_url) ? { msgtype: 'ca_link', text: object.link_url, raw: object } : refuse(40058, 'ca_link')

/** One SDK sends it, the page does not have it (a switch). */
const businessCard: Check = (world, object) => {
  if (!world.switches.business_card) return refuse(40008, 'business_card')
  const member = filled(object.userid) ? memberOf(world, object.userid) : undefined
  return member ? { msgtype: 'business_card', text: member.name, raw: object } : refuse(60111)
}

const TAPPABLE = ['click', 'view', 'miniprogram']

const msgmenu: Check = (world, object) => {
  const { limits } = world
  const head = object.head_content ?? ''
  const tail = object.tail_content ?? ''
  if (!within(head, 0, limits.menuHeadBytes)) return refuse(40058, 'msgmenu.head_content')
  if (!within(tail, 0, limits.menuHeadBytes)) return refuse(40058, 'msgmenu.tail_content')
  if (object.list !== undefined && !Array.isArray(object.list)) return refuse(40058, 'msgmenu.list')
  const list = asList(object.list).map(asObject)
  const unknown = list.find((item) => !TAPPABLE.includes(String(item.type)) && item.type !== 'text')
  if (unknown) return refuse(95009, String(unknown.type))
  const tappable = list.filter((item) => TAPPABLE.includes(String(item.type)))
  if (list.length > limits.menuItems || tappable.length > limits.menuTappable) return refuse(95008)
  if (head === '' && tail === '' && list.length === 0) return refuse(44004, 'msgmenu')
  const bad = list.map((item, index) => menuItemFault(world, item, index)).find((fault) => fault !== null)
  if (bad) return bad
  const menu: ScreenMenu = { head, items: list.map(menuItem), tail }
  return { msgtype: 'msgmenu', text: menuText(menu), menu }
}

const menuItemFault = (world: World, item: Json, index: number): Refusal | null => {
  const { limits } = world
  const body = asObject(item[String(item.type)])
  const fault = (field: string) => refuse(40058, `msgmenu.list[${index}].${item.type}.${field}`)
  const fits = (field: string, min: number, max: number) => within(body[field], min, max)
  switch (item.type) {
    case 'click':
      if (body.id !== undefined && !fits('id', 1, limits.menuClickBytes)) return fault('id')
      return fits('content', 1, limits.menuClickBytes) ? null : fault('content')
    case 'view':
      if (!fits('url', 1, limits.urlBytes)) return fault('url')
      return fits('content', 1, limits.menuViewBytes) ? null : fault('content')
    case 'miniprogram':
      if (!fits('appid', 1, limits.appidBytes)) return fault('appid')
      if (!fits('pagepath', 1, limits.menuViewBytes)) return fault('pagepath')
      return fits('content', 0, limits.menuViewBytes) ? null : fault('content')
    default:
      if (body.no_newline !== undefined && body.no_newline !== 0 && body.no_newline !== 1) return fault('no_newline')
      return fits('content', 1, limits.menuTextBytes) ? null : fault('content')
  }
}

const menuItem = (item: Json, index: number): ScreenMenu['items'][number] => {
  const body = asObject(item[String(item.type)])
  return {
    index,
    type: String(item.type),
    ...(filled(body.id) ? { id: body.id } : {}),
    content: String(body.content ?? ''),
    ...(filled(body.url) ? { url: body.url } : {}),
  }
}

const menuText = (menu: ScreenMenu) =>
  [menu.head, ...menu.items.map((item) => item.content), menu.tail].filter((part) => bytes(part) > 0).join('\n')

const CHECKS: Record<string, Check> = {
  text,
  image: media('image'),
  voice: media('voice'),
  video: media('video'),
  file: media('file'),
  link,
  miniprogram,
  location,
  msgmenu,
  ca_link: caLink,
  business_card: businessCard,
}
