import { join, matchesGlob, relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests that need neither database nor network, those that load least first: the first that fails ends a run. */
const DIALOGUE = [
  'test/unit/talk/kinds.test.ts',
  'test/unit/talk/kinds-said.test.ts',
  'test/unit/talk/engine/*.test.ts',
  'test/unit/talk/{words,turns,drafts,migrate,promises,anchors}.test.ts',
  'test/flows/run.test.ts',
  'test/unit/talk/{every-kind,every-flow}.test.ts',
  'test/unit/talk/citizens.test.ts',
]
const PARTS: Readonly<Record<string, readonly string[]>> = {
  dialogue: DIALOGUE,
  matter: [
    'test/unit/ticket/written.test.ts',
    'test/unit/ticket/{supervising,joining,merging,held,breaches,clocks,timers,route}.test.ts',
    'test/unit/ticket/{transition,checkpoints,table}.test.ts',
  ],
  number: ['test/unit/ticket/{query-code,history,open-words,number}.test.ts'],
  rules: ['test/unit/rules/{steps,days,hours,deadline,load}.test.ts'],
}
const TESTS = PARTS[process.env.MUTATED ?? ''] ?? DIALOGUE
const ROOT = join(import.meta.dirname, '..')

class LightestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => TESTS.findIndex((glob) => matches(moduleId, glob))
    return [...files].sort((one, other) => rank(one) - rank(other))
  }
}

const matches = (file: string, glob: string): boolean => matchesGlob(relative(ROOT, file), glob)

/** What `npm run mutate` runs against each mutant. */
export default defineConfig({
  root: ROOT,
  test: {
    include: [...TESTS],
    environment: 'node',
    testTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: LightestFirst },
  },
})
