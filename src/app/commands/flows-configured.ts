import { type Config, readConfig } from '../../platform/config/index.ts'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import type { Environment } from './flows.ts'

/** The configuration of the service, for a command that looks into its database. */
export function configured(env?: Environment): Result<Config, string> {
  const config = readConfig(env)
  if (config.ok) return ok(config.value)
  return err(config.error.map(({ variable, message }) => `${variable} ${message}`).join('\n'))
}
