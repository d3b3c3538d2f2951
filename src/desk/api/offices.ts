import { officeList } from '../contract/index.ts'
import type { Desk } from './desk.ts'

export function addOffices({ server, deps }: Desk): void {
  server.get('/api/offices', { schema: { response: { 200: officeList } } }, async () => ({
    offices: deps.org().offices.map(({ id, name }) => ({ id, name })),
  }))
}
