import { funnel } from './flows-funnel.ts'
import { playFlow } from './flows-play.ts'

/** `npm run flows -- NAME …` */
const COMMANDS: Record<string, (args: string[]) => Promise<boolean>> = { play: playFlow, funnel }

if (import.meta.main) {
  const [name = '', ...args] = process.argv.slice(2)
  const run = COMMANDS[name]
  if (!run) process.stderr.write(`usage: flows ${Object.keys(COMMANDS).join('|')}\n`)
  process.exitCode = run && (await run(args)) ? 0 : 1
}
