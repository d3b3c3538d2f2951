import { AsyncLocalStorage } from 'node:async_hooks'
import type { StoreItems } from 'botbuilder-core'
import type { Line } from '../engine/index.ts'
import type { Input } from '../types.ts'

/** One turn, as Botkit's parts see it. Botkit is built once for all conversations, so what belongs to a turn travels here. */
export interface TurnContextData {
  input: Input
  /** Runs the engine for an input, acts included. */
  step(input: Input): Promise<Line[]>
  said: Line[]
  state: StoreItems
  /** Botkit loses exceptions thrown inside its middleware callbacks and then waits for ever: they are carried out here. */
  failure: unknown
}

const turns = new AsyncLocalStorage<TurnContextData>()

export const inTurn = <T>(turn: TurnContextData, run: () => Promise<T>): Promise<T> => turns.run(turn, run)

export function currentTurn(): TurnContextData {
  const turn = turns.getStore()
  if (!turn) throw new Error('Botkit ran outside a turn')
  return turn
}
