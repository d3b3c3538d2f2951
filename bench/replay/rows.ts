import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Dice } from './dice.ts'

const rowSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  title: z.string(),
  detail: z.string(),
  label: z.string().optional(),
})

/** One real message. */
export interface Row {
  id: string
  title: string
  detail: string
  label: string | null
}

export const readRows = async (file: string): Promise<Row[]> => {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, index) => {
    const { id, title, detail, label } = rowSchema.parse(JSON.parse(line))
    return { id: String(id ?? index), title, detail, label: label ?? null }
  })
}

/** As many of each label as there are, in turns, so that a small run sees every subject. */
export const chooseRows = (rows: Row[], count: number, dice: Dice): Row[] => {
  const piles = [...Map.groupBy(dice.shuffle(rows), (row) => row.label).values()]
  const deepest = Math.max(0, ...piles.map((pile) => pile.length))
  const dealt = Array.from({ length: deepest }, (_, depth) => piles.flatMap((pile) => pile[depth] ?? []))
  return dealt.flat().slice(0, count)
}
