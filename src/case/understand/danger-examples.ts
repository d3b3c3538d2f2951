import { z } from 'zod'

/** `rules/danger-examples.yaml`: sentences made up by us, most lines standing for many of them (see `spread`). */
export const dangerExampleRules = z.strictObject({
  version: z.string(),
  source: z.string(),
  /** Sentences taken of one line. */
  perLine: z.int().positive(),
  /** Ids of training rows that do tell of danger. */
  notOrdinary: z.array(z.int()),
  /** By kind of danger, for whoever reads them: they are learned as one. */
  danger: z.record(z.string(), z.array(z.string().min(1))),
  /** What an ordinary complaint says in the same voice: hazards, the past, the hypothetical, the figurative. */
  ordinary: z.array(z.string().min(1)),
})
export type DangerExamples = z.infer<typeof dangerExampleRules>

const CHOICE = /\(([^()]*)\)(\?)?/g

/** Sentences a line stands for: `(a|b)` is one of the two, `(a|b)?` one of them or nothing. At most `count`, all different. */
export function spread(line: string, count: number, random: () => number): string[] {
  const said = new Set<string>()
  for (let tries = 0; tries < 3 * count && said.size < count; tries += 1) {
    said.add(
      line.replace(CHOICE, (_, either: string, optional?: string) => {
        if (optional && random() < 0.5) return ''
        const words = either.split('|')
        return words[Math.floor(random() * words.length)] ?? ''
      }),
    )
  }
  return [...said]
}
