import { z } from 'zod'
import { looseNumber, numberOrNull, textOrEmpty, textOrNull } from './loose.ts'

export interface MenuEntry {
  type: string
  id: string | null
  content: string
  url: string | null
}

export interface MergedItem {
  sentAt: number | null
  senderName: string
  /** Null when the inner message is of a kind nobody knows, or not readable. */
  content: KfContent | null
  msgtype: string
}

/** What a kf message says (§3.3). */
export type KfContent =
  | { kind: 'text'; text: string; menuId: string | null }
  | { kind: 'image' | 'voice' | 'video' | 'file'; mediaId: string }
  | { kind: 'location'; latitude: number; longitude: number; name: string; address: string }
  | { kind: 'link'; title: string; desc: string; url: string; picUrl: string | null }
  | { kind: 'business_card'; userid: string }
  | { kind: 'miniprogram'; title: string; appid: string; pagepath: string; thumbMediaId: string | null }
  | { kind: 'msgmenu'; head: string; items: MenuEntry[]; tail: string }
  | { kind: 'channels_shop_product'; productId: string; title: string; salesPriceFen: number | null; shop: string }
  | { kind: 'channels_shop_order'; orderId: string; productTitles: string; state: string; shop: string }
  | { kind: 'merged_msg'; title: string; items: MergedItem[] }
  | { kind: 'channels'; subType: number | null; nickname: string; title: string }
  | { kind: 'meeting' | 'calendar' | 'note' }

/** Forwarded chats may hold forwarded chats; deeper than this nobody reads. */
const MAX_NESTING = 3

const mediaBody = z.object({ media_id: z.string().min(1) })
const media = (kind: 'image' | 'voice' | 'video' | 'file') =>
  mediaBody.transform((b): KfContent => ({ kind, mediaId: b.media_id }))
const nameOnly = (kind: 'meeting' | 'calendar' | 'note') => z.unknown().transform((): KfContent => ({ kind }))

const menuEntry = z.looseObject({ type: z.string() }).transform((entry): MenuEntry => {
  const inner = z
    .object({ id: textOrNull, content: textOrEmpty, url: textOrNull })
    .catch({ id: null, content: '', url: null })
    .parse(entry[entry.type])
  return { type: entry.type, ...inner }
})

const BODIES: Record<string, z.ZodType<KfContent>> = {
  text: z
    .object({ content: z.string(), menu_id: textOrNull })
    .transform((b): KfContent => ({ kind: 'text', text: b.content, menuId: b.menu_id })),
  image: media('image'),
  voice: media('voice'),
  video: media('video'),
  file: media('file'),
  location: z
    .object({ latitude: looseNumber, longitude: looseNumber, name: textOrEmpty, address: textOrEmpty })
    .transform((b): KfContent => ({ kind: 'location', ...b })),
  link: z
    .object({ title: textOrEmpty, desc: textOrEmpty, url: textOrEmpty, pic_url: textOrNull })
    .transform((b): KfContent => ({ kind: 'link', title: b.title, desc: b.desc, url: b.url, picUrl: b.pic_url })),
  business_card: z
    .object({ userid: z.string() })
    .transform((b): KfContent => ({ kind: 'business_card', userid: b.userid })),
  miniprogram: z
    .object({ title: textOrEmpty, appid: textOrEmpty, pagepath: textOrEmpty, thumb_media_id: textOrNull })
    .transform(
      (b): KfContent => ({
        kind: 'miniprogram',
        title: b.title,
        appid: b.appid,
        pagepath: b.pagepath,
        thumbMediaId: b.thumb_media_id,
      }),
    ),
  msgmenu: z
    .object({ head_content: textOrEmpty, list: z.array(menuEntry).nullish(), tail_content: textOrEmpty })
    .transform(
      (b): KfContent => ({ kind: 'msgmenu', head: b.head_content, items: b.list ?? [], tail: b.tail_content }),
    ),
  channels_shop_product: z
    .object({ product_id: textOrEmpty, title: textOrEmpty, sales_price: numberOrNull, shop_nickname: textOrEmpty })
    .transform(
      (b): KfContent => ({
        kind: 'channels_shop_product',
        productId: b.product_id,
        title: b.title,
        salesPriceFen: b.sales_price,
        shop: b.shop_nickname,
      }),
    ),
  channels_shop_order: z
    .object({ order_id: textOrEmpty, product_titles: textOrEmpty, state: textOrEmpty, shop_nickname: textOrEmpty })
    .transform(
      (b): KfContent => ({
        kind: 'channels_shop_order',
        orderId: b.order_id,
        productTitles: b.product_titles,
        state: b.state,
        shop: b.shop_nickname,
      }),
    ),
  channels: z
    .object({ sub_type: numberOrNull, nickname: textOrEmpty, title: textOrEmpty })
    .transform((b): KfContent => ({ kind: 'channels', subType: b.sub_type, nickname: b.nickname, title: b.title })),
  meeting: nameOnly('meeting'),
  calendar: nameOnly('calendar'),
  note: nameOnly('note'),
}

const mergedBody = z.object({
  title: textOrEmpty,
  item: z
    .array(
      z.object({ send_time: numberOrNull, msgtype: z.string(), sender_name: textOrEmpty, msg_content: textOrEmpty }),
    )
    .nullish(),
})

/** Null for a kind that is not known or a body that does not fit it. */
export function parseContent(msgtype: string, body: unknown, depth = 0): KfContent | null {
  if (msgtype === 'merged_msg') return parseMerged(body, depth)
  if (!Object.hasOwn(BODIES, msgtype)) return null
  return BODIES[msgtype]?.safeParse(body).data ?? null
}

function parseMerged(body: unknown, depth: number): KfContent | null {
  const parsed = mergedBody.safeParse(body)
  if (!parsed.success || depth >= MAX_NESTING) return null
  const items = (parsed.data.item ?? []).map((item) => ({
    sentAt: item.send_time,
    senderName: item.sender_name,
    msgtype: item.msgtype,
    content: parseContent(item.msgtype, innerBody(item.msgtype, item.msg_content), depth + 1),
  }))
  return { kind: 'merged_msg', title: parsed.data.title, items }
}

/** `msg_content` is JSON in a string (§3.3): either the whole inner message or only its body. */
function innerBody(msgtype: string, json: string): unknown {
  try {
    const inner: unknown = JSON.parse(json)
    const message = z.record(z.string(), z.unknown()).safeParse(inner)
    return message.success && message.data[msgtype] !== undefined ? message.data[msgtype] : inner
  } catch {
    return null
  }
}
