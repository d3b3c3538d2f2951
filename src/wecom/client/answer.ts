import { z } from 'zod'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { busy, faultOf, type WecomFault } from '../fault.ts'
import { looseNumber, textOrEmpty } from '../message/loose.ts'

/** How the body of an HTTP answer becomes a value. Both steps run under the call's deadline. */
export type Reader<T> = (response: Response) => Promise<Result<T, WecomFault>>

/** `debug` answers, media and some fixtures have no errcode: that is a success (§0). */
const envelope = z.looseObject({ errcode: looseNumber.default(0), errmsg: textOrEmpty })

export function jsonReader<T>(api: string, schema: z.ZodType<T>): Reader<T> {
  return async (response) => {
    const refused = await refusedByStatus(response)
    if (refused !== null) return err(refused)
    const text = await overTheWire(() => response.text())
    return text.ok ? readJson(api, schema, response.status, text.value) : text
  }
}

/** 5xx, and the 429 of a proxy, mean "later" whatever the body says. */
export async function refusedByStatus(response: Response): Promise<WecomFault | null> {
  if (response.status < 500 && response.status !== 429) return null
  await overTheWire(async () => response.body?.cancel())
  return busy(`HTTP ${response.status}`)
}

export function readJson<T>(api: string, schema: z.ZodType<T>, status: number, text: string): Result<T, WecomFault> {
  const body = parseEnvelope(text)
  if (body === null) return err(status === 200 ? busy(`${api}: the answer is not JSON`) : notWecom(api, status))
  if (body.errcode !== 0) return err(faultOf(body.errcode, body.errmsg))
  if (status !== 200) return err(notWecom(api, status))
  const parsed = schema.safeParse(body)
  if (parsed.success) return ok(parsed.data)
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  return err({ kind: 'unknown', errcode: 0, errmsg: `${api}: the answer does not fit the documentation at "${field}"` })
}

export function parseEnvelope(text: string): z.infer<typeof envelope> | null {
  try {
    return envelope.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Runs one step of I/O; a broken or timed-out connection is an expected outcome. The URL (with the token) is never repeated. */
export async function overTheWire<T>(step: () => Promise<T>): Promise<Result<T, WecomFault>> {
  try {
    return ok(await step())
  } catch (error) {
    return err(busy(`no answer: ${reasonOf(error)}`))
  }
}

function notWecom(api: string, status: number): WecomFault {
  return {
    kind: 'config',
    errcode: null,
    errmsg: `${api}: HTTP ${status} is not an answer of WeCom; check the API base`,
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'timeout'
  const cause = error.cause
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return error.name
}
