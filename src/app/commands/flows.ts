import { funnelCommand } from './flows-funnel.ts'
import { playCommand } from './flows-play.ts'

/** What a sub-command says, and whether it went well. */
export interface Said {
  ok: boolean
  text: string
}

/** `npm run flows -- NAME …` */
const COMMANDS: Record<string, (args: string[]) => Promise<Said>> = { play: playCommand, funnel: funnelCommand }

if (import.meta.main) {
  const [name = '', ...args] = process.argv.slice(2)
  const usage = { ok: false, text: `usage: flows ${Object.keys(COMMANDS).join(' | ')}` }
  const { ok, text } = (await COMMANDS[name]?.(args)) ?? usage
  process[ok ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = ok ? 0 : 1
}
