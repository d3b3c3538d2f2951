export { openRedis, type RedisHandle } from './open.ts'
export { type PrivateRedis, startPrivateRedis } from './private.ts'
