import { me } from '../contract/index.ts'
import { type Desk, viewerOf } from './desk.ts'
import { presentMe } from './present.ts'

export function addMe({ server, deps }: Desk): void {
  server.get('/api/me', { schema: { response: { 200: me } } }, async (request) =>
    presentMe(viewerOf(request), deps.org()),
  )
}
