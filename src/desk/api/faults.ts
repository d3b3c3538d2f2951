import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../platform/kernel/index.ts'
import type { Problem } from '../contract/index.ts'
import type { Desk } from './desk.ts'
import { unexpected } from './errors.ts'
import { sendProblem } from './problem.ts'
import type { ProblemCode } from './texts.ts'

const ASKER: Readonly<Record<number, ProblemCode>> = { 413: 'too_large', 415: 'not_json' }

/** The asker's mistakes are answered as such; ours are logged without their words, which could hold a citizen's. */
export function addFaults({ server, deps }: Desk): void {
  server.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const status = error.statusCode ?? 500
    if (!(error instanceof AppError) && status < 500) return sendProblem(reply, ASKER[status] ?? 'bad_request')
    const fault = faultOf(error)
    const route = request.routeOptions.url
    deps.log.error({ fault: error.code ?? error.name, route, stack: frames(error) }, 'desk request failed')
    return reply.code(fault.status).send({ code: fault.code, message: fault.safeMessage } satisfies Problem)
  })
}

const faultOf = (error: unknown): AppError => (error instanceof AppError ? error : unexpected(error))

const frames = (error: Error): string[] => (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
