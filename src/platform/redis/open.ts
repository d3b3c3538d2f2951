import { createClient } from 'redis'

export type RedisHandle = ReturnType<typeof openRedis>

/**
 * A node-redis client, not yet connected. `unix:/path` names a socket. It keeps trying for as long as the program runs:
 * Redis is transport, so its absence may slow the service down but must not end it.
 */
export function openRedis(url: string) {
  const reconnectStrategy = (tries: number) => Math.min(50 * 2 ** Math.min(tries, 6), 2_000)
  return url.startsWith('unix:')
    ? createClient({ socket: { path: url.slice('unix:'.length), reconnectStrategy, tls: false } })
    : createClient({ url, socket: { reconnectStrategy } })
}
