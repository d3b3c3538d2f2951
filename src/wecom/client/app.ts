import { z } from 'zod'
import { err, type Result } from '../../platform/kernel/index.ts'
import { ours, type WecomFault } from '../fault.ts'
import { type AppContent, checkAppContent } from '../message/app-content.ts'
import { textOrEmpty, textOrNull } from '../message/loose.ts'
import { checkTemplateCard, type TemplateCard } from '../message/template-card.ts'
import { jsonReader } from './answer.ts'
import type { Caller } from './call.ts'

type Answer<T> = Promise<Result<T, WecomFault>>

export interface SendAppMessage {
  agentId: number
  to: { users?: string[]; parties?: string[]; tags?: string[] } | 'all'
  content: AppContent
  /** Identical requests within so many seconds (≤ 14400) are delivered once; only with it the send is repeated by itself. */
  duplicateCheckSeconds?: number
  /** Watermark, no forwarding. */
  safe?: boolean
}

export interface AppSent {
  msgid: string
  /** For one later update of the card, within 72 h. */
  responseCode: string | null
  /** Lower-cased by the platform, whatever was sent (§0). */
  invalidUsers: string[]
  invalidParties: string[]
  invalidTags: string[]
  unlicensedUsers: string[]
}

export interface UpdateTemplateCard {
  agentId: number
  /** Whose copy changes. */
  to: { users?: string[]; parties?: number[]; tags?: number[] } | 'all'
  /** Single use, 72 h: from the send, or fresh from each click. */
  responseCode: string
  /** The one disabled text in place of the buttons, or a whole new card. */
  change: { replaceName: string } | { card: TemplateCard }
}

export interface AppApi {
  /** POST message/send. Over a member's frequency the platform drops without an error (§1.4). */
  send(message: SendAppMessage): Answer<AppSent>
  /** POST message/update_template_card */
  updateTemplateCard(update: UpdateTemplateCard): Answer<{ invalidUsers: string[] }>
  /** POST message/recall, within 24 h. */
  recall(msgid: string): Answer<null>
}

/** `a|b` in message/send, an array in update_template_card, absent when none (§4.1, §4.4). */
const idList = z
  .union([z.string(), z.array(z.union([z.string(), z.number()]))])
  .nullish()
  .transform((list) =>
    (typeof list === 'string' ? list.split('|') : (list ?? []).map(String)).filter((id) => id !== ''),
  )

const sendAnswer = z
  .object({
    msgid: textOrEmpty,
    response_code: textOrNull,
    invaliduser: idList,
    invalidparty: idList,
    invalidtag: idList,
    unlicenseduser: idList,
  })
  .transform(
    (a): AppSent => ({
      msgid: a.msgid,
      responseCode: a.response_code,
      invalidUsers: a.invaliduser,
      invalidParties: a.invalidparty,
      invalidTags: a.invalidtag,
      unlicensedUsers: a.unlicenseduser,
    }),
  )

const updateAnswer = z.object({ invaliduser: idList }).transform((a) => ({ invalidUsers: a.invaliduser }))
const MOST = { users: 1000, parties: 100, tags: 100 }

const nothing = z.unknown().transform(() => null)

export function appApi(caller: Caller): AppApi {
  const post = <T>(api: string, body: object, schema: z.ZodType<T>, repeatable: boolean) =>
    caller.call({ api, body, repeatable, read: jsonReader(api, schema) })
  return {
    async send(message) {
      const checked = checkAppContent(message.content)
      if (!checked.ok) return err(ours(`not sent: ${checked.error.field} ${checked.error.reason}`))
      const refusal = targetRefusal(message.to)
      if (refusal !== null) return err(refusal)
      return post('message/send', wireMessage(message), sendAnswer, message.duplicateCheckSeconds !== undefined)
    },
    async updateTemplateCard(update) {
      const checked = 'card' in update.change ? checkTemplateCard(update.change.card) : null
      if (checked !== null && !checked.ok) {
        return err(ours(`not sent: template_card.${checked.error.field} ${checked.error.reason}`))
      }
      const refusal = targetRefusal(update.to)
      if (refusal !== null) return err(refusal)
      return post('message/update_template_card', wireUpdate(update), updateAnswer, false)
    },
    recall: (msgid) => post('message/recall', { msgid }, nothing, false),
  }
}

/** §4.1, §4.4: at most so many of each, and not none at all (40032, 82001, 82002, 82003). */
function targetRefusal(to: SendAppMessage['to'] | UpdateTemplateCard['to']): WecomFault | null {
  if (to === 'all') return null
  const counts = { users: to.users?.length ?? 0, parties: to.parties?.length ?? 0, tags: to.tags?.length ?? 0 }
  if (counts.users + counts.parties + counts.tags === 0) return ours('not sent: to nobody')
  const over = (['users', 'parties', 'tags'] as const).find((kind) => counts[kind] > MOST[kind])
  return over === undefined ? null : ours(`not sent: more than ${MOST[over]} ${over}`)
}

function wireMessage({ agentId, to, content, duplicateCheckSeconds, safe }: SendAppMessage): object {
  const targets =
    to === 'all'
      ? { touser: '@all' }
      : { touser: to.users?.join('|'), toparty: to.parties?.join('|'), totag: to.tags?.join('|') }
  return {
    ...targets,
    agentid: agentId,
    ...content,
    ...(safe && { safe: 1 }),
    ...(duplicateCheckSeconds !== undefined && {
      enable_duplicate_check: 1,
      duplicate_check_interval: duplicateCheckSeconds,
    }),
  }
}

function wireUpdate({ agentId, to, responseCode, change }: UpdateTemplateCard): object {
  const targets = to === 'all' ? { atall: 1 } : { userids: to.users, partyids: to.parties, tagids: to.tags }
  return {
    ...targets,
    agentid: agentId,
    response_code: responseCode,
    ...('card' in change ? { template_card: change.card } : { button: { replace_name: change.replaceName } }),
  }
}
