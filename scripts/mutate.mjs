// `npm run mutate -- [dialogue|matter|number|rules] [FILE …]`: mutation testing of the dialogue engine and the step kinds, or of another
// pure part of the service, or of those of its files that are named. Slow, so it is no part of CI. What an earlier run found is kept for what has
// not changed since; `--all` forgets it. Stryker needs the compiler's API, which TypeScript 7 no longer has: it is installed apart,
// beside TypeScript 5.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
const HOME = join(ROOT, '.minqing/mutation')
const PACKAGES = ['@stryker-mutator/core@10.1.1', '@stryker-mutator/vitest-runner@10.1.1', 'typescript@5.9']
/** The project's own: what runs the tests has to be the one that the tests are written for. */
const OWN = ['vitest', 'vite']
/** What is pure, by the part that is asked for; which tests are run against it says mutate.vitest.ts. */
const PARTS = {
  dialogue: ['src/talk/dialogue/engine/*.ts', 'src/talk/dialogue/kinds/*.ts'],
  matter: [
    'src/case/ticket/{table,states,outcome,transition,routing,handling,reviewing,aside,supervising,merging}.ts',
    'src/case/ticket/{checkpoints,timers,breaches,clocks,held,route}.ts',
  ],
  number: ['src/case/ticket/{number,query-code,history,history-canonical,history-public}.ts'],
  rules: ['src/case/rules/{days,deadline,hours,profile,steps}.ts'],
}
/** Of a hundred mutants so many must be noticed by a test (issues 4 and 6). */
const LEAST_SCORE = 85

const ALL = '--all'
const asked = process.argv.slice(2).filter((word) => word !== ALL)
const part = asked[0] in PARTS ? asked.shift() : 'dialogue'
prepare()
writeFileSync(join(HOME, 'stryker.json'), JSON.stringify(settings(asked.length > 0 ? asked : PARTS[part]), null, 2))
process.exitCode = run('node_modules/.bin/node', [installed('core/bin/stryker.js'), 'run', join(HOME, 'stryker.json')])

function prepare() {
  if (existsSync(installed('vitest-runner/package.json'))) return
  mkdirSync(HOME, { recursive: true })
  writeFileSync(join(HOME, 'package.json'), '{ "private": true }\n')
  const options = ['--no-save', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund']
  const failed = run('npm', ['install', '--prefix', HOME, ...options, ...PACKAGES])
  if (failed) process.exit(failed)
  for (const name of OWN) {
    const link = join(HOME, 'node_modules', name)
    rmSync(link, { recursive: true, force: true })
    symlinkSync(join(ROOT, 'node_modules', name), link)
  }
}

function installed(path) {
  return join(HOME, 'node_modules/@stryker-mutator', path)
}

function settings(mutate) {
  return {
    mutate,
    testRunner: 'vitest',
    plugins: [installed('vitest-runner/dist/src/index.js')],
    vitest: { configFile: 'scripts/mutate.vitest.ts' },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // A busy machine is no mutant that was noticed.
    timeoutMS: 10_000,
    symlinkNodeModules: true,
    checkers: [],
    incremental: true,
    incrementalFile: join(HOME, `incremental-${part}.json`),
    force: process.argv.includes(ALL),
    tempDirName: '.minqing/mutation/sandbox',
    ignorePatterns: ['.minqing', 'docs', 'dist'],
    reporters: ['clear-text', 'progress-append-only', 'json'],
    jsonReporter: { fileName: join(HOME, `mutation-${part}.json`) },
    clearTextReporter: { logTests: false, reportTests: false },
    thresholds: { high: 95, low: LEAST_SCORE, break: LEAST_SCORE },
  }
}

function run(command, args) {
  // Each mutant imports everything anew: what is compiled already saves a third of that.
  const env = { ...process.env, QUICK: '1', MUTATED: part, NODE_COMPILE_CACHE: join(HOME, 'compiled') }
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env })
  return status ?? 1
}
