import type { Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import { readBack, settleReadBack } from '../inbox/index.ts'
import type { Line } from './engine/index.ts'
import type { Pending } from './inputs.ts'
import { normalise } from './normalise.ts'

/** Menu ids of a voice that was read back: `voice/<media>/yes`. */
const TAP = /^voice\/([0-9A-Za-z]{1,32})\/(yes|no)$/
export const voiceMenu = (mediaId: string, labels: { yes: string; no: string }) => [
  { id: `voice/${mediaId}/yes`, label: labels.yes },
  { id: `voice/${mediaId}/no`, label: labels.no },
]

export interface VoiceAnswers {
  /** What is left for the dialogue: a confirmed voice stands as the words it became, at the place of the confirmation. */
  pending: Pending[]
  settled: { mediaId: string; right: boolean }[]
  lines: Line[]
}

/**
 * Answers to "you said: …". Tapped, they name the voice; typed, they count only while nothing else was asked since, because
 * "right" at the summary files a matter. Nothing that was heard counts before this.
 */
export async function voiceAnswers(
  db: Db,
  before: { id: string; revision: number },
  pending: Pending[],
  texts: Record<string, string>,
): Promise<VoiceAnswers> {
  const asked = pending.some(mayAnswer) ? await readBack(db, before.id) : []
  const answers: VoiceAnswers = { pending: [], settled: [], lines: [] }
  for (const message of pending) {
    const tapped = message.body.kind === 'text' ? TAP.exec(message.body.menuId ?? '') : null
    const said = tapped
      ? { mediaId: tapped[1] ?? '', right: tapped[2] === 'yes' }
      : typed(message, asked, before, texts)
    const open = asked.find(({ mediaId }) => mediaId === said?.mediaId)
    const twice = answers.settled.some(({ mediaId }) => mediaId === said?.mediaId)
    if (said === null) answers.pending.push(message)
    else if (!open || twice) answers.lines.push(note(texts.stale_tap))
    else {
      answers.settled.push(said)
      if (said.right) answers.pending.push({ ...message, body: { kind: 'text', text: open.words } })
      else answers.lines.push(note(texts.voice_wrong))
    }
  }
  return answers
}

export async function settleVoices(trx: Transaction<Tables>, { settled }: VoiceAnswers): Promise<void> {
  for (const { mediaId, right } of settled) await settleReadBack(trx, mediaId, right)
}

const mayAnswer = ({ body }: Pending): boolean => body.kind === 'text'

function typed(
  { body }: Pending,
  asked: Awaited<ReturnType<typeof readBack>>,
  before: { revision: number },
  texts: Record<string, string>,
): { mediaId: string; right: boolean } | null {
  const last = asked.filter(({ revision }) => revision === before.revision).at(-1)
  if (!last || body.kind !== 'text' || body.menuId) return null
  const bare = normalise(body.text)
  const isOneOf = (...lists: (string | undefined)[]) =>
    lists.some((list) => list?.split(' ').some((word) => normalise(word) === bare))
  if (isOneOf(texts.voice_yes, texts.voice_yes_words)) return { mediaId: last.mediaId, right: true }
  if (isOneOf(texts.voice_no, texts.voice_no_words)) return { mediaId: last.mediaId, right: false }
  return null
}

const note = (text: string | undefined): Line => ({ role: 'note', said: { kind: 'text', text: text ?? '' } })
