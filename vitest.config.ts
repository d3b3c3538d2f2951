import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'simulator/test/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    retry: 0,
    // Two cores: more workers than that only makes PostgreSQL, Redis and Chromium fight each other.
    maxWorkers: 2,
  },
})
