import { openRedis, startPrivateRedis } from '../../src/platform/redis/index.ts'

export interface Redis {
  url: string
  /** Empties it, as an operator's mistake or a restart would. */
  flushall(): Promise<void>
  close(): Promise<void>
}

/** A Redis of the test's own, gone when this process is gone. */
export const startRedis = async (): Promise<Redis> => {
  const server = await startPrivateRedis()
  return {
    url: server.url,
    flushall: async () => {
      const client = openRedis(server.url)
      client.on('error', () => {})
      await client.connect()
      try {
        await client.flushAll()
      } finally {
        client.destroy()
      }
    },
    close: server.close,
  }
}
