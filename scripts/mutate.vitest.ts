import { join, matchesGlob, relative } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The tests of the dialogue that need neither database nor network, those that load least first: the first that fails ends a run. */
const TESTS = [
  'test/unit/talk/kinds.test.ts',
  'test/unit/talk/kinds-said.test.ts',
  'test/unit/talk/engine/*.test.ts',
  'test/unit/talk/{words,turns,drafts,migrate,promises,anchors}.test.ts',
  'test/flows/run.test.ts',
  'test/unit/talk/{every-kind,every-flow}.test.ts',
  'test/unit/talk/citizens.test.ts',
]
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
    include: TESTS,
    environment: 'node',
    testTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: LightestFirst },
  },
})
