import type { FastifyInstance } from 'fastify'
import type { AppConfig, KfConfig } from '../platform/config/index.ts'
import { storeEvent } from '../talk/inbox/index.ts'
import {
  type CallbackCodec,
  type CallbackEvent,
  type CallbackQuery,
  createCallbackCodec,
  dedupeKey,
  parseEvent,
} from '../wecom/index.ts'
import { type Bell, createBells } from './bells.ts'
import type { Context } from './context.ts'

/** The platform allows 5 s (wecom.md §2.4); what cannot be stored by then is sent to us again. */
const STORE_WITHIN_MS = 4_000
const BODY_BYTES = 1024 * 1024

/** `/wecom/kf` and `/wecom/app`: verify, store what cannot be pulled again, answer. Each accepts every event. */
export function registerCallbacks(server: FastifyInstance, context: Context): void {
  const { wecom } = context.config
  if (!wecom) return
  const codec = (family: KfConfig | AppConfig) =>
    createCallbackCodec({ token: family.token, aesKey: family.aesKey, receiveId: wecom.corpId })
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    const bell = createBells((each) => ring(context, each))
    if (wecom.kf) registerOne(scope, '/wecom/kf', codec(wecom.kf), bell, context)
    if (wecom.app) registerOne(scope, '/wecom/app', codec(wecom.app), bell, context)
  })
}

function registerOne(
  scope: FastifyInstance,
  path: string,
  codec: CallbackCodec,
  bell: (bell: Bell) => void,
  context: Context,
): void {
  scope.get(path, async (request, reply) => {
    const echo = codec.verifyUrl(request.query as CallbackQuery)
    if (!echo.ok) return reply.code(403).send('')
    return reply.type('text/plain').send(echo.value)
  })
  scope.post(path, async (request, reply) => {
    const body = typeof request.body === 'string' ? request.body : ''
    const opened = codec.open(request.query as CallbackQuery, body)
    if (!opened.ok) {
      context.log.warn({ path, reason: opened.error.reason }, 'callback refused')
      return reply.code(opened.error.reason === 'signature' || opened.error.reason === 'receiveid' ? 403 : 400).send('')
    }
    const event = parseEvent(opened.value.fields)
    if (event.type === 'kf_msg_or_event') {
      bell({ account: event.openKfId, hint: event.token ?? '' })
      return reply.code(200).send('')
    }
    const stored = await keep(context, event, opened.value.plain)
    return reply.code(stored ? 200 : 503).send('')
  })
}

/** A doorbell holds no news: answer at once, pull afterwards; nothing here may wait for Redis or the database. */
function ring(context: Context, { account, hint }: Bell): void {
  const job = `pull-${account}-${hint.slice(-24) || context.ids.next()}`.replace(/:/g, '_')
  void context.queues.nudge('pull', job, { channel: 'kf', account, hint })
}

/** Everything else cannot be asked for again: it is stored before the 200, or the platform is told to send it again. */
async function keep(context: Context, event: CallbackEvent, plain: string): Promise<boolean> {
  const row = { dedupeKey: dedupeKey(event, plain), kind: kindOf(event), body: bodyOf(event) }
  const late = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => late.resolve('late'), STORE_WITHIN_MS)
  try {
    const stored = await Promise.race([storeEvent(row, context), late.promise])
    if (stored === 'late') return false
    if (stored !== null) void context.queues.nudge('event', `event-${stored}`, { event: stored })
    return true
  } catch (error) {
    context.log.error({ kind: row.kind, err: error }, 'event not stored')
    return false
  } finally {
    clearTimeout(timer)
  }
}

const kindOf = (event: CallbackEvent): string =>
  event.type === 'template_card_event' || event.type === 'template_card_menu_event' ? 'card' : event.type

function bodyOf(event: CallbackEvent): Record<string, unknown> {
  const { type: _type, ...body } = event
  return body
}
