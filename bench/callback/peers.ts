import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fastify } from 'fastify'

/**
 * What there is to compare with, each in a process of its own: `fastify` reads the body and answers 200, `http` is the least that
 * Node can do. Neither verifies, decrypts or remembers anything.
 */
const kind = process.argv[2]

const listen = async (): Promise<number> => {
  if (kind === 'fastify') {
    const server = fastify({ logger: false })
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    server.post('/wecom/kf', async (_request, reply) => reply.code(200).send(''))
    await server.listen({ port: 0, host: '127.0.0.1' })
    return (server.server.address() as AddressInfo).port
  }
  const server = createServer((request, response) => {
    request.on('data', () => {})
    request.on('end', () => response.writeHead(200, { 'content-length': 0 }).end())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

process.stdout.write(`${await listen()}\n`)
