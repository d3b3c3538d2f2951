import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppError } from '../../platform/kernel/index.ts'
import { ROOT } from '../root.ts'
import { CHECKLIST, CHECKLIST_ITEMS } from './wecom-coverage-checklist.ts'
import { CALLS, OTHERS, TRAPS, UNUSED, type Used } from './wecom-coverage-rows.ts'

/** `npm run coverage:wecom`: which part of the platform is used where, simulated how and tested by what. */
export const COVERAGE_FILE = join(ROOT, 'docs', 'wecom-coverage.md')

interface Simulated {
  COVERAGE: { endpoint: string; section: string; test: string }[]
  NOT_USED: { endpoint: string; section: string }[]
}

interface Test {
  file: string
  suite: string
  name: string
  text: string
}

/** Faults that make the page wrong, as sentences; empty when it may be written. */
export async function coverageFaults(): Promise<string[]> {
  const simulator = await simulated()
  const known = new Set([...simulator.COVERAGE, ...simulator.NOT_USED].map((row) => row.endpoint))
  const used = new Set([...CALLS, ...OTHERS].map((row) => row.endpoint))
  const called = pathsCalled()
  const tests = allTests('test')
  return [
    ...[...called].filter((path) => !used.has(path)).map((path) => `${path} is called by the client and not in CALLS`),
    ...CALLS.filter((row) => !called.has(row.endpoint)).map((row) => `${row.endpoint} is called by nobody`),
    ...[...known]
      .filter((each) => !used.has(each) && !(each in UNUSED))
      .map((each) => `${each}: neither used nor refused`),
    ...[...used].filter((each) => each in UNUSED).map((each) => `${each} is listed as not used, and used`),
    ...[...CALLS, ...OTHERS]
      .filter((row) => testsOf(row, tests).length === 0)
      .map((row) => `${row.endpoint}: no test holds ${row.tested}`),
    ...[...used].filter((each) => !known.has(each)).map((each) => `the simulator has no ${each}`),
    ...TRAPS.filter((trap) => !trap.without && trapTests(trap.n, tests).length === 0).map(
      (trap) => `no test is named after trap 9.${trap.n}`,
    ),
    ...checklistFaults(tests, allTests('simulator/test')),
  ]
}

function checklistFaults(ours: Test[], simulators: Test[]): string[] {
  const items = new Set(CHECKLIST.map(({ item }) => item))
  return [
    ...Object.keys(CHECKLIST_ITEMS)
      .filter((item) => !items.has(Number(item)))
      .map((item) => `no clause of item ${item} of the checklist`),
    ...CHECKLIST.filter(({ simulator }) => !referredTo(simulator, simulators)).map(
      ({ item, simulator }) => `checklist ${item}: the simulator has no test ${simulator}`,
    ),
    ...CHECKLIST.filter(({ ours: test, without }) => !without && !referredTo(test, ours)).map(
      ({ item, ours: test }) => `checklist ${item}: there is no test ${test}`,
    ),
  ]
}

export async function coveragePage(): Promise<string> {
  const simulator = await simulated()
  const tests = allTests('test')
  const sections = new Map([...simulator.NOT_USED, ...simulator.COVERAGE].map((row) => [row.endpoint, row.section]))
  const rules = (endpoint: string) => simulator.COVERAGE.filter((row) => row.endpoint === endpoint)
  const line = (row: Used) =>
    [
      `\`${row.endpoint}\``,
      `\`${row.ours}\``,
      callers(row),
      `${counted(rules(row.endpoint).length)}, ${quoted(rules(row.endpoint)[0]?.test ?? '')}`,
      testsOf(row, tests).slice(0, SHOWN).map(named).join('<br>'),
    ].join(' | ')
  const table = (rows: readonly Used[]) =>
    [
      '| Endpoint | Ours | Called from | Simulator | Test |',
      '|---|---|---|---|---|',
      ...rows.map((row) => `| ${line(row)} |`),
    ].join('\n')
  const unused = Object.entries(UNUSED)
    .map(([endpoint, reason]) => ({ endpoint, reason, section: sections.get(endpoint) ?? '2.5' }))
    .toSorted((a, b) => a.section.localeCompare(b.section, 'en', { numeric: true }))
  return [
    '# WeCom: what is used, simulated and tested',
    'Written by `npm run coverage:wecom` from the code; a test compares. Do not edit. Numbers of sections are those of the published',
    'documentation as the project sorts it: 1 token, 2 callbacks, 3 customer service, 4 app messages, 5 media, 6 login and address book,',
    '7 smart robot, 8 other ways to a citizen, 9 traps that users of SDKs have reported.',
    '',
    '## Calls',
    'Methods are those of `createWecomClient`. "Simulator" counts the rules it holds to and names the first of its own tests.',
    '',
    table(CALLS),
    '',
    '## Callbacks, pages and the smart robot',
    '',
    table(OTHERS),
    '',
    '## Not used',
    '',
    '| Endpoint | Section | Reason | Simulator |',
    '|---|---|---|---|',
    ...unused.map(
      (row) =>
        `| \`${row.endpoint}\` | ${row.section} | ${row.reason} | ${rules(row.endpoint).length > 0 ? 'yes' : 'no'} |`,
    ),
    '',
    '## Traps',
    '',
    '| Trap | | Test |',
    '|---|---|---|',
    ...TRAPS.map(
      ({ n, trap, without }) => `| 9.${n} | ${trap} | ${without ?? trapTests(n, tests).map(named).join('<br>')} |`,
    ),
    '',
    '## Checklist',
    'What a simulator of the platform has to hold to, clause by clause: the test that it does, and the test that ours lives with it.',
    '',
    '| | Clause | Simulator | Client or service |',
    '|---|---|---|---|',
    ...checklistLines(tests, allTests('simulator/test')),
    '',
  ].join('\n')
}

function checklistLines(ours: Test[], simulators: Test[]): string[] {
  const test = (reference: string, among: Test[]) => {
    const found = referredTo(reference, among)
    return found === undefined ? '' : named(found)
  }
  return CHECKLIST.map(({ item, rule, simulator, ours: reference, without }) =>
    [
      `| 11.${item} ${CHECKLIST_ITEMS[item]}`,
      rule,
      test(simulator, simulators),
      `${without ?? test(reference, ours)} |`,
    ].join(' | '),
  )
}

/** `file › name`, the file without the folder all tests of its kind stand in. */
function referredTo(reference: string, tests: Test[]): Test | undefined {
  const [file = '', name = ''] = reference.split(' › ')
  return tests.find((test) => test.file.replace(/^(?:simulator\/)?test\//, '') === file && test.name === name)
}

const SHOWN = 3

/** The simulator is no part of the service and may not be there: it is asked for when the page is made, and only then. */
async function simulated(): Promise<Simulated> {
  const file = join(ROOT, 'simulator', 'coverage.ts')
  if (!existsSync(file)) {
    throw new AppError({ code: 'coverage_without_simulator', message: 'simulator/coverage.ts is not there' })
  }
  return (await import(pathToFileURL(file).href)) as Simulated
}

const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort()

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** Every path that the client gives a call. */
function pathsCalled(): Set<string> {
  const paths = /'((?:kf|media|message|auth|user|department|ticket)\/[a-z_/]+|gettoken|get_jsapi_ticket)'/g
  const files = filesBelow('src/wecom/client')
  return new Set(files.flatMap((file) => [...read(file).matchAll(paths)].map((match) => match[1] ?? '')))
}

/** Folders beside wecom/ that call a method of the client. */
function callers({ ours }: Used): string {
  if (!/^[a-z]+\.[a-zA-Z.]+$/.test(ours)) return ''
  const folders = filesBelow('src')
    .filter((file) => !file.startsWith('src/wecom/') && read(file).replace(/\s+/g, '').includes(`lient.${ours}(`))
    .map((file) => file.slice('src/'.length, file.lastIndexOf('/')))
  return folders.length > 0 ? [...new Set(folders)].join(', ') : 'offered, not called'
}

/** A title is the first string after `it(`, `describe(`, or after what `each` and `runIf` were given. */
const TITLE =
  /(?:\b(?:it|describe)\(|(?:\]|\)|>)\)?\()\s*(?:'((?:[^'\\\n]|\\.)+)'|`([^`\n]+)`)\s*,\s*(?:async\s*)?(?:\(|\{|[a-z])/g

function allTests(folder: string): Test[] {
  return filesBelow(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = read(file)
      const titles = [...text.matchAll(TITLE)]
      let suite = ''
      return titles.flatMap((match, at): Test[] => {
        const name = (match[1] ?? match[2] ?? '').replaceAll("\\'", "'")
        const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index + match[0].length)
        if (/^\s*describe\b/.test(line)) {
          suite = name
          return []
        }
        return [{ file, suite, name, text: text.slice(match.index, titles[at + 1]?.index ?? text.length) }]
      })
    })
}

/** Tests of the protocol first: they are nearest to the endpoint. */
const testsOf = ({ tested }: Used, tests: Test[]): Test[] => {
  const holding = [...tests, ...allTests('simulator/test')].filter((test) =>
    test.text.replace(/\s+/g, '').includes(tested.replace(/\s+/g, '')),
  )
  const near = holding.filter((test) => test.file.startsWith('test/unit/wecom/'))
  return (near.length > 0 ? near : holding).toSorted((a, b) => Number(isGeneral(a)) - Number(isGeneral(b)))
}

/** About calls as such: any endpoint would do there. */
const isGeneral = ({ file }: Test): boolean => /\/(client|holds)\.test\.ts$/.test(file)

const trapTests = (n: number, tests: Test[]): Test[] =>
  tests.filter(({ suite, name }) =>
    new RegExp(`traps? (?:[0-9., and]*[ ,])?9\\.${n}(?![0-9])`).test(`${suite} ${name}`),
  )

const named = ({ file, suite, name }: Test): string =>
  `\`${file.replace(/^test\//, '')}\` ${cell(suite === '' ? name : `${suite} › ${name}`)}`

const quoted = (reference: string): string =>
  `\`${reference.split(' › ')[0]}\` ${cell(reference.split(' › ').slice(1).join(' › '))}`
const counted = (rules: number): string => (rules === 1 ? '1 rule' : `${rules} rules`)
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')

if (import.meta.main) {
  const faults = await coverageFaults()
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  if (faults.length === 0) await writeFile(COVERAGE_FILE, await coveragePage())
  process.stdout.write(faults.length === 0 ? 'docs/wecom-coverage.md written\n' : 'nothing written\n')
  process.exitCode = faults.length === 0 ? 0 : 1
}
