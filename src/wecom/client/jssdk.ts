import { z } from 'zod'
import { ok, type Result } from '../../platform/kernel/index.ts'
import type { WecomFault } from '../fault.ts'
import { looseNumber } from '../message/loose.ts'
import { jsonReader } from './answer.ts'
import type { Caller, ClientOptions } from './call.ts'
import { type AccessToken, tokenKeeper, tokenKey } from './token.ts'

/** `corp` signs wx.config, `app` signs wx.agentConfig (§6.5). */
export type TicketKind = 'corp' | 'app'

export interface JsSdkApi {
  /**
   * GET get_jsapi_ticket or ticket/get. May be asked 400 times an hour by a corp and 100 by an app (§1.4), hence kept in the token
   * store, where all processes find it, until shortly before its end.
   */
  ticket(kind: TicketKind): Promise<Result<AccessToken, WecomFault>>
}

const answer = z.object({ ticket: z.string().min(1), expires_in: looseNumber })

export function jssdkApi(caller: Caller, options: ClientOptions): JsSdkApi {
  const { tokens, clock } = options
  const keep = tokenKeeper(tokens, clock)
  const keys = {
    corp: `corp-ticket:${options.corpId}`,
    app: `app-ticket:${tokenKey(options.corpId, options.secret)}`,
  }
  return {
    ticket: (kind) =>
      keep(keys[kind], async () => {
        const askedAt = clock.now().getTime()
        const got =
          kind === 'corp'
            ? await caller.call({
                api: 'get_jsapi_ticket',
                repeatable: true,
                read: jsonReader('get_jsapi_ticket', answer),
              })
            : await caller.call({
                api: 'ticket/get',
                query: { type: 'agent_config' },
                repeatable: true,
                read: jsonReader('ticket/get', answer),
              })
        return got.ok ? ok({ value: got.value.ticket, expiresAt: askedAt + got.value.expires_in * 1000 }) : got
      }),
  }
}
