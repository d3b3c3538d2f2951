import type { Db } from '../../platform/db/index.ts'
import { hear, inputOf, type Pending, READ_AT_MOST } from './inputs.ts'
import { type RecordDeps, type Recording, record } from './recording.ts'
import { readHandled } from './turn-store.ts'
import { type Input, nothingUnderstood, type Understood } from './types.ts'

export interface RecordConversationDeps extends RecordDeps {
  understand(text: string, whole: string): Promise<Understood>
}

/** What was done in a conversation, turn by turn, as its rows tell it. */
export async function recordConversation(
  db: Db,
  conversationId: string,
  deps: RecordConversationDeps,
): Promise<Recording | null> {
  const turns = new Map<number, Pending[]>()
  for (const message of await readHandled(db, conversationId)) {
    const moment = message.handledAt?.getTime() ?? 0
    turns.set(moment, [...(turns.get(moment) ?? []), message])
  }
  if (turns.size === 0) return null
  const said: Input[][] = []
  let whole = ''
  for (const pending of turns.values()) {
    const inputs: Input[] = []
    for (const heard of hear(pending, { isCommand: (text) => deps.commandOf(text) !== null })) {
      const text = heard.kind === 'ready' ? '' : heard.text.slice(0, READ_AT_MOST)
      whole = `${whole}\n${text}`.trim().slice(0, READ_AT_MOST)
      inputs.push(inputOf(heard, text === '' ? nothingUnderstood : await deps.understand(text, whole)))
    }
    said.push(inputs)
  }
  return record(said, deps)
}
