import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'

const SECRET = 'a-secret-of-sixteen-or-more'

interface Text {
  id: string
  phone: string
  text: string
}

export type Sender = Awaited<ReturnType<typeof openSender>>

/** An office's own sender: takes what it is given, or answers what it is told to. */
export async function openSender() {
  const taken: { body: Text; signed: boolean }[] = []
  const answers: number[] = []
  const server = createServer(async (request, response) => {
    const body = await read(request)
    const stamp = String(request.headers['x-minqing-timestamp'])
    const signature = createHmac('sha256', SECRET).update(`${stamp}.${body}`).digest('hex')
    taken.push({ body: JSON.parse(body) as Text, signed: request.headers['x-minqing-signature'] === signature })
    response.writeHead(answers.shift() ?? 200).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    /** With which the service sends to it. */
    environment: { SMS_WEBHOOK_URL: `http://127.0.0.1:${port}/text`, SMS_WEBHOOK_SECRET: SECRET },
    taken,
    answers,
    close: () => new Promise((done) => server.close(done)),
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
