import type { Kysely } from 'kysely'
import {
  claimCodeText,
  makeProof,
  PROOF_MS,
  parseNumber,
  printNumber,
  printQueryCode,
  settleCodeText,
  textCode,
  textProof,
  useProof,
} from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { ActCall, ActResult } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { reissueAndTell } from './reissue.ts'
import { reporterOf } from './reporter.ts'
import { MINUTE_MS, mobileOf, TEXT_AGAIN_MIN, TEXT_LEASE_MS } from './texting.ts'
import { line } from './words.ts'

/** Who has no query code can have one sent, where a sender is set; else it is given out in person. */
export async function offerCodeByText(_trx: Kysely<Tables>, _call: ActCall, context: Context): Promise<ActResult> {
  return { say: context.sms === null ? 'in_person' : 'by_text', values: {} }
}

/** To the telephone of the matter goes a proof. The same is said where there is no such matter, or no telephone. */
export async function textProofTo(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const proof = await makeProof(trx, askedIn(call, context), context)
  if (proof === 'limited') return { say: 'limited', values: {} }
  const phone = proof.ticketId === null ? null : await mobileOfTicket(trx, proof.ticketId, context)
  if (phone !== null) await textProof(trx, proof.id, context.seal.close(proof.digits, proof.id))
  return { say: 'texted', values: {} }
}

/** Whoever could read the proof there gets a new query code, on the same way: never in a chat. */
export async function reissueByText(trx: Kysely<Tables>, call: ActCall, context: Context): Promise<ActResult> {
  const asked = askedIn(call, context)
  const proved = await useProof(trx, { ...asked, digits: call.fields.proof?.text ?? '' }, context)
  if (typeof proved === 'string') return { say: proved, values: {} }
  const by = { actor: { kind: 'citizen', id: asked.asker }, identified: { how: 'text_message' } } as const
  const code = await reissueAndTell(trx, proved.ticketId, by, context)
  if (code === null) return { say: 'not_found', values: {} }
  const id = context.ids.next()
  await textCode(trx, { id, ...proved, ...asked, secret: context.seal.close(code, id) }, context)
  return { say: 'reissued', values: {} }
}

function askedIn(call: ActCall, context: Context): { number: string; asker: string } {
  const read = parseNumber(call.fields.number?.text ?? '', context.config.numberPrefix)
  return { number: read.kind === 'ok' ? read.number : '', asker: reporterOf(call.conversation.id) }
}

async function mobileOfTicket(trx: Kysely<Tables>, ticketId: string, context: Context): Promise<string | null> {
  const ticket = await trx
    .selectFrom('tickets')
    .select('complaint_id')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  return mobileOf(trx, ticket.complaint_id, context)
}

/** One try to send a proof or a code. */
export async function sendCodeText(id: string, context: Context): Promise<void> {
  const { clock, db, seal, sms, wording } = context
  const now = clock.now()
  const text = await claimCodeText(db, id, new Date(now.getTime() + TEXT_LEASE_MS), now)
  if (!text) return
  const phone = text.ticket_id === null ? null : await mobileOfTicket(db, text.ticket_id, context)
  const late = text.kind === 'proof' && text.made_at.getTime() + PROOF_MS <= now.getTime()
  if (sms === null || phone === null || text.secret === null || late) return settleCodeText(db, id, 'failed')
  const secret = seal.open(text.secret, id)
  const values = { number: printNumber(text.number), secret: text.kind === 'code' ? printQueryCode(secret) : secret }
  const sent = await sms.send(phone, line(wording, `sms_${text.kind}`, values), id)
  if (sent.ok) return settleCodeText(db, id, 'sent')
  context.log.warn({ text: id, fault: sent.error.kind, detail: sent.error.detail }, 'text message refused')
  const wait = TEXT_AGAIN_MIN[text.attempts - 1]
  const over = sent.error.kind === 'refused' || wait === undefined
  await settleCodeText(db, id, over ? 'failed' : new Date(now.getTime() + wait * MINUTE_MS))
}
