import { z } from 'zod'
import { err, type Result } from '../../platform/kernel/index.ts'
import { bytes, bytesOrEmpty, checkWith, type MessageRefusal } from './check.ts'

const MAX_LIVE_ITEMS = 10

const menuItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('click'), click: z.object({ id: bytes(128).optional(), content: bytes(128) }) }),
  z.object({ type: z.literal('view'), view: z.object({ url: bytes(2048), content: bytes(1024) }) }),
  z.object({
    type: z.literal('miniprogram'),
    miniprogram: z.object({ appid: bytes(32), pagepath: bytes(1024), content: bytes(1024) }),
  }),
  z.object({
    type: z.literal('text'),
    text: z.object({ content: bytes(256), no_newline: z.literal([0, 1]).optional() }),
  }),
])

const menu = z
  .object({
    head_content: bytesOrEmpty(1024).optional(),
    list: z.array(menuItem).max(50, 'has more than 50 items').optional(),
    tail_content: bytesOrEmpty(1024).optional(),
  })
  .refine((m) => (m.list ?? []).filter((item) => item.type !== 'text').length <= MAX_LIVE_ITEMS, {
    path: ['list'],
    error: `has more than ${MAX_LIVE_ITEMS} items that can be tapped`,
  })
  .refine((m) => Boolean(m.head_content || m.list?.length || m.tail_content), { error: 'says nothing' })

const mediaId = z.object({ media_id: bytes(1024) })

/** §3.5. Wire names, so that a checked message is sent as it is. */
const kfOutbound = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: bytes(2048) }) }),
  z.object({ msgtype: z.literal('image'), image: mediaId }),
  z.object({ msgtype: z.literal('voice'), voice: mediaId }),
  z.object({ msgtype: z.literal('video'), video: mediaId }),
  z.object({ msgtype: z.literal('file'), file: mediaId }),
  z.object({
    msgtype: z.literal('link'),
    link: z.object({
      title: bytes(128),
      desc: bytesOrEmpty(512).optional(),
      url: bytes(2048),
      thumb_media_id: bytes(1024),
    }),
  }),
  z.object({
    msgtype: z.literal('miniprogram'),
    miniprogram: z.object({
      appid: bytes(32),
      title: bytesOrEmpty(64).optional(),
      thumb_media_id: bytes(1024),
      pagepath: bytes(1024).refine((path) => path.includes('.html'), { error: 'has no .html in it' }),
    }),
  }),
  z.object({ msgtype: z.literal('msgmenu'), msgmenu: menu }),
  z.object({
    msgtype: z.literal('location'),
    location: z.object({
      name: z.string().optional(),
      address: z.string().optional(),
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    }),
  }),
  z.object({ msgtype: z.literal('ca_link'), ca_link: z.object({ link_url: bytes(2048) }) }),
])

export type KfOutbound = z.infer<typeof kfOutbound>
export type KfMenuItem = z.infer<typeof menuItem>

/** Refuses what the platform would refuse (95008, 95009, 40058) and what it would cut without a word. */
export function checkKfMessage(message: KfOutbound): Result<KfOutbound, MessageRefusal> {
  return checkWith(kfOutbound, message)
}

/** `send_msg_on_event` takes texts and menus of at most ten items of any kind (§3.6). */
export function checkKfEventMessage(message: KfOutbound): Result<KfOutbound, MessageRefusal> {
  if (message.msgtype !== 'text' && message.msgtype !== 'msgmenu') {
    return err({ field: 'msgtype', reason: 'is neither text nor msgmenu' })
  }
  if (message.msgtype === 'msgmenu' && (message.msgmenu.list?.length ?? 0) > MAX_LIVE_ITEMS) {
    return err({ field: 'msgmenu.list', reason: `has more than ${MAX_LIVE_ITEMS} items` })
  }
  return checkKfMessage(message)
}

export const kfText = (content: string): KfOutbound => ({ msgtype: 'text', text: { content } })

export function kfMenu(parts: { head?: string; items: KfMenuItem[]; tail?: string }): KfOutbound {
  return {
    msgtype: 'msgmenu',
    msgmenu: {
      ...(parts.head !== undefined && { head_content: parts.head }),
      list: parts.items,
      ...(parts.tail !== undefined && { tail_content: parts.tail }),
    },
  }
}

export const menuClick = (id: string, content: string): KfMenuItem => ({ type: 'click', click: { id, content } })
export const menuView = (url: string, content: string): KfMenuItem => ({ type: 'view', view: { url, content } })

export function menuText(content: string, options: { newline: boolean } = { newline: true }): KfMenuItem {
  return { type: 'text', text: { content, no_newline: options.newline ? 0 : 1 } }
}

export function kfMedia(kind: 'image' | 'voice' | 'video' | 'file', id: string): KfOutbound {
  const media = { media_id: id }
  switch (kind) {
    case 'image':
      return { msgtype: 'image', image: media }
    case 'voice':
      return { msgtype: 'voice', voice: media }
    case 'video':
      return { msgtype: 'video', video: media }
    case 'file':
      return { msgtype: 'file', file: media }
  }
}

type Body<T extends KfOutbound['msgtype'], K extends string> =
  Extract<KfOutbound, { msgtype: T }> extends Record<K, infer B> ? B : never

export const kfLink = (link: Body<'link', 'link'>): KfOutbound => ({ msgtype: 'link', link })
export const kfLocation = (location: Body<'location', 'location'>): KfOutbound => ({ msgtype: 'location', location })
export const kfMiniprogram = (miniprogram: Body<'miniprogram', 'miniprogram'>): KfOutbound => ({
  msgtype: 'miniprogram',
  miniprogram,
})
export const kfCaLink = (url: string): KfOutbound => ({ msgtype: 'ca_link', ca_link: { link_url: url } })
