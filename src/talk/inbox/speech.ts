import { err, ok, type Result } from '../../platform/kernel/index.ts'

/** A machine that hears. Off unless an address is configured: a citizen's voice goes nowhere by itself. */
export interface SpeechToText {
  transcribe(bytes: Uint8Array, contentType: string): Promise<Result<string, string>>
}

export interface SpeechConfig {
  baseUrl: string
  apiKey: string | undefined
  model: string
}

const TIMEOUT_MS = 60_000
const ANSWER_BYTES = 64 * 1024
/** The endpoint tells the format by the name's ending. */
const ENDINGS: Record<string, string> = { 'audio/amr': 'amr', 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a' }

/** `POST /audio/transcriptions` as OpenAI published it and many servers offer it. AMR goes as it came. */
export function openAiSpeech(config: SpeechConfig): SpeechToText {
  return {
    async transcribe(bytes, contentType) {
      const form = new FormData()
      const name = `voice.${ENDINGS[contentType] ?? 'amr'}`
      form.set('file', new Blob([Uint8Array.from(bytes)], { type: contentType }), name)
      form.set('model', config.model)
      form.set('language', 'zh')
      form.set('response_format', 'json')
      try {
        const response = await fetch(`${config.baseUrl}/audio/transcriptions`, {
          method: 'POST',
          body: form,
          // A redirect would carry the voice to an address that nobody configured.
          redirect: 'error',
          headers: config.apiKey === undefined ? {} : { authorization: `Bearer ${config.apiKey}` },
          signal: AbortSignal.timeout(TIMEOUT_MS),
        })
        const text = await response.text()
        if (!response.ok) return err(`http_${response.status}`)
        return readAnswer(text)
      } catch (error) {
        return err(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable')
      }
    },
  }
}

function readAnswer(body: string): Result<string, string> {
  if (body.length > ANSWER_BYTES) return err('answer_too_long')
  try {
    const answer: unknown = JSON.parse(body)
    const text = typeof answer === 'object' && answer !== null && 'text' in answer ? answer.text : null
    return typeof text === 'string' ? ok(text) : err('answer_without_text')
  } catch {
    return err('answer_not_json')
  }
}
