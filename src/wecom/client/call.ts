import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Clock, err, ok, type Result } from '../../platform/kernel/index.ts'
import type { FaultKind } from '../errcode.ts'
import { FREQUENCY_HOLD_MS, type WecomFault } from '../fault.ts'
import { looseNumber } from '../message/loose.ts'
import { jsonReader, overTheWire, type Reader } from './answer.ts'
import { EVERY_API, type HoldStore, memoryHoldStore } from './holds.ts'
import { type AccessToken, type TokenStore, tokenKeeper, tokenKey } from './token.ts'

/** One HTTP exchange, for logs and counters. Holds no token, no secret and nothing anybody wrote. */
export interface CallRecord {
  api: string
  attempt: number
  httpStatus: number | null
  kind: FaultKind | 'ok'
  errcode: number | null
  tookMs: number
  hint?: string
}

export interface ClientOptions {
  /** `https://qyapi.weixin.qq.com`, a proxy with a fixed address, or a simulator. */
  apiBase: string
  corpId: string
  secret: string
  tokens: TokenStore
  /** What is left alone for a while; this process's own memory unless given. */
  holds?: HoldStore
  clock: Clock
  fetch?: typeof globalThis.fetch
  timeoutMs?: number
  mediaTimeoutMs?: number
  /** Waits between the tries of one call. */
  delay?: (ms: number) => Promise<unknown>
  /** 0 to 1: spreads the waits of several processes; one half unless given. */
  random?: () => number
  onCall?: (record: CallRecord) => void
}

export interface Exchange<T> {
  /** Path below `/cgi-bin/`. */
  api: string
  /** Calls that share a frequency limit; the API's path unless told. */
  quota?: string
  query?: Record<string, string | number | undefined>
  /** JSON unless FormData; without a body the call is a GET. */
  body?: object
  /** Whether doing it twice is the same as once: a read, or a send the platform recognises. */
  repeatable: boolean
  media?: boolean
  read: Reader<T>
}

export interface Caller {
  call<T>(exchange: Exchange<T>): Promise<Result<T, WecomFault>>
}

const TIMEOUT_MS = 5_000
const MEDIA_TIMEOUT_MS = 60_000
/** At most three tries (§1.3, §10). */
const PAUSES_MS = [200, 800]
/** Many calls with a wrong secret ban the address for about an hour (§1.3); twelve an hour are few. */
const CONFIG_HOLD_MS = 5 * 60_000
/** Secret or corp id are wrong: no call of this secret can succeed, whichever met it. */
const SECRET_FAULTS: readonly (number | null)[] = [40001, 40013, 40091]

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: looseNumber })

export function createCaller(options: ClientOptions): Caller {
  const { clock, tokens } = options
  const key = tokenKey(options.corpId, options.secret)
  const keep = tokenKeeper(tokens, clock)
  const holds = options.holds ?? memoryHoldStore(clock)
  const delay = options.delay ?? sleep
  const random = options.random ?? (() => 0.5)

  async function call<T>(exchange: Exchange<T>): Promise<Result<T, WecomFault>> {
    const held = await holds.active(key, [EVERY_API, quotaOf(exchange)])
    if (held !== null) return err(held)
    const token = await keep(key, fetchToken)
    if (!token.ok) return token
    const first = await attempts(exchange, token.value.value)
    if (first.ok || first.error.kind !== 'token') return first
    const renewed = await tokens.refresh(key, token.value.value, fetchToken)
    return renewed.ok ? attempts(exchange, renewed.value.value) : renewed
  }

  async function fetchToken(): Promise<Result<AccessToken, WecomFault>> {
    const api = 'gettoken'
    const held = await holds.active(key, [EVERY_API, api])
    if (held !== null) return err(held)
    const askedAt = clock.now().getTime()
    const query = { corpid: options.corpId, corpsecret: options.secret }
    const answer = await attempts({ api, query, repeatable: true, read: jsonReader(api, tokenAnswer) }, null)
    if (!answer.ok) {
      if (answer.error.kind === 'config') await holds.hold(key, api, answer.error, CONFIG_HOLD_MS)
      return answer
    }
    return ok({ value: answer.value.access_token, expiresAt: askedAt + answer.value.expires_in * 1000 })
  }

  async function attempts<T>(exchange: Exchange<T>, token: string | null): Promise<Result<T, WecomFault>> {
    const pauses = exchange.repeatable ? PAUSES_MS : []
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(exchange, token, attempt)
      if (answer.ok) return answer
      if (answer.error.kind === 'frequency') {
        await holds.hold(key, quotaOf(exchange), answer.error, answer.error.retryAfterMs ?? FREQUENCY_HOLD_MS)
      }
      if (SECRET_FAULTS.includes(answer.error.errcode)) await holds.hold(key, EVERY_API, answer.error, CONFIG_HOLD_MS)
      const pause = pauses[attempt - 1]
      if (answer.error.kind !== 'busy' || pause === undefined) return answer
      await delay(pause * (0.5 + random()))
    }
  }

  async function once<T>(exchange: Exchange<T>, token: string | null, attempt: number) {
    const startedAt = clock.now().getTime()
    const response = await overTheWire(() => send(exchange, token))
    const answer = response.ok ? await exchange.read(response.value) : response
    options.onCall?.({
      api: exchange.api,
      attempt,
      httpStatus: response.ok ? response.value.status : null,
      kind: answer.ok ? 'ok' : answer.error.kind,
      errcode: answer.ok ? 0 : answer.error.errcode,
      tookMs: clock.now().getTime() - startedAt,
      ...(!answer.ok && answer.error.hint !== undefined && { hint: answer.error.hint }),
    })
    return answer
  }

  function send<T>(exchange: Exchange<T>, token: string | null): Promise<Response> {
    const timeoutMs = exchange.media ? (options.mediaTimeoutMs ?? MEDIA_TIMEOUT_MS) : (options.timeoutMs ?? TIMEOUT_MS)
    const fetch = options.fetch ?? globalThis.fetch
    return fetch(urlOf(options.apiBase, exchange, token), {
      ...bodyOf(exchange.body),
      // A redirect would carry the token to wherever it points.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
  }

  return { call }
}

function quotaOf(exchange: { api: string; quota?: string }): string {
  return exchange.quota ?? exchange.api
}

function urlOf<T>(apiBase: string, exchange: Exchange<T>, token: string | null): string {
  const query = new URLSearchParams()
  // In the query only: in the body WeCom does not see it (41001, §0).
  if (token !== null) query.set('access_token', token)
  for (const [name, value] of Object.entries(exchange.query ?? {})) {
    if (value !== undefined) query.set(name, String(value))
  }
  return `${apiBase.replace(/\/+$/, '')}/cgi-bin/${exchange.api}?${query}`
}

function bodyOf(body: object | undefined): RequestInit {
  if (body === undefined) return { method: 'GET' }
  if (body instanceof FormData) return { method: 'POST', body }
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
