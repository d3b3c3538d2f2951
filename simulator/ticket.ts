import { type Answer, fine, refuse } from './errors.ts'
import type { Token } from './token.ts'
import type { World } from './world.ts'

/** §6.5: one ticket for the corp and one for each app, the same until it expires; §1.4: so many an hour. */
export const getTicket = (world: World, token: Token, type: 'corp' | 'agent_config'): Answer => {
  const { corpTicketsPerHour, appTicketsPerHour } = world.limits
  const now = world.clock.now()
  const may =
    world.frequency.take('tickets of the corp', now, Number.POSITIVE_INFINITY, corpTicketsPerHour) &&
    world.frequency.take(`tickets of ${token.app.name}`, now, Number.POSITIVE_INFINITY, appTicketsPerHour)
  if (!may) return refuse(45009, 'tickets')
  const key = type === 'corp' ? 'corp' : `agent ${token.app.name}`
  const held = world.tickets.get(key)
  const alive = held && held.expiresAt > now
  const ticket = alive ? held : { ticket: world.ids.unique('', 86), expiresAt: now + world.limits.ticketSeconds * 1000 }
  world.tickets.set(key, ticket)
  return fine({ ticket: ticket.ticket, expires_in: Math.ceil((ticket.expiresAt - now) / 1000) })
}
