import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'

const MODULES = [
  'main',
  'api',
  'dom',
  'citizen',
  'bubble',
  'places',
  'voice',
  'staff',
  'card',
  'panel',
  'sessions',
  'robot',
]

const FILES: Record<string, string> = {
  'index.html': 'text/html; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
  ...Object.fromEntries(MODULES.map((name) => [`${name}.js`, 'text/javascript; charset=utf-8'])),
}

/** Two phones in a browser, from files as they are. */
export const addPage = (server: FastifyInstance): void => {
  const serve = (path: string, file: string) =>
    server.get(path, async (_request, reply) => {
      const text = await readFile(new URL(`page/${file}`, import.meta.url))
      return reply
        .type(FILES[file] ?? 'text/plain')
        .header('cache-control', 'no-cache')
        .send(text)
    })
  serve('/', 'index.html')
  for (const file of Object.keys(FILES)) serve(`/page/${file}`, file)
}
