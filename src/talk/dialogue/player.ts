import type { Content } from '../channel/index.ts'
import type { DialogueHost } from './botkit/index.ts'
import { compose } from './compose.ts'
import { begin, type Common, type World } from './engine/index.ts'
import type { Flow } from './flow.ts'
import { hear, inputOf, type Pending } from './inputs.ts'
import { play, type Wanted } from './play.ts'
import { type ActResult, emptySession, type Input, nothingUnderstood, type Option, type Understood } from './types.ts'

export interface PlayerDeps {
  flows: Record<string, Flow>
  common: Common
  host: DialogueHost
  isCommand(text: string): boolean
  understand(text: string, whole: string): Promise<Understood>
  values: Record<string, string>
  offers: Record<string, Option[]>
  /** Values that an act would give. */
  played: Record<string, string>
  now(): Date
}

/** A conversation in memory, as the phone would show it: one text for each message, the options of a menu under its head. */
export function openPlayer(deps: PlayerDeps) {
  let session = emptySession
  let seq = 0
  const acts: string[] = []
  const world = (): World => ({
    ...{ flows: deps.flows, common: deps.common, values: deps.values, offers: deps.offers },
    ...{ now: deps.now(), turn: `turn/${seq}` },
  })

  async function take(inputs: Input[]): Promise<string[]> {
    acts.length = 0
    const ended = await play(deps.host, 'player', session, inputs, world(), async (wanted) => perform(wanted))
    session = ended.session
    const messages = compose(ended.lines).map((reply) => shown(reply.content))
    return [...acts.map((act) => `[played: ${act}; nothing is stored or sent]`), ...messages]
  }

  /** The first case the flow has a text for, or the one that was chosen. */
  function perform({ act, step, fields }: Wanted): ActResult {
    acts.push(act)
    const found = Object.values(deps.flows)
      .flatMap((flow) => flow.steps)
      .find((each) => each.kind === 'act' && each.id === step && each.do === act)
    const cases = found?.kind === 'act' ? Object.keys(found.say) : []
    const chosen = cases.find((one) => Object.values(fields).some(({ id }) => id === one))
    return { say: chosen ?? cases[0] ?? '', values: deps.played }
  }

  async function hearing(body: Pending['body'], media: string | null): Promise<string[]> {
    seq += 1
    const now = deps.now()
    const pending: Pending = { seq, author: 'customer', body, sentAt: now, receivedAt: now, media, recalledSeq: null }
    const told = session.thread?.fields.words?.text ?? ''
    const inputs: Input[] = []
    for (const heard of hear([pending], { isCommand: deps.isCommand })) {
      const text = heard.kind === 'ready' ? '' : heard.text
      inputs.push(
        inputOf(heard, text === '' ? nothingUnderstood : await deps.understand(text, `${told}\n${text}`.trim())),
      )
    }
    return take(inputs)
  }

  return {
    /** Opens a flow as if somebody had just come to it. */
    begin(flow: string): Promise<string[]> {
      const found = deps.flows[flow]
      if (found) session = { ...session, thread: begin(found) }
      return take([{ type: 'entered', seq: 0, scene: '' }])
    },
    say: (text: string) => hearing({ kind: 'text', text }, null),
    photo: () => hearing({ kind: 'image', platformMedia: 'played' }, `photo-${seq + 1}`),
  }
}

const shown = (content: Content): string =>
  content.kind === 'menu'
    ? [content.head, ...content.options.map((option) => `  ${option.label}`), content.tail].filter(Boolean).join('\n')
    : content.text
