/**
 * Base of every exception this program throws on purpose. `code` is stable and listed in docs/errors.md (a test compares);
 * `safeMessage` may be shown to a person; `message` and `detail` are for the log and never hold personal data.
 */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly retryable: boolean
  readonly safeMessage: string

  constructor(options: {
    code: string
    message: string
    status?: number
    retryable?: boolean
    safeMessage?: string
    cause?: unknown
  }) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = options.code
    this.status = options.status ?? 500
    this.retryable = options.retryable ?? false
    this.safeMessage = options.safeMessage ?? '系统暂时出了问题，请稍后再试。'
  }
}

/** For branches that cannot be reached; makes a switch over a union exhaustive at compile time. */
export function unreachable(value: never): never {
  throw new AppError({ code: 'unreachable', message: `unexpected value ${nameOf(value)}` })
}

/** Only what tells the members of a union apart: the rest of the value may hold what a person wrote. */
function nameOf(value: unknown): string {
  const { type, kind, code } = Object(value) as Record<string, unknown>
  const name = type ?? kind ?? code ?? value
  return typeof name === 'string' && /^[\w-]{1,40}$/.test(name) ? name : typeof value
}
