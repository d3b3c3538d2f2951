import type { FastifyReply } from 'fastify'
import type { Problem } from '../contract/index.ts'
import { PROBLEMS, type ProblemCode } from './texts.ts'

const STATUS: { readonly [code in ProblemCode]: number } = {
  no_session: 401,
  not_found: 404,
  other_not_found: 422,
  may_not_act: 403,
  may_not_forward_there: 403,
  may_not_recuse: 403,
  may_not_own: 403,
  may_not_register: 403,
  not_yet: 422,
  unknown_office: 422,
  unknown_category: 422,
  file_not_ready: 404,
  file_lost: 404,
  already_in_words: 409,
  nothing_untold: 409,
  identity_unchecked: 422,
  form_not_possible: 403,
  document_incomplete: 422,
  corrected_before: 409,
  pdf_off: 503,
  bad_request: 400,
  foreign_request: 403,
  not_json: 415,
  too_large: 413,
  wecom_away: 503,
}

export function sendProblem(reply: FastifyReply, code: ProblemCode): FastifyReply {
  return reply.code(STATUS[code]).send({ code, message: PROBLEMS[code] } satisfies Problem)
}
