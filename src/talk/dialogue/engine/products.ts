import type { Flow } from '../flow.ts'
import type { Session, Thread, Understood } from '../types.ts'
import { files } from './draft.ts'
import { migrate } from './migrate.ts'
import type { World } from './world.ts'

/** The dialogue that has a question for everything; the others are shorter ways to file. */
const WHOLE = 'complaint'

/** What a shorter way has no question for, and nobody may be left alone with: it is asked in the whole dialogue. */
const NEEDS_WHOLE = ['danger', 'kind', 'unclear']

export const isFiling = (thread: Thread, world: World): boolean => files(world.flows[thread.flow])

/** Which way of filing begins here: the one this person came for, unless its words ask for more. */
export function productFor(session: Session, world: World, understood?: Understood): Flow {
  const chosen = world.flows[session.product ?? WHOLE]
  const whole = world.flows[WHOLE] as Flow
  return !chosen || (understood && outgrows(understood, chosen)) ? whole : chosen
}

export const outgrows = (understood: Understood, flow: Flow): boolean =>
  NEEDS_WHOLE.some((name) => understood.fields[name] !== undefined && !(name in flow.fields))

export const toWhole = (thread: Thread, world: World): Thread => switched(thread, WHOLE, world)

/** The same answers under the questions of another way of filing; what that one does not ask for stays with the draft. */
export function switched(thread: Thread, to: string, world: World): Thread {
  if (thread.flow === to || !world.flows[to]) return migrate(thread, world)
  const { asked: _before, ...rest } = thread
  const under = { mark: '', kinds: thread.under?.kinds ?? {} }
  const { news: _asked, ...there } = migrate({ ...rest, flow: to, asked: null, under }, world)
  return there
}

/** The way of filing an entry link stands for; a scene that stands for none leads to the whole dialogue. */
export const productOfScene = (scene: string, world: World): string | null =>
  Object.entries(world.common.products).find(([, { scenes }]) => scenes.includes(scene))?.[0] ?? null

export function came(session: Session, product: string | null): Session {
  const { product: _before, ...rest } = session
  return product === null ? rest : { ...rest, product }
}
