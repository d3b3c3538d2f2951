import { checkCommand } from './flows-check.ts'
import { funnelCommand } from './flows-funnel.ts'
import { impactCommand } from './flows-impact.ts'
import { playCommand } from './flows-play.ts'
import { recordCommand } from './flows-record.ts'
import { schemaCommand } from './flows-schema.ts'

/** What a sub-command says, and whether it went well. */
export interface Said {
  ok: boolean
  text: string
}

export type Environment = Record<string, string | undefined>

const COMMANDS: Record<string, (args: string[], env?: Environment) => Promise<Said>> = {
  check: checkCommand,
  funnel: funnelCommand,
  impact: impactCommand,
  play: playCommand,
  record: recordCommand,
  schema: schemaCommand,
}

/** `npm run flows -- check | funnel | impact | play FLOW | record CONVERSATION | schema`. */
export async function flows([name = '', ...args]: string[], env?: Environment): Promise<Said> {
  const command = COMMANDS[name]
  return command ? command(args, env) : { ok: false, text: `usage: flows ${Object.keys(COMMANDS).join(' | ')}` }
}

if (import.meta.main) {
  const { ok, text } = await flows(process.argv.slice(2))
  process[ok ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = ok ? 0 : 1
}
