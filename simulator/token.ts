import { type Answer, fine, type Refusal, refuse } from './errors.ts'
import type { App, World } from './world.ts'

export interface Token {
  token: string
  app: App
  expiresAt: number
}

/** §1.1: one token per (corp, secret), the same one until it expires. */
export const getToken = (world: World, query: Record<string, string>, address: string): Answer => {
  const bad = `wrong secret from ${address}`
  if (world.frequency.blocked(bad, world.clock.now())) return refuse(45009, 'too many wrong secrets')
  if (!query.corpid) return refuse(41002)
  if (!query.corpsecret) return refuse(41004)
  if (query.corpid !== world.corpId) return refuse(40013)
  const app = world.apps.find((each) => each.secret === query.corpsecret)
  if (!app) {
    // §1.3: many of these ban the address for about an hour.
    world.frequency.take(bad, world.clock.now(), Number.POSITIVE_INFINITY, world.limits.wrongSecrets)
    return refuse(40001)
  }
  const token = currentToken(world, app)
  const seconds = Math.ceil((token.expiresAt - world.clock.now()) / 1000)
  return fine({ access_token: token.token, expires_in: seconds })
}

const currentToken = (world: World, app: App): Token => {
  const held = world.tokens.current.get(app)
  const alive = held !== undefined && held.expiresAt > world.clock.now()
  if (alive && world.switches.rotate_tokens === 'never') return held
  if (alive && world.switches.rotate_tokens === 'old_dies') world.tokens.issued.delete(held.token)
  const expiresAt = world.clock.now() + world.limits.tokenSeconds * 1000
  const token = { token: world.ids.unique('', 214), app, expiresAt }
  world.tokens.current.set(app, token)
  world.tokens.issued.set(token.token, token)
  return token
}

/** §0: the token counts in the query string only. */
export const checkToken = (world: World, query: Record<string, string>): Token | Refusal => {
  if (!query.access_token) return refuse(41001)
  const token = world.tokens.issued.get(query.access_token)
  if (!token) return refuse(40014)
  if (token.expiresAt <= world.clock.now()) return refuse(42001)
  return token
}

/** Ends what was handed out: `expire` gives 42001, `forget` gives 40014. */
export const endTokens = (world: World, how: 'expire' | 'forget'): void => {
  for (const token of world.tokens.issued.values()) token.expiresAt = world.clock.now()
  if (how === 'forget') world.tokens.issued.clear()
  world.tokens.current.clear()
}
