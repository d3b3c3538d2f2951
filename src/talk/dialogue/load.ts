import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, err, ok, type Result } from '../../platform/kernel/index.ts'
import { checkFlow } from './check.ts'
import { checkCommon, checkProducts } from './check-common.ts'
import type { Common } from './engine/index.ts'
import { type Flow, type FlowFile, flowFileSchema } from './flow.ts'
import { parseSource, type Source } from './source.ts'
import { expand, type Fault } from './sub-flow.ts'

const text = z.string().transform((value) => value.trim())

const commonSchema = z.strictObject({
  notice: z.strictObject({ version: z.string(), text }),
  commands: z.record(z.string(), z.array(z.string()).min(1)),
  products: z.record(
    z.string(),
    z.strictObject({
      words: z.array(z.string()).min(1),
      /** `--scene` of `npm run contact-way`. */
      scenes: z.array(z.string()).default([]),
      hello: text,
    }),
  ),
  smalltalk: z.array(z.string()),
  thanks: z.array(z.string()),
  questions: z.record(z.string(), z.strictObject({ words: z.array(z.string()).min(1), say: text })).default({}),
  lost: z.array(z.string()).default([]),
  menu: z.array(z.strictObject({ id: z.string(), label: z.string(), command: z.string() })).max(10),
  texts: z.record(z.string(), text),
})

const noticesSchema = z.strictObject({
  id: z.literal('notices'),
  version: z.number().int(),
  texts: z.record(z.string(), text),
  states: z.record(z.string(), z.string()),
  lines: z.record(z.string(), z.string()),
  /** What happened while the person could not be told, and each step of it in a few words. */
  away: z.strictObject({ head: text, item: text, glue: z.string() }),
  steps: z.record(z.string(), text),
  /** Instead of a message that the platform refused for its words: nothing in it but the number. */
  refused: z.strictObject({ matter: text, plain: text }),
  sms: text,
})

const cardsSchema = z.strictObject({
  id: z.literal('cards'),
  version: z.number().int(),
  cards: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      description: z.string(),
      text: z.string(),
      accept: z.string().optional(),
      acknowledge: z.string().optional(),
      open: z.string(),
    }),
  ),
  rows: z.record(z.string(), z.string()),
  lines: z.record(z.string(), z.string()),
  checkpoints: z.record(z.string(), z.string()),
  danger: z.string(),
  due: z.string(),
  unknown_category: z.string(),
  unknown_place: z.string(),
  done: z.record(z.string(), z.string()),
  states: z.record(z.string(), z.string()),
  refusals: z.record(z.string(), z.string()),
  /** To administrators; `other` for kinds that have no sentence of their own. */
  alarms: z.strictObject({ title: z.string(), open: z.string(), kinds: z.record(z.string(), z.string()) }),
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
  /** 0: the file as a whole. */
  line: number
  message: string
}

/** Files that belong to no single dialogue; every other one is a flow. */
const SHARED = { common: commonSchema, notices: noticesSchema, cards: cardsSchema }

/** Dialogues the service begins by itself. */
const REQUIRED = [
  ...['complaint', 'status', 'supplement', 'complete', 'notify', 'law', 'hotlines'],
  ...['received', 'withdraw', 'dispute', 'review', 'rate'],
]

/** What is published for editors, by the name a file says in its first line. */
export const SCHEMAS: Record<string, z.ZodType> = { flow: flowFileSchema, ...SHARED }

/** The files of a folder as they stand, by name. */
export type WordingFiles = Record<string, string>

export function readFiles(folder: string): WordingFiles {
  const names = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.yaml'))
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** Reads and checks every file of flows/. All faults at once, each with its file and line. */
export function readWording(folder: string, acts: readonly string[]): Result<Wording, FlowFault[]> {
  return parseWording(readFiles(folder), acts)
}

export function parseWording(texts: WordingFiles, acts: readonly string[]): Result<Wording, FlowFault[]> {
  const faults: FlowFault[] = []
  const read = <T>(name: string, schema: z.ZodType<T>): Source<T> | null => {
    const source = parseSource(`${name}.yaml`, texts[`${name}.yaml`], schema)
    if (!source.ok) faults.push(...source.error)
    return source.ok ? source.value : null
  }
  const common = read('common', commonSchema)
  const notices = read('notices', noticesSchema)
  const cards = read('cards', cardsSchema)
  if (common) faults.push(...checkCommon(common.data).map(common.fault))
  const names = Object.keys(texts).map((file) => file.replace(/\.yaml$/, ''))
  const own = [...new Set([...REQUIRED, ...names])].filter((name) => !(name in SHARED))
  const sources = own.flatMap((name) => read(name, flowFileSchema) ?? [])
  const flows = playable(sources, acts, faults)
  if (common) faults.push(...checkProducts(common.data.products, flows).map(common.fault))
  if (faults.length > 0 || !common || !notices || !cards) return err(faults)
  const byId = Object.fromEntries(flows.map((flow) => [flow.id, flow]))
  return ok({
    flows: byId,
    common: { ...common.data, changeable: changeable(flows) },
    notices: notices.data,
    cards: cards.data,
  })
}

/** Every flow with its sub-flows in place, checked; sub-flows are checked too, and then stand only where they are used. */
function playable(sources: Source<FlowFile>[], acts: readonly string[], faults: FlowFault[]): Flow[] {
  const files = Object.fromEntries(sources.map(({ data }) => [data.id, data]))
  const used = sources.flatMap(({ data }) => data.steps.flatMap((step) => (step.kind === 'use' ? [step.use] : [])))
  return sources.flatMap((source) => {
    const { data, file, fault } = source
    if (file !== `${data.id}.yaml`) faults.push(fault({ path: ['id'], message: `flow ${data.id} stands in ${file}` }))
    if (data.sub && !used.includes(data.id))
      faults.push(fault({ path: ['sub'], message: `sub-flow ${data.id} is used by no flow` }))
    const { flow, origins, faults: within } = expand(data, files)
    const found = [...within, ...(within.length > 0 ? [] : checkFlow(flow, acts))]
    faults.push(...found.map((each) => fault(within.length > 0 ? each : { ...each, path: inFile(each.path, origins) })))
    return data.sub ? [] : [flow]
  })
}

/** A step of a sub-flow stands in the file where the sub-flow is used. */
function inFile(path: Fault['path'], origins: number[]): Fault['path'] {
  const [head, index] = path
  return head === 'steps' && typeof index === 'number' ? [head, origins[index] ?? index, ...path.slice(2)] : path
}

function changeable(flows: Flow[]): string[] {
  const names = flows.flatMap((flow) =>
    flow.steps
      .filter((step) => step.kind !== 'act' && step.kind !== 'summary')
      .flatMap((step) => [
        step.field,
        flow.fields[step.field]?.label ?? step.field,
        ...(flow.fields[step.field]?.also ?? []),
      ]),
  )
  return [...new Set(names)]
}

export const faultLine = ({ file, line, message }: FlowFault): string =>
  `${file}${line > 0 ? `:${line}` : ''}: ${message}`

/** For start-up: the service does not run with a dialogue that cannot work. */
export function loadWording(folder: string, acts: readonly string[]): Wording {
  const wording = readWording(folder, acts)
  if (wording.ok) return wording.value
  const list = wording.error.map(faultLine).join('\n')
  throw new AppError({ code: 'flows_invalid', message: `flows/ cannot be used:\n${list}` })
}
