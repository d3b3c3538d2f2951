import { setTimeout as sleep } from 'node:timers/promises'
import type { SimClock } from './clock.ts'
import { seal, sign } from './crypto.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Ids } from './ids.ts'
import type { Limits, Switches } from './limits.ts'
import type { Mischief, MischiefBook } from './mischief.ts'
import { createMischief } from './mischief.ts'
import type { Transcript } from './transcript.ts'
import type { App } from './world.ts'
import { toXml } from './xml.ts'

export type Family = 'kf' | 'app'

export interface Attempt {
  at: string
  ms: number
  /** Null when no answer came. */
  status: number | null
  body: string
  error?: string
}

export interface CallbackRecord {
  seq: number
  family: Family
  what: string
  plain: string
  at: string
  mischief: string[]
  attempts: Attempt[]
  /** 'waiting' until a 200 or the last try. */
  outcome: 'waiting' | 'delivered' | 'failed' | 'dropped'
}

export interface Delivery {
  app: App
  family: Family
  what: string
  plain: string
}

export interface CallbackSender {
  records: Feed<CallbackRecord>
  mischief: MischiefBook
  /** Resolves when the receiver has answered 200 or the last try has failed. */
  send(delivery: Delivery): Promise<CallbackRecord>
  /** §2.1, §2.3: what saving the configuration does. */
  verify(app: App): Promise<Verification>
  settled(): Promise<void>
  close(): void
}

export interface Verification {
  ok: boolean
  status: number | null
  expected: string
  body: string
  problem?: string
}

interface Deps {
  corpId: string
  clock: SimClock
  ids: Ids
  limits: Limits
  switches: Switches
  transcript: Transcript
}

export const createCallbackSender = (deps: Deps): CallbackSender => {
  const { clock, limits, transcript } = deps
  const records = createFeed<CallbackRecord>(limits.callbackRecords)
  const mischief = createMischief()
  const closing = new AbortController()
  const flying = new Set<Promise<unknown>>()
  const held: { run: () => void }[] = []
  let heldWanted = 0

  const attempt = async (url: string, init: RequestInit, deadlineMs: number): Promise<Attempt> => {
    const at = new Date(clock.now()).toISOString()
    const started = clock.wall()
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(deadlineMs)])
    try {
      const answer = await fetch(url, { ...init, redirect: 'manual', signal })
      const body = await answer.text()
      return { at, ms: clock.wall() - started, status: answer.status, body: body.slice(0, 4096) }
    } catch (error) {
      return { at, ms: clock.wall() - started, status: null, body: '', error: reasonOf(error) }
    }
  }

  const deliver = async (record: CallbackRecord, delivery: Delivery, tricks: Mischief): Promise<void> => {
    let request = pack(deps, delivery, tricks)
    for (let n = 1; n <= limits.callbackTries && !closing.signal.aborted; n += 1) {
      if (n > 1 && deps.switches.fresh_retries) request = pack(deps, delivery, tricks)
      const tried = await attempt(request.url, request.init, limits.callbackDeadlineMs)
      record.attempts.push(tried)
      if (tried.status === 200) {
        record.outcome = 'delivered'
        break
      }
      if (n === limits.callbackTries) failUnlessDelivered(record)
      else await sleep(limits.callbackSpacingMs, undefined, { signal: closing.signal }).catch(() => undefined)
    }
    records.touch(record)
    const last = record.attempts.at(-1)
    transcript.note('callback', `${record.family} ${record.what} ${record.outcome} after ${record.attempts.length}`, {
      ms: last?.ms ?? 0,
      ...(last?.error === undefined ? {} : { detail: last.error }),
    })
  }

  /** Holds deliveries until as many as wished are there, then lets them go last first. */
  const turnAround = (wanted: number, run: () => void) => {
    heldWanted = Math.max(heldWanted, wanted)
    held.push({ run })
    if (held.length < heldWanted) return
    heldWanted = 0
    for (const each of held.splice(0).reverse()) each.run()
  }

  const send: CallbackSender['send'] = (delivery) => {
    const tricks = mischief.take(delivery.family)
    const record = records.append((seq) => ({
      seq,
      family: delivery.family,
      what: delivery.what,
      plain: delivery.plain,
      at: new Date(clock.now()).toISOString(),
      mischief: tricks.names,
      attempts: [],
      outcome: tricks.drop ? 'dropped' : 'waiting',
    }))
    if (tricks.drop) {
      transcript.note('callback', `${delivery.family} ${delivery.what} dropped on order`)
      return Promise.resolve(record)
    }
    const go = async () => {
      if (tricks.delayMs > 0) await sleep(tricks.delayMs, undefined, { signal: closing.signal }).catch(() => undefined)
      const twice = tricks.duplicate ? [deliver(record, delivery, tricks), deliver(record, delivery, tricks)] : []
      await Promise.all(twice.length > 0 ? twice : [deliver(record, delivery, tricks)])
      return record
    }
    const flight =
      tricks.reverse > 0
        ? new Promise<CallbackRecord>((resolve) => turnAround(tricks.reverse, () => resolve(go())))
        : go()
    flying.add(flight)
    return flight.finally(() => flying.delete(flight))
  }

  return {
    records,
    mischief,
    send,
    verify: (app) => verify(deps, app, attempt),
    settled: async () => {
      while (flying.size > 0) await Promise.all([...flying])
    },
    close: () => {
      closing.abort()
      for (const each of held.splice(0)) each.run()
      records.close()
    },
  }
}

/** The twin of a duplicated delivery may have arrived. */
const failUnlessDelivered = (record: CallbackRecord) => {
  if (record.outcome !== 'delivered') record.outcome = 'failed'
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer within the deadline'
  return error.cause instanceof Error ? error.cause.message : error.message
}

const signedQuery = (deps: Deps, app: App, encrypt: string, forged: boolean) => {
  const timestamp = String(deps.clock.seconds())
  const nonce = deps.ids.token(10)
  const signature = sign(forged ? `${app.token}x` : app.token, timestamp, nonce, encrypt)
  return new URLSearchParams({ msg_signature: signature, timestamp, nonce })
}

const withQuery = (url: string, query: URLSearchParams) => `${url}${url.includes('?') ? '&' : '?'}${query}`

/** §2.4: the envelope; AgentID only for an app that has one. */
const pack = (deps: Deps, { app, plain }: Delivery, tricks: Mischief) => {
  const receiveId = tricks.wrongReceiveId ? `ww${deps.ids.token(16).toLowerCase()}` : deps.corpId
  const encrypt = seal(app.aesKey, plain, receiveId, deps.ids.bytes(16))
  const body = toXml({
    ToUserName: deps.corpId,
    AgentID: app.agentId === null ? undefined : String(app.agentId),
    Encrypt: encrypt,
  })
  return {
    url: withQuery(app.callbackUrl, signedQuery(deps, app, encrypt, tricks.forge)),
    init: { method: 'POST', headers: { 'content-type': 'text/xml' }, body },
  }
}

const verify = async (
  deps: Deps,
  app: App,
  attempt: (url: string, init: RequestInit, deadlineMs: number) => Promise<Attempt>,
): Promise<Verification> => {
  const expected = String(deps.ids.bytes(8).readBigUInt64BE())
  const echostr = seal(app.aesKey, expected, deps.corpId, deps.ids.bytes(16))
  const query = signedQuery(deps, app, echostr, false)
  query.set('echostr', echostr)
  const tried = await attempt(withQuery(app.callbackUrl, query), { method: 'GET' }, deps.limits.verifyDeadlineMs)
  const { status, body } = tried
  const ok = status === 200 && body === expected
  deps.transcript.note('callback', `verification of ${app.name} ${ok ? 'passed' : 'failed'}`, { ms: tried.ms })
  if (ok) return { ok, status, expected, body }
  const problem = tried.error ?? (status === 200 ? 'the body is not exactly the decrypted text' : `status ${status}`)
  return { ok, status, expected, body, problem }
}
