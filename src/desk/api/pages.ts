import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Desk } from './desk.ts'
import { sendProblem } from './problem.ts'

const FOLDER = join(import.meta.dirname, '../pocket')
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript' } as const

/** Everything the page is made of; nothing else of the folder can be asked for. */
const ASSETS = [
  'style.css',
  'api.js',
  'dom.js',
  'words.js',
  'session.js',
  'facts.js',
  'acts.js',
  'fields.js',
  'forms.js',
  'history.js',
  'category.js',
  'legal.js',
  'joining.js',
  'matter.js',
  'query-code.js',
  'voices.js',
  'documents.js',
  'paper.js',
  'list.js',
  'register.js',
  'ledger.js',
] as const
const PAGES = {
  '/': 'list.html',
  '/m/register': 'register.html',
  '/m/ledger': 'ledger.html',
  '/m/tickets/:id': 'matter.html',
} as const

interface Asset {
  type: string
  text: string
}

/** Read once: the files are part of the program. */
function readAsset(name: string): Asset {
  const ending = name.slice(name.lastIndexOf('.') + 1) as keyof typeof TYPES
  return { type: `${TYPES[ending]}; charset=utf-8`, text: readFileSync(join(FOLDER, name), 'utf8') }
}

/** The pages are empty frames: what is in a matter comes through the API, under its policies. */
export function addPages({ server }: Desk): void {
  for (const [url, name] of Object.entries(PAGES)) {
    const page = readAsset(name)
    server.get(url, { schema: { hide: true } }, async (_request, reply) => reply.type(page.type).send(page.text))
  }
  const assets = new Map<string, Asset>(ASSETS.map((name) => [name, readAsset(name)]))
  const schema = { params: z.object({ name: z.string() }), hide: true }
  server.get('/pocket/:name', { schema }, async (request, reply) => {
    const asset = assets.get(request.params.name)
    if (asset === undefined) return sendProblem(reply, 'not_found')
    // Asked for again each time: a page and its script must be of one version.
    return reply.header('cache-control', 'no-cache').type(asset.type).send(asset.text)
  })
}
