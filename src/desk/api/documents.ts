import { type Form, missingOf, type Values } from '../../case/documents/index.ts'
import type { Staff } from '../../case/org/index.ts'
import { heldSince, matterOf, readEvents, type TicketRow } from '../../case/ticket/index.ts'
import { storable } from '../../platform/kernel/index.ts'
import {
  type DocumentPreview,
  type DocumentsView,
  documentIssued,
  documentPath,
  documentPreview,
  documentRequest,
  documentsView,
  type Problem,
  problem,
  ticketPath,
} from '../contract/index.ts'
import { hasCardSince } from '../store/index.ts'
import type { DeskDeps, Issuer } from './deps.ts'
import { type Desk, ticketOf, viewerOf } from './desk.ts'
import { disposition } from './files.ts'
import { officeNamed, staffNamed } from './names.ts'
import { issuerFor, type Standing } from './policy.ts'
import { presentForm } from './present-form.ts'
import { sendProblem } from './problem.ts'
import { refusalProblem, refusalStatus } from './refusal.ts'
import { missingWords, PROBLEMS } from './texts.ts'

/** Papers of a matter: which may be issued, how one would look, the issuing, and the files. */
export function addDocuments({ server, deps }: Desk): void {
  const address = '/api/tickets/:id/documents'
  const answers = { params: ticketPath, body: documentRequest }

  server.get(address, { schema: { params: ticketPath, response: { 200: documentsView } } }, async (request) =>
    papersOf(ticketOf(request), viewerOf(request), deps),
  )

  const previewed = { ...answers, response: { 200: documentPreview, '4xx': problem } }
  server.post(`${address}/preview`, { schema: previewed }, async (request, reply) => {
    const ticket = ticketOf(request)
    const found = await formFor(request.body.form, ticket, viewerOf(request), deps)
    const shown =
      found && (await deps.documents.preview(ticket, found.form, found.issuer, storable(request.body.values) as Values))
    if (!shown) return sendProblem(reply, 'form_not_possible')
    if (!shown.ok) return { missing: missingWords(shown.error), document: null }
    const { title, blocks } = shown.value
    return { missing: [], document: { title, blocks: [...blocks] as Blocks } }
  })

  const issuing = { ...answers, response: { 200: documentIssued, '4xx': problem } }
  server.post(address, { schema: issuing }, async (request, reply) => {
    const ticket = ticketOf(request)
    const found = await formFor(request.body.form, ticket, viewerOf(request), deps)
    if (found === null) return sendProblem(reply, 'form_not_possible')
    const { values, corrects } = request.body
    const wanted = { given: storable(values) as Values, corrects, holder: ticket.office }
    const done = await deps.documents.issue(ticket.id, found.form, found.issuer, wanted)
    if (done.kind === 'moved_on') return reply.code(refusalStatus('moved_on')).send(moved(done.office, deps))
    if (done.kind === 'missing') return reply.code(422).send(incomplete(missingWords(done.missing)))
    if (done.kind !== 'issued') return sendProblem(reply, done.kind)
    const { id, title, number } = done
    return { id, title, number }
  })

  server.get(`${address}/:document/:format`, { schema: { params: documentPath } }, async (request, reply) => {
    const { document, format } = request.params
    const file = await deps.documents.file(ticketOf(request).id, document, format)
    if (file === null) return sendProblem(reply, 'not_found')
    if (file === 'pdf_off') return sendProblem(reply, 'pdf_off')
    return reply
      .header('content-disposition', disposition(false, file.name))
      .type(file.type)
      .send(Buffer.from(file.bytes))
  })
}

type Blocks = NonNullable<DocumentPreview['document']>['blocks']

async function standingOf(ticket: TicketRow, viewer: Staff, deps: DeskDeps): Promise<Standing> {
  const events = (await readEvents(deps.db, ticket.id)).map(({ event }) => event)
  const gotCard = await hasCardSince(deps.db, ticket.id, viewer.userid, heldSince(events))
  return { viewer, matter: matterOf(ticket), gotCard }
}

/** The form, if this person may issue it for some office. */
async function formFor(
  id: string,
  ticket: TicketRow,
  viewer: Staff,
  deps: DeskDeps,
): Promise<{ form: Form; issuer: Issuer } | null> {
  const form = deps.documents.forms().find((one) => one.id === id)
  const office = form && issuerFor(form, await standingOf(ticket, viewer, deps), deps.org())
  return form && office ? { form, issuer: { office, userid: viewer.userid, name: viewer.name } } : null
}

async function papersOf(ticket: TicketRow, viewer: Staff, deps: DeskDeps): Promise<DocumentsView> {
  const org = deps.org()
  const standing = await standingOf(ticket, viewer, deps)
  const offered = (await deps.documents.offered(ticket)).flatMap((form) => {
    const office = issuerFor(form, standing, org)
    return office === null ? [] : [{ form, issuer: { office, userid: viewer.userid, name: viewer.name } }]
  })
  const forms = []
  for (const { form, issuer } of offered) {
    const known = await deps.documents.known(ticket, issuer)
    forms.push(presentForm(form, known, new Set(missingOf(form, known).map(({ field }) => field))))
  }
  const issued = await deps.documents.issued(ticket.id)
  return {
    forms,
    pdf: await deps.documents.hasPdf(),
    issued: issued.map((row) => ({
      ...{ id: row.id, form: row.form, title: row.title, number: row.printed, correctedBy: row.corrected_by },
      ...{ office: officeNamed(row.office, org).name, by: staffNamed(row.made_by, org), at: row.made_at.toISOString() },
      ...{ linked: row.token_hash !== null, openedAt: row.opened_at?.toISOString() ?? null },
    })),
  }
}

const moved = (office: string, deps: DeskDeps): Problem =>
  refusalProblem({ code: 'moved_on', office }, deps, { org: deps.org() })

const incomplete = (missing: string[]): Problem => ({
  code: 'document_incomplete',
  message: `${PROBLEMS.document_incomplete}${missing.join('、')}`,
  values: { missing: missing.join('、') },
})
