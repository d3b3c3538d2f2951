import { z } from 'zod'
import { err, ok, type Result } from '../../../platform/kernel/index.ts'

export interface EndpointConfig {
  baseUrl: string
  apiKey: string | undefined
  model: string
}

export interface Asked {
  system: string
  user: string
}

export interface Said {
  text: string
  tokens: number
}

/**
 * `refused`: it answers, but not this; `limited`: it wants to be left alone; `slow`: it did not answer in time; `failed`: anything
 * else that is no answer, from a closed port to half a body.
 */
export type Failure = { kind: 'refused' | 'slow' | 'failed' } | { kind: 'limited'; waitMs: number }

export interface Endpoint {
  complete(asked: Asked, patience: AbortSignal): Promise<Result<Said, Failure>>
}

/** An answer of ours has a few hundred characters. */
const ANSWER_BYTES = 64 * 1024
const ANSWER_TOKENS = 600
/** No turn waits so long: the turn's own patience ends sooner. */
const TIMEOUT_MS = 10_000

const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ total_tokens: z.int().nonnegative() }).nullish().catch(null),
})

/** Any server that speaks `POST /chat/completions`. Loaded only where one is configured: the library is large. */
export async function openEndpoint({ baseUrl, apiKey, model }: EndpointConfig): Promise<Endpoint> {
  const { OpenAI } = await import('openai')
  const client = new OpenAI({
    baseURL: baseUrl,
    // The library would look for what is not given in the environment.
    ...{ apiKey: apiKey ?? 'none', adminAPIKey: null, organization: null, project: null, webhookSecret: null },
    ...{ maxRetries: 0, timeout: TIMEOUT_MS, logLevel: 'off' },
    fetch: plainFetch(apiKey),
  })
  return {
    async complete({ system, user }, patience) {
      try {
        const request = client.chat.completions.create(
          {
            model,
            ...{ temperature: 0, max_tokens: ANSWER_TOKENS, response_format: { type: 'json_object' } },
            messages: [
              { role: 'system', content: system },
              { role: 'user', content: user },
            ],
          },
          { signal: patience },
        )
        const reply = await Promise.race([request, ended(patience)])
        return readCompletion(reply, system.length + user.length)
      } catch (error) {
        return err(patience.aborted ? { kind: 'slow' } : failureOf(error))
      }
    },
  }
}

/** Whoever waits no longer is let go, whatever the request under it does. */
const ended = (patience: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(new Error('no longer waited for'))
    if (patience.aborted) stop()
    else patience.addEventListener('abort', stop, { once: true })
  })

function readCompletion(reply: unknown, asked: number): Result<Said, Failure> {
  const read = completion.safeParse(reply)
  const choice = read.success ? read.data.choices[0] : undefined
  if (!read.success || !choice) return err({ kind: 'failed' })
  const text = choice.message.content ?? ''
  if (choice.message.refusal || choice.finish_reason === 'content_filter' || text === '')
    return err({ kind: 'refused' })
  // Where it does not count itself: a Chinese character is about one token.
  return ok({ text, tokens: read.data.usage?.total_tokens ?? asked + text.length })
}

const faulty = z.object({ status: z.number(), headers: z.instanceof(Headers).optional() })
/** Wrong address, wrong key, no right to the model: it is like one that is down. */
const UNUSABLE = [401, 403, 404, 408]
const DEFAULT_WAIT_MS = 30_000

function failureOf(error: unknown): Failure {
  const read = faulty.safeParse(error)
  if (!read.success) return { kind: 'failed' }
  const { status, headers } = read.data
  if (status === 429) {
    const seconds = Number(headers?.get('retry-after'))
    return { kind: 'limited', waitMs: seconds > 0 ? seconds * 1000 : DEFAULT_WAIT_MS }
  }
  return { kind: status >= 500 || UNUSABLE.includes(status) ? 'failed' : 'refused' }
}

/**
 * No header but what is needed (the library tells of the machine it runs on), no redirect to an address that nobody configured, and
 * no answer without end.
 */
const plainFetch =
  (apiKey: string | undefined) =>
  async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
    })
    const body = await readAtMost(response, ANSWER_BYTES)
    return new Response(body, { status: response.status, headers: response.headers })
  }

async function readAtMost(response: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > most) throw new Error('the answer does not end')
    chunks.push(chunk)
  }
  return Uint8Array.from(Buffer.concat(chunks))
}
