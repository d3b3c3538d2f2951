import { parseArgs } from 'node:util'
import { type FunnelStep, readFunnel } from '../../talk/dialogue/index.ts'
import { configured, inDatabase } from './configured.ts'
import type { Said } from './flows.ts'

/**
 * `npm run flows -- funnel [--json]`: how far people come in each flow. With the embedded database the service has to be stopped
 * first: its folder takes one process.
 */
export async function funnelCommand(args: string[], env?: Record<string, string | undefined>): Promise<Said> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
  const config = configured(env)
  if (!config.ok) return { ok: false, text: config.error }
  const steps = await inDatabase(config.value, readFunnel)
  return { ok: true, text: values.json ? JSON.stringify({ steps }) : tableOf(steps) }
}

const HEAD = ['flow', 'step', 'reached', 'answered', 'wrong', 'skipped', 'left', 'half within']

export function tableOf(steps: FunnelStep[]): string {
  if (steps.length === 0) return 'nothing counted yet'
  const rows = steps.map((step) => [
    `${step.flow} ${step.version}`,
    step.step,
    ...[step.reached, step.answered, step.wrong, step.skipped].map(String),
    Object.entries(step.left)
      .map(([by, n]) => `${by} ${n}`)
      .join(', '),
    timeOf(step),
  ])
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => row[column]?.length ?? 0)))
  return [HEAD, ...rows]
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const timeOf = ({ answered, answered_within_ms: ms }: FunnelStep): string =>
  answered === 0 ? '' : ms === null ? 'more than a day' : `${ms / 1000} s`
