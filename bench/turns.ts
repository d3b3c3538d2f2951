import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { acted, take } from '../src/talk/dialogue/engine/index.ts'
import { play } from '../src/talk/dialogue/play.ts'
import { emptySession, type Input } from '../src/talk/dialogue/types.ts'
import { createPlainBotkit } from './turns/peer.ts'
import { replyTimes } from './turns/replies.ts'
import { createOurHost, filing, perform, world } from './turns/script.ts'

/**
 * Turns a second of one core: ours (Botkit hosting the engine), beside a peer (Botkit with a conversation and state of its own,
 * as many questions) and the limit (the engine alone). Then how long a citizen waits, through the whole service; a text waits
 * for 0.7 s of silence on purpose, because people send a story in pieces.
 */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      citizens: { type: 'string', default: '20' },
    },
  })
  const [rounds = 0, seconds = 0, citizens = 0] = [values.rounds, values.seconds, values.citizens].map(Number)
  const inputs = await filing()
  const runs = { ours: ours(inputs), peer: peer(inputs), limit: limit(inputs) }
  for (const run of Object.values(runs)) await perSecond(run, 1)
  const seen: Record<keyof typeof runs, number[]> = { ours: [], peer: [], limit: [] }
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['ours', 'peer', 'limit'] as const) seen[name].push(await perSecond(runs[name], seconds))
  }
  const waits = (await replyTimes(citizens)).sort((a, b) => a - b)
  const figures = {
    ours_per_s: median(seen.ours),
    peer_per_s: median(seen.peer),
    limit_per_s: median(seen.limit),
    reply_p50_ms: Math.round(at(waits, 0.5)),
    reply_p95_ms: Math.round(at(waits, 0.95)),
    messages_of_a_filing: inputs.length,
    rounds,
  }
  console.log(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2))
  return 0
}

/** One filing; gives the number of turns. */
type Run = () => Promise<number>

function ours(inputs: Input[]): Run {
  const host = createOurHost()
  return async () => {
    let session = emptySession
    for (const input of inputs)
      session = (await play(host, 'bench', session, [input], world, async () => perform())).session
    return inputs.length
  }
}

function peer(inputs: Input[]): Run {
  // The first message opens the conversation, so there is one question less.
  const botkit = createPlainBotkit(inputs.length - 1)
  let conversations = 0
  return async () => {
    conversations += 1
    for (const input of inputs) await botkit.turn(`c${conversations}`, input)
    return inputs.length
  }
}

function limit(inputs: Input[]): Run {
  return async () => {
    let session = emptySession
    for (const input of inputs) {
      let outcome = take(session, input, world)
      while (outcome.act) outcome = acted(outcome.session, outcome.act.step, perform(), world)
      session = outcome.session
    }
    return inputs.length
  }
}

async function perSecond(run: Run, seconds: number): Promise<number> {
  const start = performance.now()
  const end = start + seconds * 1000
  let turns = 0
  while (performance.now() < end) turns += await run()
  return Math.round((turns * 1000) / (performance.now() - start))
}

const at = (sorted: number[], q: number): number => sorted[Math.ceil(sorted.length * q) - 1] ?? 0
const median = (figures: number[]): number =>
  at(
    figures.toSorted((a, b) => a - b),
    0.5,
  )
