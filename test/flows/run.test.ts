import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Document, parse, parseDocument, YAMLMap, YAMLSeq } from 'yaml'
import { z } from 'zod'
import { flowSchema } from '../../src/talk/dialogue/flow.ts'
import { emptySession, type Filed } from '../../src/talk/dialogue/types.ts'
import { ACTS } from './acts.ts'
import { labelOf } from './labels.ts'
import { type Body, openStage, type Script, wording } from './stage.ts'

/**
 * Dialogues as data: what is said, and which texts answer. `UPDATE_FLOWS=1` writes what came instead of comparing; the diff is
 * the review.
 */
const UPDATE = process.env.UPDATE_FLOWS === '1'
const FOLDER = import.meta.dirname

const said = z.union([z.string(), z.array(z.string())])
const step = z.strictObject({
  /** Texts of one turn. */
  say: said.optional(),
  /** The id of something tapped, as in a menu: complaint/confirm/yes. */
  tap: z.string().optional(),
  /** So many photos. */
  photo: z.number().optional(),
  voice: z.literal(true).optional(),
  location: z.string().optional(),
  enter: z.union([z.literal(true), z.string()]).optional(),
  /** Which of the messages said so far is taken back: 1 is the first. */
  recall: z.number().optional(),
  odd: z.string().optional(),
  minutes: z.number().optional(),
  /** From here on the wording is this version of a flow or of the notice. */
  publish: z.enum(['notice', 'reordered', 'shorter']).optional(),
  hears: z.array(z.string()).optional(),
  shows: z.array(z.string()).optional(),
  hides: z.array(z.string()).optional(),
  /** Of the dialogue under way, by text; null: not known; "-": declined. */
  fields: z.record(z.string(), z.string().nullable()).optional(),
  waiting: z.number().optional(),
  acts: z.array(z.string()).optional(),
})
const fieldValue = z.looseObject({ text: z.string() })
const oneCase = z.strictObject({
  name: z.string(),
  understand: z.union([z.literal('real'), z.record(z.string(), z.record(z.string(), fieldValue))]).optional(),
  acts: z.string().optional(),
  /** The matter filed last; `lacks`: registered from a draft that nobody submitted. */
  filed: z.strictObject({ number: z.string(), at: z.string(), lacks: z.array(z.string()).optional() }).optional(),
  /** Instead of the complaint, the flow of test/flows/NAME.yml. */
  flow: z.string().optional(),
  steps: z.array(step),
})
type Step = z.infer<typeof step>

for (const file of readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .sort()) {
  const document = parseDocument(readFileSync(join(FOLDER, file), 'utf8'))
  const cases = z.array(oneCase).parse(document.toJS())
  describe(file.replace('.yaml', ''), () => {
    for (const [index, each] of cases.entries()) it(each.name, () => run(each, index, document, file))
  })
}

async function run(each: z.infer<typeof oneCase>, index: number, document: Document, file: string): Promise<void> {
  const script: Script = {
    ...(each.understand ? { understand: each.understand as NonNullable<Script['understand']> } : {}),
    ...(each.filed ? { session: { ...emptySession, filed: each.filed as Filed } } : {}),
    ...(each.flow ? { wording: withFlow(each.flow) } : {}),
    ...(each.acts ? { perform: ACTS[each.acts] ?? missing(each.acts) } : {}),
  }
  const stage = openStage(script)
  for (const [at, now] of each.steps.entries()) {
    if (now.minutes) stage.passes(now.minutes * 60_000)
    if (now.publish) stage.wording = PUBLISHED[now.publish]()
    const bodies = bodiesOf(now)
    if (bodies.length === 0) continue
    const contents = await stage.turn(bodies)
    const heard = contents.map((content) => labelOf(content, stage.wording))
    if (UPDATE) write(document, file, index, at, heard)
    else expect(heard, where(at, now)).toEqual(now.hears ?? [])
    const text = contents
      .map((content) => [content.kind === 'text' ? content.text : content.head, ...labels(content)].join('\n'))
      .join('\n')
    for (const part of now.shows ?? []) expect(text, where(at, now)).toContain(part)
    for (const part of now.hides ?? []) expect(text, where(at, now)).not.toContain(part)
    const fields = stage.session.thread?.fields ?? {}
    for (const [name, value] of Object.entries(now.fields ?? {})) {
      const known = fields[name]
      const shown = known === undefined ? null : known.skipped ? '-' : known.text
      expect(shown, `${where(at, now)}: ${name}`).toBe(value)
    }
    if (now.waiting !== undefined) expect(stage.session.waiting, where(at, now)).toHaveLength(now.waiting)
    expect(
      stage.wanted.map((wanted) => wanted.act),
      where(at, now),
    ).toEqual(now.acts ?? [])
  }
}

const labels = (content: { kind: string; options?: { label: string }[] }): string[] =>
  (content.options ?? []).map((option) => option.label)
const where = (at: number, now: Step): string => `step ${at + 1}, ${JSON.stringify(now.say ?? now.tap ?? now)}`
const missing = (name: string): never => {
  throw new Error(`test/flows/acts.ts has no ${name}`)
}

function bodiesOf(now: Step): Body[] {
  const texts = typeof now.say === 'string' ? [now.say] : (now.say ?? [])
  const media = (kind: 'image' | 'voice'): Body => ({ kind, platformMedia: 'm' })
  return [
    ...texts.map(
      (text): Body => ({ kind: 'text', text: text.replace(/^x(\d+)$/, (_, n) => '很吵。'.repeat(Number(n))) }),
    ),
    ...Array.from({ length: now.photo ?? 0 }, () => media('image')),
    ...(now.voice ? [media('voice')] : []),
    ...(now.location !== undefined
      ? [{ kind: 'location' as const, latitude: 30.5, longitude: 114.3, name: now.location, address: '' }]
      : []),
    ...(now.tap !== undefined ? [{ kind: 'text' as const, text: '点了', menuId: now.tap }] : []),
    ...(now.enter ? [{ kind: 'entered' as const, scene: now.enter === true ? '' : now.enter, sceneParam: '' }] : []),
    ...(now.recall !== undefined ? [{ kind: 'recall' as const, seq: now.recall }] : []),
    ...(now.odd !== undefined ? [{ kind: 'unknown' as const, of: now.odd, raw: {} }] : []),
  ]
}

const PUBLISHED = {
  notice: () => ({
    ...wording,
    common: { ...wording.common, notice: { ...wording.common.notice, version: '2030-1' } },
  }),
  /** The options of the first choice stand the other way round. */
  reordered: () =>
    withComplaint((steps) =>
      steps.map((each) => (each.kind === 'choice' ? { ...each, options: [...each.options].reverse() } : each)),
    ),
  /** The question about the party is no longer asked. */
  shorter: () => withComplaint((steps) => steps.filter((each) => each.id !== 'party')),
}

function withFlow(name: string): typeof wording {
  const flow = flowSchema.parse(parse(readFileSync(join(FOLDER, `${name}.yml`), 'utf8')))
  return { ...wording, flows: { ...wording.flows, complaint: flow } }
}

type Complaint = NonNullable<(typeof wording.flows)['complaint']>
function withComplaint(change: (steps: Complaint['steps']) => Complaint['steps']) {
  const complaint = wording.flows.complaint as Complaint
  const next = { ...complaint, version: complaint.version + 1, steps: change(complaint.steps) }
  return { ...wording, flows: { ...wording.flows, complaint: next } }
}

function write(document: Document, file: string, index: number, at: number, heard: string[]): void {
  const node = document.getIn([index, 'steps', at])
  if (!(node instanceof YAMLMap)) throw new Error(`${file}: case ${index + 1} has no step ${at + 1}`)
  const list = new YAMLSeq()
  list.items.push(...heard.map((text) => document.createNode(text)))
  list.flow = false
  if (heard.length === 0) node.delete('hears')
  else node.set('hears', list)
  writeFileSync(join(FOLDER, file), document.toString({ lineWidth: 120, flowCollectionPadding: false }))
}
