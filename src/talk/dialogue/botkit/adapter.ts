import { type Activity, BotAdapter, type ResourceResponse, type TurnContext } from 'botbuilder-core'
import { currentTurn } from './turn-context.ts'

/** Botkit's way out: what it "sends" is collected by the turn, and leaves as rows in the turn's own transaction. */
export class TurnAdapter extends BotAdapter {
  readonly name = 'Minqing turn adapter'

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const turn = currentTurn()
    return activities.map((activity) => {
      if (activity.type === 'message') turn.said.push(activity.channelData)
      return { id: String(turn.said.length) }
    })
  }

  override updateActivity(): Promise<never> {
    return Promise.reject(new Error('a message of a turn cannot be changed: it is not sent before the turn ends'))
  }

  override deleteActivity(): Promise<never> {
    return Promise.reject(new Error('a message of a turn cannot be deleted: it is not sent before the turn ends'))
  }

  override continueConversation(): Promise<never> {
    return Promise.reject(new Error('nothing starts a conversation here: notices go through talk/outbox'))
  }

  run(
    activity: Partial<Activity>,
    logic: (context: TurnContext) => Promise<void>,
    makeContext: (adapter: BotAdapter, activity: Partial<Activity>) => TurnContext,
  ): Promise<void> {
    return this.runMiddleware(makeContext(this, activity), logic)
  }
}
