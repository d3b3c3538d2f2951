import { AppError } from '../../platform/kernel/index.ts'

/** A rule file or the weights cannot be used; the program must not start and guess instead. */
export function understandingUnusable(file: string, why: string, cause?: unknown): AppError {
  return new AppError({ code: 'understanding_unusable', message: `${file}: ${why}`, cause })
}
