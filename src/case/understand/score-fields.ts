import { readStory } from './fields.ts'
import { MARKED_FIELDS, type MarkedField, type MarkedMessage } from './labels.ts'
import { readPlaceWords } from './place-words.ts'
import { type SpanScores, scoreSpans } from './spans.ts'
import { readWhen } from './when.ts'

const SINGLE: readonly MarkedField[] = ['place', 'time', 'people', 'phone']
const FIELDS = MARKED_FIELDS.filter((field) => field !== 'demands')

export type FieldsReport = { n: number } & Record<string, number | object>

/** F1 of every field, over all messages and over each part. */
export function scoreFields(messages: readonly MarkedMessage[], now: Date): FieldsReport {
  const scored = (of: readonly MarkedMessage[]) =>
    Object.fromEntries(FIELDS.map((field) => [field, scoreField(field, of, now)]))
  const all = scored(messages)
  return {
    n: messages.length,
    ...Object.fromEntries(FIELDS.map((field) => [field, all[field]?.f1 ?? 0])),
    all,
    ...parts(messages, scored),
  }
}

export function scoreDemands(messages: readonly MarkedMessage[], now: Date): FieldsReport {
  const scored = (of: readonly MarkedMessage[]) => scoreField('demands', of, now)
  return { n: messages.length, ...scored(messages), ...parts(messages, scored) }
}

const PARTS = ['development', 'test', 'held'] as const
const parts = (messages: readonly MarkedMessage[], scored: (of: readonly MarkedMessage[]) => object) =>
  Object.fromEntries(PARTS.map((part) => [part, scored(messages.filter(({ half }) => half === part))]))

function scoreField(field: MarkedField, messages: readonly MarkedMessage[], now: Date): SpanScores {
  return scoreSpans(
    messages.map(({ text, spans, also }) => ({
      text,
      said: saidOf(field, text, now),
      marked: spans[field] ?? [],
      also: also[field] ?? [],
      single: SINGLE.includes(field),
    })),
  )
}

/** What would stand in the summary for the citizen to confirm, were this the whole story. */
function saidOf(field: MarkedField, text: string, now: Date): string[] {
  if (field === 'place') return some(readPlaceWords(text))
  if (field === 'time') return some(readWhen(text, now)?.said)
  const story = readStory(text)
  if (field === 'party') return story.parties
  if (field === 'amount') return story.amounts
  if (field === 'people') return some((story.together ?? story.concerned)?.said)
  if (field === 'phone') return some(story.contact?.phone)
  return field === 'tried' ? story.tried : story.wants
}

const some = (value: string | null | undefined): string[] => (value ? [value] : [])
