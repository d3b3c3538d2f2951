import { type Clock, err, ok } from '../../src/platform/kernel/index.ts'
import { type Channel, type ChannelFault, type Content, KF_WINDOW } from '../../src/talk/channel/index.ts'
import { byteLength, splitText } from '../../src/wecom/index.ts'

const TEXT_BYTES = 2048

interface Session {
  lastWord: number
  sent: number
  state: 'new' | 'bot'
}

/** The platform's rules of wecom.md §3.5 and §3.7, without its wire: counts what it takes and what it has to refuse. */
export interface StrictChannel {
  channel: Channel
  /** The customer says something: the window opens anew. */
  word(peer: string): void
  refused: Map<string, number>
  /** Everything it took: message id → what was said, to whom and when. */
  taken: Map<string, { text: string; peer: string; at: Date }>
  hiccups: number
}

/** `hiccup` decides of each send whether its answer is lost, before it took effect or after. */
export function strictChannel(clock: Clock, hiccup: () => 'before' | 'after' | null): StrictChannel {
  const sessions = new Map<string, Session>()
  const now = () => clock.now().getTime()
  const isOver = (session: Session | undefined) => !session || now() - session.lastWord >= KF_WINDOW.ms
  const refusal = (peer: string, content: Content): string | null => {
    const session = sessions.get(peer)
    if (!session || isOver(session)) return '95002'
    if (session.sent >= KF_WINDOW.messages) return '95001'
    if (session.state !== 'bot') return '95018'
    return byteLength(textOf(content)) > TEXT_BYTES ? 'too_long' : null
  }
  const strict: StrictChannel = {
    refused: new Map(),
    taken: new Map(),
    hiccups: 0,
    word(peer) {
      const before = sessions.get(peer)
      sessions.set(peer, { lastWord: now(), sent: 0, state: isOver(before) ? 'new' : (before?.state ?? 'new') })
    },
    channel: {
      ...{ name: 'kf', accounts: ['bench'], window: KF_WINDOW },
      here: () => true,
      pull: async () => ok({ messages: [], cursor: null, more: false }),
      async send({ id, peer, content }) {
        const lost = hiccup()
        const busy: ChannelFault = { kind: 'busy', detail: 'no answer' }
        if (lost !== null) strict.hiccups += 1
        if (lost === 'before') return err(busy)
        if (strict.taken.has(id)) return lost === 'after' ? err(busy) : ok(null)
        const why = refusal(peer, content)
        if (why !== null) {
          strict.refused.set(why, (strict.refused.get(why) ?? 0) + 1)
          return err({ kind: why === '95018' ? 'session' : why === 'too_long' ? 'ours' : 'window', detail: why })
        }
        const session = sessions.get(peer)
        if (session) session.sent += 1
        strict.taken.set(id, { text: textOf(content), peer, at: clock.now() })
        return lost === 'after' ? err(busy) : ok(null)
      },
      split: (content) =>
        content.kind === 'text'
          ? splitText(content.text, TEXT_BYTES).map((text) => ({ kind: 'text', text }))
          : [content],
      async sessionState(_account, peer) {
        const session = sessions.get(peer)
        return ok(!session || isOver(session) ? 'ended' : session.state)
      },
      async takeSession(_account, peer) {
        const session = sessions.get(peer)
        if (session) session.state = 'bot'
        return ok(null)
      },
      fetchMedia: async () => err({ kind: 'gone', detail: 'no files here' }),
    },
  }
  return strict
}

const textOf = (content: Content): string =>
  content.kind === 'text' ? content.text : [content.head, ...content.options.map(({ label }) => label)].join('\n')
