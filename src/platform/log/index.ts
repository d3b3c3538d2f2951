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
      redact: { paths: personal.flatMap((key) => [key, `*.${key}`]), censor: '[left out]' },
    },
    // Standard output belongs to what the program says to a person; the log goes beside it.
    destination({ fd: 2, sync: false }),
  )
}
