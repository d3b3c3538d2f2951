import { type StoreItems, TurnContext } from 'botbuilder-core'
import { Botkit } from 'botkit'
import { type Command, type CommandWords, commandOf, type ReadNumber } from '../commands.ts'
import type { Line } from '../engine/index.ts'
import type { Input } from '../types.ts'
import { TurnAdapter } from './adapter.ts'
import { ENGINE, EngineDialog } from './engine-dialog.ts'
import { currentTurn, inTurn } from './turn-context.ts'

export interface DialogueHost {
  /** Hosts one input: Botkit hears commands, the engine acts. `step` is the engine with what it may do. */
  take(conversationId: string, input: Input, step: (input: Input) => Promise<Line[]>): Promise<Line[]>
}

/** Storage bound to the turn: the state is constant, so one read and one write a turn cost nothing and are kept nowhere. */
const turnStorage = {
  async read(keys: string[]): Promise<StoreItems> {
    const { state } = currentTurn()
    return Object.fromEntries(keys.filter((key) => key in state).map((key) => [key, state[key]]))
  },
  async write(changes: StoreItems): Promise<void> {
    Object.assign(currentTurn().state, changes)
  },
  async delete(keys: string[]): Promise<void> {
    for (const key of keys) delete currentTurn().state[key]
  },
}

export function createHost(words: () => CommandWords, readNumber: ReadNumber): DialogueHost {
  const adapter = new TurnAdapter()
  const controller = new Botkit({ adapter, storage: turnStorage, disable_webserver: true, disable_console: true })
  controller.addDialog(new EngineDialog())

  // `hears` only maps words to commands; what a command does is the engine's business.
  controller.hears(
    async () => heardCommand(currentTurn().input, words(), readNumber) !== null,
    'message',
    async (bot) => {
      const { input } = currentTurn()
      const command = heardCommand(input, words(), readNumber)
      if (!command) return
      await bot.beginDialog(ENGINE, {
        input: { type: 'command', seq: input.seq, name: command.name, arg: command.arg, said: heardText(input) },
      })
    },
  )
  controller.on('message', async (bot) => {
    await bot.beginDialog(ENGINE, {})
  })

  return {
    async take(conversationId, input, step) {
      const turn = { input, step, said: [] as Line[], state: {}, failure: undefined as unknown }
      await inTurn(turn, () =>
        adapter.run(
          {
            type: 'message',
            channelId: 'minqing',
            text: input.type === 'answer' || input.type === 'tap' ? input.text : '',
            from: { id: conversationId, name: '' },
            recipient: { id: 'minqing', name: '' },
            conversation: { id: conversationId, isGroup: false, conversationType: '', name: '' },
          },
          (context) => controller.handleTurn(context),
          (from, activity) => new TurnContext(from, activity),
        ),
      )
      if (turn.failure !== undefined) throw turn.failure
      return turn.said
    },
  }
}

const heardText = (input: Input): string => (input.type === 'answer' ? input.text : '')

function heardCommand(input: Input, words: CommandWords, readNumber: ReadNumber): Command | null {
  return input.type === 'answer' ? commandOf(input.text, words, readNumber) : null
}
