import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

export interface Frame {
  cmd: string
  headers: { req_id: string }
  body: Record<string, unknown>
}

type Script = (frame: Frame) => { errcode: number; errmsg?: string } | 'silence' | 'hang up'

/** The platform's end of the wire, answering as the test says: it knows nothing of rules. */
export async function scriptedBot(script: Script = () => ({ errcode: 0 })) {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  const heard: Frame[] = []
  let current: WebSocket | null = null
  let connections = 0
  let answer = script
  sockets.on('connection', (socket) => {
    current = socket
    connections += 1
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame
      heard.push(frame)
      const said = answer(frame)
      if (said === 'silence') return
      if (said === 'hang up') return socket.terminate()
      socket.send(JSON.stringify({ headers: frame.headers, errmsg: 'ok', ...said }))
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    heard,
    connections: () => connections,
    of: (cmd: string) => heard.filter((frame) => frame.cmd === cmd),
    answer: (next: Script) => {
      answer = next
    },
    push: (cmd: 'aibot_msg_callback' | 'aibot_event_callback', reqId: string, body: unknown) =>
      current?.send(JSON.stringify({ cmd, headers: { req_id: reqId }, body })),
    cut: () => current?.terminate(),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate()
      http.close()
      await once(http, 'close')
    },
  }
}
