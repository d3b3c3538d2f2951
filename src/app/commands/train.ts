import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import {
  countRarity,
  DANGER_TRAINING,
  type LabelledRow,
  packDanger,
  pairsIn,
  readCueRules,
  readDangerExamples,
  readExamples,
  readLabelled,
  TRAINING,
  trainDanger,
  trainModel,
  writeDangerModel,
  writeModel,
  writeRarity,
} from '../../case/understand/index.ts'
import { trainCorrections } from './train-corrections.ts'

const USAGE = `usage: train --data FILE [--out DIR] [--seed N] [--date YYYY-MM-DD] [--source TEXT]
       train --corrections
`
const RULES_DIR = join(import.meta.dirname, '../../../rules')

/** Trains the local classifier and what finds danger in sentences, and writes the models that ship. The same rows and seed give the same bytes. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      corrections: { type: 'boolean', default: false },
      out: { type: 'string', default: join(RULES_DIR, 'models') },
      seed: { type: 'string', default: String(TRAINING.seed) },
      date: { type: 'string', default: 'undated' },
      source: { type: 'string', default: 'rows given to the train command' },
    },
  })
  if (values.corrections) {
    const { code, text } = await trainCorrections()
    process.stdout.write(`${text}\n`)
    return code
  }
  if (values.data === undefined) {
    process.stderr.write(USAGE)
    return 2
  }
  const data = readLabelled(values.data)
  if (data === undefined || data.kind !== 'labelled') {
    process.stdout.write(data === undefined ? 'skipped: no data\n' : 'these rows have no labels\n')
    return data === undefined ? 0 : 1
  }
  const seed = Number(values.seed)
  const cues = readCueRules(RULES_DIR)
  const examples = readExamples(RULES_DIR)
  const start = performance.now()
  const material = { rows: data.rows, examples: examples.rows, cues }
  const { classes, byExample, packed, calibration } = trainModel(material, { ...TRAINING, seed })
  const { bytes, ...scales } = packed
  const info = writeModel(values.out, bytes, {
    classes,
    byExample,
    features: TRAINING.features,
    ...scales,
    calibration,
    coverage: TRAINING.coverage,
    training: {
      source: values.source,
      rows: data.rows.length,
      sha256: data.sha256,
      date: values.date,
      seed,
      c: TRAINING.c,
      epochs: TRAINING.epochs,
      wordsVersion: cues.version,
      examplesVersion: examples.version,
    },
  })
  const from = { source: values.source, rows: data.rows.length, date: values.date }
  writeRarity(values.out, countRarity(data.rows.map(pairsIn)), from)
  const danger = learnDanger(data, seed, values.out)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  process.stdout.write(
    `model ${info.version}: ${classes.length} classes from ${data.rows.length} rows, ${bytes.length} bytes\n` +
      `danger ${danger.version}; ${seconds} s in all\n` +
      'npm run eval -- classify --data FILE prints how good it is\n',
  )
  return 0
}

function learnDanger({ rows, sha256 }: { rows: LabelledRow[]; sha256: string }, seed: number, out: string) {
  const examples = readDangerExamples(RULES_DIR)
  const settings = { ...DANGER_TRAINING, seed }
  const weights = trainDanger(rows, examples, settings)
  const { bytes, scale } = packDanger(weights)
  const training = { rows: rows.length, sha256, examplesVersion: examples.version, seed }
  const { features, threshold } = settings
  return writeDangerModel(out, bytes, { features, scale, bias: weights.bias, threshold, training })
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
