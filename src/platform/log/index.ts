import { destination, type Logger as PinoLogger, pino } from 'pino'

export type Logger = PinoLogger

/**
 * Structured log. What people wrote, their names, phones and addresses never enter it: log ids, kinds and counts.
 * The redaction below is a net under that rule, not a licence.
 */
export function openLog(level: string, name = 'minqing'): Logger {
  const personal = [
    'text',
    'content',
    'words',
    'phone',
    'name',
    'address',
    'body',
    'contact',
    'nickname',
    'token',
    'secret',
    'code',
  ]
  return pino(
    {
      level,
      base: { service: name },
      serializers: { err: plainError },
      redact: { paths: personal.flatMap((key) => [key, `*.${key}`]), censor: '[left out]' },
    },
    // Standard output belongs to what the program says to a person; the log goes beside it.
    destination({ fd: 2, sync: false }),
  )
}

/**
 * What an error says of itself may quote a person: PostgreSQL's `detail` and PGlite's `params` hold whole rows, and
 * JSON.parse repeats the text. So only what helps and cannot: its type, code, place in the schema, and where it was thrown.
 * `fault` and `type`, because `code` and `name` are left out above.
 */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, severity, table, column, constraint } = error as Error & Record<string, unknown>
  const fromDatabase = severity === undefined ? {} : { table, column, constraint }
  return {
    type: error.constructor.name,
    fault: code,
    message: messageOf(error, severity !== undefined),
    ...fromDatabase,
    frames: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    cause: error.cause === undefined ? undefined : plainError(error.cause),
  }
}

function messageOf(error: Error, fromDatabase: boolean): string {
  if (error instanceof SyntaxError) return '[left out]'
  // `invalid input syntax for type integer: "what was written"`
  return fromDatabase ? error.message.replace(/: ".*/s, ': [left out]') : error.message
}
