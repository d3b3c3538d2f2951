import { setTimeout as sleep } from 'node:timers/promises'
import { type CallbackRequest, type EnvelopeDeps, sealedRequest, verificationRequest } from './envelope.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Limits, Switches } from './limits.ts'
import { createMischief, type Mischief, type MischiefBook } from './mischief.ts'
import type { Transcript } from './transcript.ts'
import type { App } from './world.ts'

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
  /** Nothing may stand in its answer. */
  silent?: boolean
}

export interface Verification {
  ok: boolean
  status: number | null
  expected: string
  body: string
  problem?: string
}

export interface CallbackSender {
  records: Feed<CallbackRecord>
  mischief: MischiefBook
  /** Resolves when the receiver has answered 200 or the last try has failed. */
  send(delivery: Delivery): Promise<CallbackRecord>
  /** What saving the configuration does (§2.1, §2.3). */
  verify(app: App): Promise<Verification>
  settled(): Promise<void>
  close(): void
}

interface Deps extends EnvelopeDeps {
  limits: Limits
  switches: Switches
  transcript: Transcript
}

/** What every delivery of one sender shares. */
interface Line extends Deps {
  records: Feed<CallbackRecord>
  closing: AbortSignal
}

export const createCallbackSender = (deps: Deps): CallbackSender => {
  const closing = new AbortController()
  const line: Line = { ...deps, records: createFeed(deps.limits.callbackRecords), closing: closing.signal }
  const mischief = createMischief()
  const flying = new Set<Promise<unknown>>()
  const turntable = createTurntable()

  const send: CallbackSender['send'] = (delivery) => {
    const tricks = mischief.take(delivery.family)
    const record = open(line, delivery, tricks)
    if (tricks.drop) return Promise.resolve(record)
    const go = () => fly(line, record, delivery, tricks)
    const flight = tricks.reverse > 0 ? turntable.hold(tricks.reverse, go) : go()
    flying.add(flight)
    return flight.finally(() => flying.delete(flight))
  }

  return {
    records: line.records,
    mischief,
    send,
    verify: (app) => verify(line, app),
    settled: async () => {
      while (flying.size > 0) await Promise.all([...flying])
    },
    close: () => {
      closing.abort()
      void turntable.release()
      line.records.close()
    },
  }
}

/** Holds deliveries until as many as wished are there, then sends them last first, each after the one before is answered. */
const createTurntable = () => {
  const held: (() => Promise<void>)[] = []
  let wanted = 0
  const release = async () => {
    wanted = 0
    for (const go of held.splice(0).reverse()) await go()
  }
  const hold = (count: number, run: () => Promise<CallbackRecord>) =>
    new Promise<CallbackRecord>((resolve) => {
      wanted = Math.max(wanted, count)
      held.push(async () => resolve(await run()))
      if (held.length >= wanted) void release()
    })
  return { hold, release }
}

const open = (line: Line, delivery: Delivery, tricks: Mischief): CallbackRecord => {
  const { family, what, plain } = delivery
  const at = new Date(line.clock.now()).toISOString()
  const outcome = tricks.drop ? 'dropped' : 'waiting'
  if (tricks.drop) line.transcript.note('callback', `${family} ${what} dropped on order`)
  return line.records.append((seq) => ({ seq, family, what, plain, at, mischief: tricks.names, attempts: [], outcome }))
}

const fly = async (line: Line, record: CallbackRecord, delivery: Delivery, tricks: Mischief) => {
  if (tricks.delayMs > 0) await pause(line, tricks.delayMs)
  const twins = tricks.duplicate ? 2 : 1
  await Promise.all(Array.from({ length: twins }, () => deliver(line, record, delivery, tricks)))
  return record
}

/** §2.4: three tries in all, on no answer in time or any status but 200. */
const deliver = async (line: Line, record: CallbackRecord, delivery: Delivery, tricks: Mischief) => {
  const { app, plain } = delivery
  let request = sealedRequest(line, app, plain, tricks)
  for (let n = 1; n <= line.limits.callbackTries && !line.closing.aborted; n += 1) {
    if (n > 1) await pause(line, line.limits.callbackSpacingMs)
    if (n > 1 && line.switches.fresh_retries) request = sealedRequest(line, app, plain, tricks)
    const tried = await attempt(line, request, line.limits.callbackDeadlineMs)
    record.attempts.push(tried)
    if (tried.status === 200) {
      record.outcome = 'delivered'
      if (delivery.silent === true && tried.body !== '' && line.switches.strict)
        line.transcript.unknown(`strict: the answer to ${delivery.what} must be empty: ${tried.body.slice(0, 40)}`)
      break
    }
  }
  // The twin of a duplicated delivery may have arrived.
  if (record.outcome === 'waiting') record.outcome = 'failed'
  line.records.touch(record)
  note(line, record)
}

const note = (line: Line, record: CallbackRecord) => {
  const last = record.attempts.at(-1)
  line.transcript.note(
    'callback',
    `${record.family} ${record.what} ${record.outcome} after ${record.attempts.length}`,
    {
      ms: last?.ms ?? 0,
      ...(last?.error === undefined ? {} : { detail: last.error }),
    },
  )
}

const pause = (line: Line, ms: number) => sleep(ms, undefined, { signal: line.closing }).catch(() => undefined)

const attempt = async (line: Line, request: CallbackRequest, deadlineMs: number): Promise<Attempt> => {
  const at = new Date(line.clock.now()).toISOString()
  const started = line.clock.wall()
  const signal = AbortSignal.any([line.closing, AbortSignal.timeout(deadlineMs)])
  try {
    const answer = await fetch(request.url, { ...request.init, redirect: 'manual', signal })
    const body = await answer.text()
    return { at, ms: line.clock.wall() - started, status: answer.status, body: body.slice(0, 4096) }
  } catch (error) {
    return { at, ms: line.clock.wall() - started, status: null, body: '', error: reasonOf(error) }
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'no answer within the deadline'
  return error.cause instanceof Error ? error.cause.message : error.message
}

const verify = async (line: Line, app: App): Promise<Verification> => {
  const { expected, ...request } = verificationRequest(line, app)
  const { status, body, error, ms } = await attempt(line, request, line.limits.verifyDeadlineMs)
  const ok = status === 200 && body === expected
  line.transcript.note('callback', `verification of ${app.name} ${ok ? 'passed' : 'failed'}`, { ms })
  if (ok) return { ok, status, expected, body }
  const problem = error ?? (status === 200 ? 'the body is not exactly the decrypted text' : `status ${status}`)
  return { ok, status, expected, body, problem }
}
