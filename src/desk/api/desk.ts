import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Staff } from '../../case/org/index.ts'
import type { TicketRow } from '../../case/ticket/index.ts'
import type { DeskDeps } from './deps.ts'

export type DeskServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What every endpoint is made with. */
export interface Desk {
  server: DeskServer
  deps: DeskDeps
}

export const VIEWER = 'deskViewer'
export const TICKET = 'deskTicket'

/** Set by the gate for every route that is not public. */
export const viewerOf = (request: FastifyRequest): Staff => request.getDecorator<Staff>(VIEWER)

/** Set by the gate for routes of one matter. */
export const ticketOf = (request: FastifyRequest): TicketRow => request.getDecorator<TicketRow>(TICKET)
