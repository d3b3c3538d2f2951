import { stringify } from 'yaml'
import { z } from 'zod'
import type { DialogueHost } from './botkit/index.ts'
import { COMMANDS, type Command } from './commands.ts'
import { aboutWhich, current, optionsOf, type World } from './engine/index.ts'
import { normalise } from './normalise.ts'
import { play } from './play.ts'
import { type ActResult, type Answer, emptySession, type Input, type Session } from './types.ts'

/**
 * A conversation as what was done, not what was said: which question was open, what came of the words, which option was meant.
 * Nothing a person wrote, photographed or pointed at has a place in it, so a recording can be shown to anybody and kept.
 */
const name = z.string().regex(/^[a-z][a-z0-9_]*$/)
const heard = z.discriminatedUnion('said', [
  z.strictObject({
    said: z.literal('words'),
    /** The question that was open; none: nothing was under way. */
    at: name.optional(),
    as: z.enum(['answer', 'declined', 'story', 'nothing']),
    /** The place in the menu of what was meant. */
    option: z.int().min(0).max(9).optional(),
    /** Fields that were read out of the words. */
    understood: z.array(name).optional(),
  }),
  z.strictObject({ said: z.literal('tap'), at: z.string().regex(/^[a-z0-9_/]+$/), option: z.int().min(0).max(9) }),
  z.strictObject({ said: z.literal('command'), command: z.enum(COMMANDS as ['help']), field: name.optional() }),
  z.strictObject({ said: z.literal('number') }),
  z.strictObject({ said: z.literal('media'), kind: z.enum(['image', 'voice', 'video', 'file']) }),
  z.strictObject({ said: z.literal('location') }),
  z.strictObject({ said: z.literal('entered') }),
  z.strictObject({ said: z.literal('recalled') }),
  z.strictObject({ said: z.literal('unreadable') }),
])

export const recordingSchema = z.strictObject({
  /** Versions of the flows it was spoken under. */
  flows: z.record(name, z.int()),
  turns: z.array(z.array(heard).min(1)).min(1),
  ends: z.enum(['filed', 'open', 'idle']),
})

export type Recording = z.infer<typeof recordingSchema>
export type Deed = z.infer<typeof heard>

export const recordingText = (recording: Recording): string => stringify(recording).trimEnd()

export interface RecordDeps {
  host: DialogueHost
  world: World
  commandOf(text: string): Command | null
}

/** Plays what was said once more, and writes down what came of it. Acts are not carried out: each gives its first result. */
export async function record(turns: Input[][], deps: RecordDeps): Promise<Recording> {
  const recording: Recording = { flows: {}, turns: [], ends: 'idle' }
  let session = emptySession
  for (const [index, inputs] of turns.entries()) {
    const deeds: Deed[] = []
    for (const input of inputs) {
      const world = { ...deps.world, turn: `turn/${index}` }
      const after = await play(deps.host, 'recording', session, [input], world, async ({ act, step }) => {
        if (act === 'submit_complaint') recording.ends = 'filed'
        return firstResult(step, world)
      })
      deeds.push(deedOf(input, session, after.session, deps))
      session = after.session
      if (session.thread) recording.flows[session.thread.flow] = session.thread.version
    }
    recording.turns.push(deeds)
  }
  if (recording.ends !== 'filed' && session.thread) recording.ends = 'open'
  return recording
}

function firstResult(stepId: string, { flows }: World): ActResult {
  const steps = Object.values(flows).flatMap((flow) => flow.steps)
  const step = steps.find((each) => each.kind === 'act' && each.id === stepId)
  return { say: step?.kind === 'act' ? (Object.keys(step.say)[0] ?? '') : '', values: {} }
}

function deedOf(input: Input, before: Session, after: Session, deps: RecordDeps): Deed {
  switch (input.type) {
    case 'answer': {
      const command = deps.commandOf(input.text)
      if (command?.name === 'look_up') return { said: 'number' }
      return command ? commandDeed(command, before, deps.world) : wordsOf(input, before, after, deps.world)
    }
    case 'tap':
      return tapOf(input.menuId, before, deps.world)
    case 'media':
      return { said: 'media', kind: input.kind }
    case 'command':
      return { said: 'command', command: input.name as 'help' }
    case 'location':
    case 'entered':
    case 'recalled':
    case 'unreadable':
      return { said: input.type }
  }
}

function wordsOf(input: Answer, before: Session, after: Session, world: World): Deed {
  const step = before.thread ? current(before.thread, world) : null
  const value = step ? after.thread?.fields[step.field] : undefined
  const options = step && before.thread ? optionsOf(step, before.thread, world) : []
  const option = options.findIndex(({ id }) => id === value?.id)
  const from = input.parts.map(({ seq }) => seq)
  const told = Object.values(after.thread?.fields ?? {}).some(({ parts }) =>
    parts?.some(({ seq }) => from.includes(seq)),
  )
  const ended = before.thread !== null && after.thread?.flow !== before.thread.flow
  const as = value?.skipped
    ? 'declined'
    : value || (ended && step)
      ? 'answer'
      : told || after.aside
        ? 'story'
        : 'nothing'
  const fields = readOut(before, after)
  return {
    said: 'words',
    ...(step ? { at: step.id } : {}),
    as,
    ...(option >= 0 && option <= 9 ? { option } : {}),
    ...(fields.length > 0 ? { understood: fields } : {}),
  }
}

/** What was understood of these words, beside what they answered. */
function readOut(before: Session, after: Session): string[] {
  const known = before.thread?.fields ?? {}
  return Object.entries(after.thread?.fields ?? {})
    .filter(([field, value]) => value.by === 'understood' && known[field]?.text !== value.text)
    .map(([field]) => field)
}

/** `改 地点`, by the name of the field: the office may have chosen the label. */
function commandDeed({ name: command, arg }: Command, { thread }: Session, { flows }: World): Deed {
  const fields = Object.entries(flows[thread?.flow ?? '']?.fields ?? {})
  const field = fields.find(([id, { label }]) => arg !== '' && (id === arg || normalise(label).includes(arg)))?.[0]
  return { said: 'command', command: command as 'help', ...(field ? { field } : {}) }
}

/** The place in the menu, not its id: an id may be the name of a village. */
function tapOf(menuId: string, before: Session, world: World): Deed {
  const [flow = '', id = '', chosen = ''] = menuId.split('/')
  const step = world.flows[flow]?.steps.find((each) => each.id === id)
  if (!step || step.kind === 'act' || !before.thread) {
    const items = { menu: world.common.menu, aside: aboutWhich(world), change: before.thread?.changing ?? [] }
    const offered = flow in items ? items[flow as 'menu'] : null
    const item = offered?.findIndex((each) => each.id === id) ?? 0
    return { said: 'tap', at: offered ? flow : 'gone', option: Math.max(item, 0) }
  }
  const option = optionsOf(step, before.thread, world).findIndex((each) => each.id === chosen)
  return { said: 'tap', at: `${flow}/${id}`, option: Math.min(Math.max(option, 0), 9) }
}
