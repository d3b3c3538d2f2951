import { MemoryStorage, TurnContext } from 'botbuilder-core'
import { Botkit, BotkitConversation } from 'botkit'
import { TurnAdapter } from '../../src/talk/dialogue/botkit/adapter.ts'
import { inTurn } from '../../src/talk/dialogue/botkit/turn-context.ts'
import type { Input } from '../../src/talk/dialogue/types.ts'

/** The peer: Botkit as its manual shows it, a conversation of so many questions with its own state in its own memory storage. */
export function createPlainBotkit(questions: number): { turn(conversation: string, input: Input): Promise<void> } {
  const adapter = new TurnAdapter()
  const controller = new Botkit({
    adapter,
    storage: new MemoryStorage(),
    disable_webserver: true,
    disable_console: true,
  })
  const asking = new BotkitConversation('asking', controller)
  for (let n = 0; n < questions; n += 1) asking.ask(`question ${n}`, async () => {}, `answer_${n}`)
  controller.addDialog(asking)
  controller.on('message', async (bot) => {
    await bot.beginDialog('asking')
  })
  return {
    async turn(conversation, input) {
      const turn = { input, step: async () => [], said: [], state: {}, failure: undefined }
      const activity = {
        type: 'message',
        channelId: 'bench',
        text: 'text' in input ? input.text : '',
        from: { id: conversation, name: '' },
        recipient: { id: 'bench', name: '' },
        conversation: { id: conversation, isGroup: false, conversationType: '', name: '' },
      }
      await inTurn(turn, () =>
        adapter.run(
          activity,
          (context) => controller.handleTurn(context),
          (from, said) => new TurnContext(from, said),
        ),
      )
    },
  }
}
