import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  crossLearn,
  crossValidate,
  loadUnderstanding,
  readCueRules,
  readExamples,
  readGraded,
  readGroups,
  readJudged,
  readLabelled,
  readMarked,
  readModel,
  readPlaced,
  readPosts,
  readRarity,
  readTexts,
  scoreDemands,
  scoreDuplicates,
  scoreFields,
  scorePaths,
  scoreSameMatter,
  scoreShipped,
  scoreUrgency,
  scoreWays,
  TRAINING,
} from '../../case/understand/index.ts'

import { shanghaiDay, systemClock } from '../../platform/kernel/index.ts'

const USAGE = `usage: eval classify --data FILE [--json]
       eval learning --data FILE [--json]
       eval urgency --data FILE [--ordinary FILE] [--inside FILE] [--json]
       eval duplicates|same_matter --data FILE --truth FILE [--json]
       eval fields|demands|paths|ways --data FILE[,FILE…] [--truth FILE] [--json]
`
const ROOT = join(import.meta.dirname, '../../..')
const RULES_DIR = join(ROOT, 'rules')
/** Long complaints with one sentence of danger inside, made up by us. */
const INSIDE = join(ROOT, 'bench/messages/danger-inside.jsonl')

/** What we marked in public messages, by id and offsets. */
const MARKED = join(ROOT, 'bench/labels/fields.jsonl')
const PLACED = join(ROOT, 'bench/labels/paths.jsonl')
const JUDGED = join(ROOT, 'bench/labels/ways.jsonl')

type Files = { data: string; ordinary?: string; inside: string; truth?: string }
/** Undefined: a file that was named does not exist. */
type Task = (files: Files) => object | undefined

const TASKS: Record<string, Task> = {
  classify,
  learning,
  urgency,
  duplicates: similar(scoreDuplicates),
  same_matter: similar(scoreSameMatter),
  fields,
  demands,
  paths,
  ways,
}

/** Without their rows these fail: a figure that is missing unseen is worse than an error. */
const NEEDS_ROWS: ReadonlySet<Task> = new Set([paths, ways])

/** Prints the figures of one task; see contract.md for the keys. */
export async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      ordinary: { type: 'string' },
      inside: { type: 'string', default: INSIDE },
      truth: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const task = TASKS[positionals[0] ?? '']
  const { data, json, ...others } = values
  if (task === undefined || data === undefined) {
    process.stderr.write(USAGE)
    return 2
  }
  const figures = task({ data, ...others })
  if (figures === undefined && NEEDS_ROWS.has(task)) {
    process.stderr.write(`eval: no labelled message is in ${data}\n`)
    return 1
  }
  if (figures === undefined) process.stdout.write('skipped: no data\n')
  else process.stdout.write(json ? `${JSON.stringify(figures)}\n` : asLines(figures))
  return 0
}

/** The rows the shipped model learned from are cross-validated; all others are scored by the shipped model. */
function classify({ data }: Files): object | undefined {
  const read = readLabelled(data)
  if (read === undefined) return undefined
  const understanding = loadUnderstanding({ rulesDir: RULES_DIR })
  const { info } = readModel(join(RULES_DIR, 'models'))
  if (read.kind === 'labelled' && read.sha256 === info.training.sha256) {
    const { rows: examples } = readExamples(RULES_DIR)
    return crossValidate({ rows: read.rows, examples, cues: readCueRules(RULES_DIR) }, TRAINING)
  }
  return scoreShipped(read.rows, understanding.learned, understanding.classify)
}

/** As if staff had decided these rows: the shipped model beside what it becomes of them. */
function learning({ data }: Files): object | undefined {
  const rows = readLabelled(data)?.rows
  return (
    rows &&
    crossLearn(
      RULES_DIR,
      rows.flatMap(({ label, ...row }) => (label === undefined ? [] : [{ ...row, label }])),
    )
  )
}

function urgency({ data, ordinary, inside }: Files): object | undefined {
  const graded = readGraded(data)
  const plain = ordinary === undefined ? [] : readTexts(ordinary)
  const within = readTexts(inside)
  if (graded === undefined || plain === undefined || within === undefined) return undefined
  const { danger } = loadUnderstanding({ rulesDir: RULES_DIR })
  return scoreUrgency({ graded, ordinary: plain, inside: within }, danger)
}

/** `--truth`: a JSON list of lists of ids, those that belong together. */
function similar(score: typeof scoreDuplicates | typeof scoreSameMatter): Task {
  return ({ data, truth = '' }) => {
    const posts = readPosts(data)
    const groups = readGroups(truth)
    return posts && groups && score(posts, groups, readRarity(join(RULES_DIR, 'models')))
  }
}

function fields({ data, truth = MARKED }: Files): object | undefined {
  const messages = readMarked(data.split(','), truth)
  return messages && scoreFields(messages, systemClock.now())
}

function demands({ data, truth = MARKED }: Files): object | undefined {
  const messages = readMarked(data.split(','), truth)
  return messages && scoreDemands(messages, systemClock.now())
}

function paths({ data, truth = PLACED }: Files): object | undefined {
  const messages = readPlaced(data.split(','), truth)
  return messages && scorePaths(messages, loadUnderstanding({ rulesDir: RULES_DIR }), shanghaiDay(systemClock.now()))
}

function ways({ data, truth = JUDGED }: Files): object | undefined {
  const messages = readJudged(data.split(','), truth)
  return messages && scoreWays(messages, loadUnderstanding({ rulesDir: RULES_DIR }).legal)
}

function asLines(figures: object): string {
  return Object.entries(figures)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}\n`)
    .join('')
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
