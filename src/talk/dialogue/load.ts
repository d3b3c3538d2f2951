import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError, err, ok, type Result } from '../../platform/kernel/index.ts'
import { checkFlow } from './check.ts'
import type { Common } from './engine/index.ts'
import { type Flow, flowSchema } from './flow.ts'

const text = z.string().transform((value) => value.trim())

const commonSchema = z.object({
  notice: z.object({ version: z.string(), text }),
  commands: z.record(z.string(), z.array(z.string()).min(1)),
  smalltalk: z.array(z.string()),
  thanks: z.array(z.string()),
  menu: z.array(z.object({ id: z.string(), label: z.string(), command: z.string() })).max(10),
  texts: z.record(z.string(), text),
})

const noticesSchema = z.object({
  id: z.literal('notices'),
  version: z.number().int(),
  texts: z.record(z.string(), text),
  states: z.record(z.string(), z.string()),
  lines: z.record(z.string(), z.string()),
  /** What happened while the person could not be told, and each step of it in a few words. */
  away: z.object({ head: text, item: text, glue: z.string() }),
  steps: z.record(z.string(), text),
  /** Instead of a message that the platform refused for its words: nothing in it but the number. */
  refused: z.object({ matter: text, plain: text }),
  sms: text,
})

const cardsSchema = z.object({
  id: z.literal('cards'),
  version: z.number().int(),
  cards: z.record(
    z.string(),
    z.object({
      title: z.string(),
      description: z.string(),
      text: z.string(),
      accept: z.string().optional(),
      open: z.string(),
    }),
  ),
  rows: z.record(z.string(), z.string()),
  danger: z.string(),
  due: z.string(),
  unknown_category: z.string(),
  unknown_place: z.string(),
  done: z.record(z.string(), z.string()),
  states: z.record(z.string(), z.string()),
  refusals: z.record(z.string(), z.string()),
  /** To administrators; `other` for kinds that have no sentence of their own. */
  alarms: z.object({ title: z.string(), open: z.string(), kinds: z.record(z.string(), z.string()) }),
})

export type NoticeTexts = z.infer<typeof noticesSchema>
export type CardTexts = z.infer<typeof cardsSchema>

export interface Wording {
  flows: Record<string, Flow>
  common: Common
  notices: NoticeTexts
  /** What staff read. */
  cards: CardTexts
}

export interface FlowFault {
  file: string
  message: string
}

const FLOWS = ['complaint', 'status', 'supplement', 'complete', 'notify'] as const

/** Reads and checks every file of flows/. All faults at once, each with its file. */
export function readWording(folder: string, acts: readonly string[]): Result<Wording, FlowFault[]> {
  const faults: FlowFault[] = []
  const read = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const file = `${name}.yaml`
    try {
      const parsed = schema.safeParse(parse(readFileSync(join(folder, file), 'utf8')))
      if (parsed.success) return parsed.data
      for (const issue of parsed.error.issues)
        faults.push({ file, message: `${issue.path.join('.')}: ${issue.message}` })
    } catch (error) {
      faults.push({ file, message: error instanceof Error ? error.message : String(error) })
    }
    return null
  }
  const common = read('common', commonSchema)
  const notices = read('notices', noticesSchema)
  const cards = read('cards', cardsSchema)
  const flows = FLOWS.map((name) => read(name, flowSchema)).filter((flow) => flow !== null)
  for (const flow of flows) {
    for (const message of checkFlow(flow, acts)) faults.push({ file: `${flow.id}.yaml`, message })
  }
  if (faults.length > 0 || !common || !notices || !cards) return err(faults)
  const byId = Object.fromEntries(flows.map((flow) => [flow.id, flow]))
  return ok({ flows: byId, common: { ...common, changeable: changeable(flows) }, notices, cards })
}

function changeable(flows: Flow[]): string[] {
  const names = flows.flatMap((flow) =>
    flow.steps
      .filter((step) => step.kind !== 'act' && step.kind !== 'summary')
      .flatMap((step) => [step.field, flow.fields[step.field]?.label ?? step.field]),
  )
  return [...new Set(names)]
}

/** For start-up: the service does not run with a dialogue that cannot work. */
export function loadWording(folder: string, acts: readonly string[]): Wording {
  const wording = readWording(folder, acts)
  if (wording.ok) return wording.value
  const list = wording.error.map((fault) => `${fault.file}: ${fault.message}`).join('\n')
  throw new AppError({ code: 'flows_invalid', message: `flows/ cannot be used:\n${list}` })
}
