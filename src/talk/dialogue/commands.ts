import { isOneOf, normalise } from './normalise.ts'
import type { CommandName } from './types.ts'

/**
 * The citizen's commands (contract.md): a command is the whole message after normalisation. The words themselves are
 * wording and stand in flows/common.yaml; here they are only matched.
 */
export interface CommandWords {
  commands: Record<string, string[]>
  /** What 改 may be followed by. */
  changeable: string[]
  /** Ways of filing, by the name of their flow. */
  products: Record<string, { words: string[] }>
}

/** What a list of words in common.yaml may be a command for. */
export const COMMANDS: readonly string[] = [
  'complain',
  'status',
  'mine',
  'person',
  'back',
  'restart',
  'leave',
  'help',
  'privacy',
  'change',
  'notify',
  'supplement',
  'law',
  'hotlines',
  'received',
  'withdraw',
  'dispute',
  'review',
  'rate',
] satisfies CommandName[]

/** What an option of a flow may be a command for: "add" says nothing without the question it answers. */
export const OPTION_COMMANDS: readonly string[] = [...COMMANDS, 'add' satisfies CommandName]

export interface Command {
  name: CommandName
  arg: string
}

export type ReadNumber = (text: string) => string | null

/** A command, `改 <field>`, or a bare number with the tracking form and a right check digit; else null: it is an answer. */
export function commandOf(text: string, words: CommandWords, readNumber: ReadNumber): Command | null {
  const bare = normalise(text)
  if (bare === '') return null
  for (const [name, list] of Object.entries(words.commands))
    if (isOneOf(bare, list)) return { name: name as CommandName, arg: '' }
  for (const [flow, product] of Object.entries(words.products))
    if (isOneOf(bare, product.words)) return { name: 'complain', arg: flow }
  const change = /^(?:改|修改|更改)(.{1,8})$/.exec(bare)
  // "改善路况" is an answer: only a field's name or label, or two letters of it, makes it a command.
  const arg = normalise(change?.[1] ?? '')
  const named = words.changeable.map(normalise).some((name) => name === arg || (arg.length > 1 && name.includes(arg)))
  if (named) return { name: 'change', arg }
  const number = readNumber(text)
  return number === null ? null : { name: 'look_up', arg: number }
}
