import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** What `npm run mutate` runs against each mutant: the tests of the dialogue that need neither database nor network. */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    include: [
      'test/unit/talk/{kinds,kinds-said,words,migrate,drafts,turns,promises,anchors,every-flow,every-kind,citizens}.test.ts',
      'test/unit/talk/engine/*.test.ts',
      'test/flows/run.test.ts',
    ],
    environment: 'node',
    testTimeout: 60_000,
    isolate: false,
  },
})
