import { type FastifyInstance, fastify } from 'fastify'
import type { Kysely } from 'kysely'
import { complaintsWith, supplement } from '../case/intake/index.ts'
import { groundsOf } from '../case/ticket/index.ts'
import { registerDesk } from '../desk/api/index.ts'
import { isCurrent, type Tables } from '../platform/db/index.ts'
import { err, ok } from '../platform/kernel/index.ts'
import { writeDown } from '../talk/inbox/index.ts'
import { oauthUrl, qrLoginUrl } from '../wecom/index.ts'
import { actAtDesk, mergeAtDesk, splitAtDesk } from './at-desk.ts'
import { registerCallbacks } from './callbacks.ts'
import { categoryDesk } from './categories.ts'
import type { Context } from './context.ts'
import { exactSentence } from './date-words.ts'
import { deliveredByLink } from './delivered.ts'
import { registerDocumentPages } from './document-page.ts'
import { documentDesk } from './documents.ts'
import { nudgeCards, nudgeNotices, nudgePages } from './jobs.ts'
import { jsSdkOf } from './jssdk.ts'
import { createMetrics } from './metrics.ts'
import { registerByStaff } from './registration.ts'
import { reissueInPerson } from './reissue.ts'
import { toldByStaff } from './untold.ts'
import { fieldLabels } from './words.ts'

/** Every door of the service: callbacks, staff pages and API, health. */
export async function createServer(context: Context): Promise<FastifyInstance> {
  const server = fastify({ logger: false, bodyLimit: 1024 * 1024, trustProxy: true })
  registerHealth(server, context)
  registerCallbacks(server, context)
  registerDocumentPages(server, context, deliveredByLink(context))
  await server.register(async (scope) => {
    await registerDesk(scope, {
      ...context,
      org: () => context.org,
      sessionKey: context.config.sessionKey,
      publicUrl: context.config.publicUrl,
      login: loginOf(context),
      jssdk: jsSdkOf(context),
      ...categoryDesk(context),
      documents: documentDesk(context),
      get states() {
        return context.wording.cards.states
      },
      get refusals() {
        return context.wording.cards.refusals
      },
      get fields() {
        return fieldLabels(context.wording)
      },
      imprint: context.understanding.imprint,
      grounds(held) {
        const date = groundsOf(held, context.rules)
        return date && exactSentence(context.wording, date)
      },
      transcribe: ({ mediaId, words, by }) =>
        context.db.transaction().execute(async (trx) => {
          if (!(await writeDown(trx, { mediaId, words, by, at: context.clock.now() }))) return false
          for (const complaintId of await complaintsWith(trx, mediaId)) {
            const cause = `transcription/${mediaId}/${complaintId}`
            await supplement(trx, { complaintId, cause, words, transcribed: { by, media: mediaId } }, context)
          }
          return true
        }),
      register: async (given, by) => {
        const done = await registerByStaff(given, by, context)
        await nudgeNotices(context)
        await nudgePages(context)
        return done
      },
      reissueCode: async (ticketId, { actor, checked }) => {
        const code = await reissueInPerson(ticketId, { actor, checked }, context)
        await nudgeNotices(context)
        return code
      },
      tell: (ticketId, told) => context.db.transaction().execute((trx) => toldByStaff(trx, ticketId, told, context)),
      numberPrefix: context.config.numberPrefix,
      act: (ticketId, act, holder) => afterwards(context, (trx) => actAtDesk(trx, ticketId, act, holder, context)),
      merge: (ticketId, act, holder) => afterwards(context, (trx) => mergeAtDesk(trx, ticketId, act, holder, context)),
      split: (ticketId, wanted, holder) =>
        afterwards(context, (trx) => splitAtDesk(trx, ticketId, wanted, holder, context)),
    })
  })
  return server
}

/** In one transaction; then whoever waits for something to be sent is woken. */
async function afterwards<T>(context: Context, change: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
  const done = await context.db.transaction().execute(change)
  await nudgeNotices(context)
  await nudgePages(context)
  await nudgeCards(context)
  return done
}

function loginOf(context: Context) {
  const { wecom } = context.config
  const client = context.appClient
  if (!wecom?.app || !client) return null
  const { agentId } = wecom.app
  return {
    authorizeUrl: (redirectUri: string, state: string, inside: boolean) => {
      const login = { corpId: wecom.corpId, agentId, redirectUri, state }
      return inside
        ? oauthUrl({ ...login, oauthBase: wecom.oauthBase })
        : qrLoginUrl({ ...login, loginBase: wecom.loginBase })
    },
    identify: async (code: string) => {
      const who = await client.auth.getUserInfo(code)
      if (!who.ok) return err({ kind: who.error.kind })
      return who.value.kind === 'member' ? ok({ userid: who.value.userid }) : ok('outsider' as const)
    },
  }
}

function registerHealth(server: FastifyInstance, context: Context): void {
  const metrics = createMetrics(context)
  server.get('/healthz', async () => ({ ok: true }))
  server.get('/readyz', async (_request, reply) => {
    const redis = await context.queues.ping()
    const database = await isCurrent(context.db, context.migrations).catch(() => false)
    return reply
      .code(redis && database ? 200 : 503)
      .send({ redis, database, suggestion: context.suggestion.on ? 'on' : 'off' })
  })
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
}
