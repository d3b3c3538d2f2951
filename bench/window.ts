import { parseArgs } from 'node:util'
import { ninetyDays } from './window/ninety-days.ts'

const USAGE = 'usage: bench window [--conversations 1000] [--days 90] [--seed 1] [--json]'

/** The reply window as a budget: over the whole time no send is refused, no notice is lost, nobody is woken. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      conversations: { type: 'string', default: '1000' },
      days: { type: 'string', default: '90' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [conversations, days, seed] = [values.conversations, values.days, values.seed].map(Number)
  if (!conversations || !days || seed === undefined || Number.isNaN(seed)) {
    console.error(USAGE)
    return 2
  }
  const figures = await ninetyDays({ conversations, days, seed, progress: (text) => console.error(text) })
  if (values.json) console.log(JSON.stringify(figures))
  else
    for (const [name, value] of Object.entries(figures))
      console.log(`${name.padEnd(24)} ${Math.round(value * 10) / 10}`)
  return figures.refused + figures.lost + figures.woken === 0 ? 0 : 1
}
