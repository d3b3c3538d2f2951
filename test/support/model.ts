import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request to `/chat/completions` held. */
export interface Request {
  path: string
  headers: Record<string, string | string[] | undefined>
  body: { model: string; temperature: number; messages: { role: string; content: string }[] }
  /** Which of our prompts it was. */
  prompt: 'category' | 'story'
  /** The citizen's words as they left the house. */
  words: string
}

export type Reply =
  | { content: string; tokens?: number; finish?: string }
  | { status: number; headers?: Record<string, string>; body?: string }
  | { raw: (response: ServerResponse) => void }

export const says = (content: string): Reply => ({ content })
/** Says nothing and never hangs up. */
export const silence: Reply = { raw: () => undefined }

/** Stands in for a language model at the wire: real HTTP on loopback, each answer scripted. */
export async function startModel(script: (request: Request) => Reply) {
  const heard: Request[] = []
  const server = createServer(async (request, response) => {
    const read = await requestOf(request)
    heard.push(read)
    send(script(read), response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  return {
    heard,
    url,
    environment: { LLM_BASE_URL: url, LLM_API_KEY: 'key', LLM_MODEL: 'scripted-1' },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function requestOf(request: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const body = JSON.parse(Buffer.concat(parts).toString()) as Request['body']
  const [system, user] = body.messages
  return {
    ...{ path: request.url ?? '', headers: request.headers, body },
    prompt: system?.content.includes('分类员') ? 'category' : 'story',
    words: (JSON.parse(user?.content ?? '{}') as { 原话: string }).原话,
  }
}

function send(reply: Reply, response: ServerResponse): void {
  if ('raw' in reply) {
    reply.raw(response)
    return
  }
  if ('status' in reply) {
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
    response.end(reply.body ?? '{"error":{"message":"no"}}')
    return
  }
  const { content, tokens = 100, finish = 'stop' } = reply
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({
      ...{ id: 'c1', object: 'chat.completion', created: 0, model: 'scripted-1' },
      choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content } }],
      usage: { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens },
    }),
  )
}
