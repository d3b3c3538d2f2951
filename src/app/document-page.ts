import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Kysely } from 'kysely'
import {
  type DocumentRow,
  documentByToken,
  documentHtml,
  escaped,
  markOpened,
  openContent,
  PHONE_STYLE,
} from '../case/documents/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { Context } from './context.ts'
import { fileOf } from './documents.ts'
import { line, officeOf } from './words.ts'

export interface DocumentHooks {
  /** The citizen opened the link for the first time; in the transaction that notes it. */
  onOpened(trx: Kysely<Tables>, opened: { documentId: string; ticketId: string; at: Date }): Promise<void>
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow, noarchive',
}

type Found = NonNullable<Awaited<ReturnType<typeof documentByToken>>>

/**
 * The citizen's link to a document. The address alone shows a cover: whatever fetches addresses for a preview or a scan opens
 * nothing and delivers nothing. The tap on its button does, and is the fact that the document was opened.
 */
export function registerDocumentPages(server: FastifyInstance, context: Context, hooks: DocumentHooks): void {
  server.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers(HEADERS)
    })
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async () => ({}))
    scope.get('/d/style.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(PHONE_STYLE))

    scope.get<Asked>('/d/:token', async ({ params: { token } }, reply) => {
      const found = await documentByToken(context.db, token)
      return found === null ? none(reply, context) : send(reply, coverOf(found, token, context))
    })

    scope.post<Asked>('/d/:token', async ({ params: { token } }, reply) => {
      const found = await documentByToken(context.db, token)
      if (found === null) return none(reply, context)
      await context.db.transaction().execute(async (trx) => {
        const at = context.clock.now()
        if (!(await markOpened(trx, found.id, at))) return
        await hooks.onOpened(trx, { documentId: found.id, ticketId: found.ticket_id, at })
      })
      return send(reply, await openedOf(found, token, context))
    })

    for (const format of ['docx', 'pdf'] as const) {
      scope.get<Asked>(`/d/:token/${format}`, async ({ params: { token } }, reply) => {
        const found = await documentByToken(context.db, token)
        const file = found === null ? 'pdf_off' : await fileOf(found, format, context)
        if (file === 'pdf_off') return none(reply, context)
        return reply
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
          .type(file.type)
          .send(Buffer.from(file.bytes))
      })
    }
  })
}

interface Asked {
  Params: { token: string }
}

const send = (reply: FastifyReply, html: string) => reply.type('text/html; charset=utf-8').send(html)

/** The same for a wrong token, an old one and a malformed one. */
const none = (reply: FastifyReply, { wording }: Context) =>
  send(
    reply.code(404),
    page(line(wording, 'document_page', {}), named(wording) + said(line(wording, 'document_none', {}))),
  )

const named = (wording: Context['wording']): string => `<h1>${escaped(line(wording, 'document_page', {}))}</h1>`

const said = (text: string): string =>
  text
    .split('\n')
    .map((words) => `<p>${escaped(words)}</p>`)
    .join('')

function coverOf({ title, office }: DocumentRow, token: string, { wording, org }: Context): string {
  const values = { title, office: officeOf(org, office)?.name ?? '' }
  const button = `<button type="submit">${escaped(line(wording, 'document_open', {}))}</button>`
  return page(
    line(wording, 'document_page', {}),
    `${named(wording)}${said(line(wording, 'document_cover', values))}<form method="post" action="/d/${encodeURIComponent(token)}">${button}</form>`,
  )
}

async function openedOf(row: Found, token: string, context: Context): Promise<string> {
  const { wording, printer, seal } = context
  const formats = (await printer()).lack === null ? (['pdf', 'docx'] as const) : (['docx'] as const)
  const buttons = formats.map(
    (format) =>
      `<a class="button" href="/d/${encodeURIComponent(token)}/${format}" download>${escaped(line(wording, `document_${format}`, {}))}</a>`,
  )
  const corrected =
    row.corrected_by === null
      ? ''
      : `<div class="corrected" role="note">${said(line(wording, 'document_replaced', { document: row.corrected_by }))}</div>`
  const document = documentHtml(openContent(row, seal).document)
  return page(
    line(wording, 'document_page', {}),
    `${corrected}${document}<nav>${buttons.join('')}${said(line(wording, 'document_help', {}))}</nav>`,
  )
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/d/style.css">
</head>
<body><main>${body}</main></body>
</html>
`
