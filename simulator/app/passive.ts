import { XMLParser } from 'fast-xml-parser'
import { sign, unseal } from '../crypto.ts'
import { isRefusal } from '../errors.ts'
import { mediaOf, screenMedia } from '../media.ts'
import { asList, asObject, cutBytes, filled, type Json } from '../text.ts'
import type { World } from '../world.ts'
import { nodeText } from '../xml.ts'
import { checkCard } from './card.ts'
import { deliverTo, type Member } from './member.ts'
import { changeCopy } from './update.ts'

/** §2.5: events and messages whose answer may carry one; a card click only changes its card. */
const ANSWERABLE = ['text', 'image', 'voice', 'video', 'location', 'link']
const ANSWERABLE_EVENTS = [
  'subscribe',
  'enter_agent',
  'LOCATION',
  'click',
  'view',
  'view_miniprogram',
  'scancode_waitmsg',
  'template_card_menu_event',
]

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: true })

/** What came back for something a member did: nothing, a message for the member, or a change of the pressed card. */
export const applyPassive = (world: World, member: Member, what: string, body: string, msgid?: string): void => {
  const fault = body === '' ? null : take(world, member, what, body, msgid)
  if (fault !== null) world.transcript.unknown(fault)
}

/** What is wrong with a reply; null when it was carried out. */
const take = (world: World, member: Member, what: string, body: string, msgid: string | undefined): string | null => {
  const xml = openReply(world, body)
  if (!xml) return `passive reply that cannot be read: ${body.slice(0, 80)}`
  const { MsgType: type } = xml
  if (msgid !== undefined && type === 'update_button') return changeButton(world, member, msgid, xml)
  if (msgid !== undefined && type === 'update_template_card') return changeCard(world, member, msgid, xml)
  if (![...ANSWERABLE, ...ANSWERABLE_EVENTS].includes(what)) return `passive reply ${type} to ${what}`
  return deliverReply(world, member, xml)
}

/** Signed and sealed as the callbacks are. */
const openReply = (world: World, body: string): Json | null => {
  const { token, aesKey } = world.staffApp
  const [encrypt, signature, timestamp, nonce] = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map((name) =>
    nodeText(body, name),
  )
  if (!encrypt || !timestamp || !nonce || sign(token, timestamp, nonce, encrypt) !== signature) return null
  const plain = unseal(aesKey, encrypt)
  if (!plain || plain.receiveId !== world.corpId) return null
  return asObject(asObject(parser.parse(plain.message)).xml)
}

const changeButton = (world: World, member: Member, msgid: string, xml: Json): string | null => {
  const name = asObject(xml.Button).ReplaceName
  if (!filled(name)) return 'passive update_button without ReplaceName'
  changeCopy(world, member.userid, msgid, { replace: name })
  return null
}

/** The pages disagree whether a click may be answered so (a switch): then nothing happens, as on the platform. */
const changeCard = (world: World, member: Member, msgid: string, xml: Json): string | null => {
  const card = cardFrom(xml.TemplateCard)
  const fault = checkCard(world, card, 'update')
  if (fault) return `passive update_template_card: ${fault.errmsg}`
  if (world.switches.passive_card) changeCopy(world, member.userid, msgid, { card })
  return null
}

/** §4.6: CamelCase nodes; these are not the snake_case of their names. */
const NAMES: Record<string, string> = {
  KeyName: 'keyname',
  UserId: 'userid',
  AppId: 'appid',
  PagePath: 'pagepath',
  CheckBox: 'checkbox',
}
const NUMBERS = ['type', 'desc_color', 'style', 'mode', 'aspect_ratio']
const FLAGS = ['disable', 'is_checked']

const snake = (name: string) => NAMES[name] ?? name.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase()

/** Nodes that repeat are lists, also when there is one. */
const cardFrom = (value: unknown): Json =>
  Object.fromEntries(
    Object.entries(asObject(value)).map(([node, inner]) => {
      const name = snake(node)
      if (name.endsWith('_list')) return [name, (Array.isArray(inner) ? inner : [inner]).map(cardFrom)]
      if (typeof inner === 'object') return [name, cardFrom(inner)]
      if (NUMBERS.includes(name)) return [name, Number(inner)]
      return [name, FLAGS.includes(name) ? ['1', 'true'].includes(String(inner)) : inner]
    }),
  )

const deliverReply = (world: World, member: Member, xml: Json): string | null => {
  const shown = replyShown(world, xml)
  if (!shown) return `passive reply ${xml.MsgType}`
  const [at, wall_ms] = [world.clock.now(), world.clock.wall()]
  const msgid = world.ids.unique('', 64)
  deliverTo(world, member, (seq) => ({ seq, at, wall_ms, msgid, ...shown, updates: 0 }))
  return null
}

const replyShown = (world: World, xml: Json) => {
  const msgtype = String(xml.MsgType)
  if (msgtype === 'text' && filled(xml.Content)) return { msgtype, text: cutBytes(xml.Content, world.limits.textBytes) }
  if (msgtype === 'news') {
    const items = [asObject(xml.Articles).item].flat().map(asObject)
    const articles = items.map(({ Title, Description, PicUrl, Url }) => ({
      title: Title,
      description: Description,
      picurl: PicUrl,
      url: Url,
    }))
    return asList(articles).length === Number(xml.ArticleCount) ? { msgtype, articles } : null
  }
  const media = mediaOf(world, asObject(xml[capital(msgtype)]).MediaId)
  return isRefusal(media) || media.type !== msgtype ? null : { msgtype, media: screenMedia(media) }
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
