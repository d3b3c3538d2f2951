import { err, ok, type Result } from '../../platform/kernel/index.ts'
import type { AppContent, WecomClient } from '../../wecom/index.ts'
import { faultOf } from './fault.ts'
import { type StaffMessage, wireOf } from './staff-message.ts'
import type { ChannelFault } from './types.ts'

export type { StaffCard, StaffMessage, StaffOption } from './staff-message.ts'

export interface CardSent {
  platformId: string
  responseCode: string | null
  /** Members that were not reached although the platform said "ok" (wecom.md §4.1). */
  unreached: string[]
}

/** Cards and messages to members inside WeCom. */
export interface StaffChannel {
  /** How many messages it will be for each member. */
  count(message: StaffMessage): number
  sendCard(taskId: string, userids: string[], message: StaffMessage): Promise<Result<CardSent, ChannelFault>>
  /** Turns the buttons into one text that cannot be pressed any more. The code is single use. */
  closeCard(responseCode: string, userids: string[], label: string): Promise<Result<null, ChannelFault>>
}

const EVERY_TARGET_INVALID = 81013
/** A card has a task id and is never sent twice on purpose; the same words may well be. */
const CARD_DUPLICATE_S = 4 * 3600
const WORDS_DUPLICATE_S = 120

export function appChannel(client: WecomClient, agentId: number): StaffChannel {
  async function send(userids: string[], content: AppContent): Promise<Result<CardSent, ChannelFault>> {
    const duplicateCheckSeconds = content.msgtype === 'template_card' ? CARD_DUPLICATE_S : WORDS_DUPLICATE_S
    const sent = await client.message.send({ agentId, to: { users: userids }, content, duplicateCheckSeconds })
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
  }
  return {
    count: (message) => wireOf('', message).length,
    async sendCard(taskId, userids, message) {
      const [first, ...more] = wireOf(taskId, message)
      // Nothing to say is said by not saying it.
      if (!first) return ok({ platformId: '', responseCode: null, unreached: [] })
      let sent = await send(userids, first)
      for (const content of more) {
        if (!sent.ok) break
        sent = await send(userids, content)
      }
      return sent
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
