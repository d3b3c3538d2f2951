import type { DialogueHost } from './botkit/index.ts'
import { acted, type Line, type Outcome, take, type World } from './engine/index.ts'
import { type Mark, marksOf } from './funnel.ts'
import type { ActResult, Fields, Input, Session, Thread } from './types.ts'

/** What the engine wants done, as it comes to it. */
export interface Wanted {
  act: string
  step: string
  seq: number
  fields: Fields
}

const ACTS_AT_MOST = 20

/** Every input in order through Botkit and the engine; acts are carried out as the engine comes to them. */
export async function play(
  host: DialogueHost,
  conversationId: string,
  session: Session,
  inputs: Input[],
  world: World,
  carryOut: (wanted: Wanted) => Promise<ActResult>,
): Promise<{ session: Session; lines: Line[]; marks: Mark[] }> {
  let now = session
  const lines: Line[] = []
  const marks: Mark[] = []
  const step = async (input: Input): Promise<Line[]> => {
    let outcome: Outcome = take(now, input, world)
    const said = [...outcome.lines]
    for (let acts = 0; outcome.act; acts += 1) {
      if (acts > ACTS_AT_MOST) throw new Error(`flow ${outcome.session.thread?.flow}: acts without end`)
      const { step: id, name } = outcome.act
      const fields = outcome.session.thread?.fields ?? {}
      const result = await carryOut({ act: name, step: id, seq: input.seq, fields })
      outcome = acted(outcome.session, id, result, world)
      said.push(...outcome.lines)
    }
    marks.push(...marksOf(now, outcome.session, input, world))
    now = outcome.session
    return said
  }
  const isOpen = () => now.thread !== null || now.aside !== null
  const questions = new Set<Line>()
  for (const input of inputs) {
    const said = await host.take(conversationId, input, step)
    lines.push(...said)
    if (isOpen()) for (const line of said) questions.add(line)
  }
  now = withoutUnshownSummary(now, lines, world)
  // With nothing under way at the end, what was asked before has been answered or left within the turn.
  return {
    session: now,
    marks,
    lines: isOpen() ? lines : lines.filter((line) => line.role === 'note' || !questions.has(line)),
  }
}

/** Only the last question of a turn is sent: a new summary that was overtaken within it has been read by nobody. */
function withoutUnshownSummary(session: Session, lines: Line[], world: World): Session {
  const { thread } = session
  const waiting = session.waiting.map((each) => (isNewSummary(each, world) ? unsummed(each) : each))
  if (!thread || !isNewSummary(thread, world)) return { ...session, waiting }
  const step = world.flows[thread.flow]?.steps.find((each) => each.kind === 'summary')
  const last = lines.findLast((line) => line.role === 'ask')?.said
  const shown = last?.kind === 'menu' && last.options.some(({ id }) => id.startsWith(`${thread.flow}/${step?.id}/`))
  return { ...session, waiting, thread: shown ? thread : unsummed(thread) }
}

const isNewSummary = (thread: Thread, world: World): boolean =>
  world.turn !== undefined && thread.summary?.turn === world.turn

function unsummed({ summary: _unread, ...thread }: Thread): Thread {
  return thread
}
