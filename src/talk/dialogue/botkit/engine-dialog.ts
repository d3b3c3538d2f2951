import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs'
import type { Input } from '../types.ts'
import { currentTurn } from './turn-context.ts'

export const ENGINE = 'engine'

/**
 * The one dialog. It begins and ends within a turn, so the state that Botkit's SDK keeps (a stack with step indexes) is always
 * the same empty one; steps, answers and interruptions belong to our engine and its session.
 */
export class EngineDialog extends Dialog {
  constructor() {
    super(ENGINE)
  }

  override async beginDialog(context: DialogContext, options?: { input?: Input }): Promise<DialogTurnResult> {
    const turn = currentTurn()
    try {
      for (const line of await turn.step(options?.input ?? turn.input)) {
        await context.context.sendActivity({ type: 'message', channelData: line })
      }
    } catch (error) {
      turn.failure = error
    }
    return context.endDialog()
  }
}
