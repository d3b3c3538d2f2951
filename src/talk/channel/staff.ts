import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { clip, type TemplateCard, type WecomClient } from '../../wecom/index.ts'
import { faultOf } from './fault.ts'
import type { ChannelFault } from './types.ts'

/** A card for staff, free of any platform's shape. */
export interface StaffCard {
  title: string
  description: string
  text: string
  rows: { name: string; value: string }[]
  link: string
  linkText: string
  /** What needs no words can be done on the card itself; the key comes back with the click. */
  buttons: { text: string; key: string }[]
}

export interface CardSent {
  platformId: string
  responseCode: string | null
  /** Members that were not reached although the platform said "ok" (wecom.md §4.1). */
  unreached: string[]
}

/** Cards to members inside WeCom. */
export interface StaffChannel {
  sendCard(taskId: string, userids: string[], card: StaffCard): Promise<Result<CardSent, ChannelFault>>
  /** Turns the buttons into one text that cannot be pressed any more. The code is single use. */
  closeCard(responseCode: string, userids: string[], label: string): Promise<Result<null, ChannelFault>>
}

const EVERY_TARGET_INVALID = 81013
const DUPLICATE_CHECK_S = 4 * 3600

export function appChannel(client: WecomClient, agentId: number): StaffChannel {
  return {
    async sendCard(taskId, userids, card) {
      const sent = await client.message.send({
        agentId,
        to: { users: userids },
        content: { msgtype: 'template_card', template_card: wire(taskId, card) },
        duplicateCheckSeconds: DUPLICATE_CHECK_S,
      })
      if (!sent.ok && sent.error.errcode === EVERY_TARGET_INVALID)
        return ok({ platformId: '', responseCode: null, unreached: userids })
      if (!sent.ok) return err(faultOf(sent.error))
      // The platform answers in lower case, whatever was asked (wecom.md §0).
      const missing = new Set([...sent.value.invalidUsers, ...sent.value.unlicensedUsers].map((id) => id.toLowerCase()))
      return ok({
        platformId: sent.value.msgid,
        responseCode: sent.value.responseCode,
        unreached: userids.filter((id) => missing.has(id.toLowerCase())),
      })
    },
    async closeCard(responseCode, userids, label) {
      const done = await client.message.updateTemplateCard({
        agentId,
        to: { users: userids },
        responseCode,
        change: { replaceName: label },
      })
      return done.ok ? ok(null) : err(faultOf(done.error))
    },
  }
}

/** Lengths are display advice of wecom.md §4.3: longer texts would end in "…" in the middle of a word anyway. */
function wire(taskId: string, card: StaffCard): TemplateCard {
  const open = { type: 1 as const, text: clip(card.linkText, 10), url: card.link }
  const buttons = card.buttons.map((button) => ({
    type: 0 as const,
    text: clip(button.text, 10),
    style: 1 as const,
    key: button.key,
  }))
  return {
    card_type: 'button_interaction',
    main_title: { title: clip(card.title, 36), desc: clip(card.description, 44) },
    sub_title_text: clip(card.text, 160),
    horizontal_content_list: card.rows
      .slice(0, 6)
      .map((row) => ({ keyname: clip(row.name, 5), value: clip(row.value, 30) })),
    card_action: { type: 1, url: card.link },
    task_id: taskId,
    button_list: [...buttons, open],
  }
}
