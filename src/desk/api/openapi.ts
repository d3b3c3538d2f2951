import swagger from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { Desk } from './desk.ts'

export async function collectOpenapi({ server }: Desk): Promise<void> {
  await server.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Minqing staff API', version: '1' } },
    transform: jsonSchemaTransform,
  })
}

export function addOpenapi({ server }: Desk): void {
  server.get('/api/openapi.json', { schema: { hide: true } }, async () => server.swagger())
}
