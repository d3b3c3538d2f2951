import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { addActs } from './acts.ts'
import { addCategory } from './category.ts'
import type { DeskDeps } from './deps.ts'
import type { Desk } from './desk.ts'
import { addDocuments } from './documents.ts'
import { addFaults } from './faults.ts'
import { addFiles } from './files.ts'
import { addGate } from './gate.ts'
import { addHeaders } from './headers.ts'
import { addJoining } from './joining.ts'
import { addJsSdk } from './jssdk.ts'
import { addLedger } from './ledger.ts'
import { addLogin } from './login.ts'
import { addMe } from './me.ts'
import { addOffices } from './offices.ts'
import { addOpenapi, collectOpenapi } from './openapi.ts'
import { addPages } from './pages.ts'
import { addQueryCode } from './query-code.ts'
import { checkWords } from './refusal.ts'
import { addRegistrations } from './registrations.ts'
import { addTicket } from './ticket.ts'
import { addTickets } from './tickets.ts'
import { addTranscriptions } from './transcriptions.ts'

/** The staff's pages, API and login. In a scope of its own: hooks and parsers set here do not reach the rest of the server. */
export async function registerDesk(server: FastifyInstance, deps: DeskDeps): Promise<void> {
  checkWords(deps)
  await server.register(async (scope) => {
    const desk: Desk = { server: scope.withTypeProvider<ZodTypeProvider>(), deps }
    scope.setValidatorCompiler(validatorCompiler)
    scope.setSerializerCompiler(serializerCompiler)
    await scope.register(cookie, { secret: deps.sessionKey })
    await collectOpenapi(desk)
    addHeaders(desk)
    addFaults(desk)
    addGate(desk)
    const endpoints = [
      addLogin,
      addPages,
      addOpenapi,
      addMe,
      addOffices,
      addRegistrations,
      addJsSdk,
      addTickets,
      addLedger,
      addTicket,
      addActs,
      addJoining,
      addCategory,
      addQueryCode,
      addFiles,
      addTranscriptions,
      addDocuments,
    ]
    for (const add of endpoints) add(desk)
  })
}
