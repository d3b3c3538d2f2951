import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const LOG = new URL('../../../src/platform/log/index.ts', import.meta.url).href

/** The log goes to file descriptor 2, so a program of its own writes it. */
function written(script: string): { lines: Record<string, unknown>[]; text: string; stdout: string } {
  const program = `import { openLog } from ${JSON.stringify(LOG)}\nconst log = openLog('info')\n${script}`
  const { stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  return {
    lines: stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    text: stderr,
    stdout,
  }
}

describe('the log', () => {
  it('goes to standard error, one JSON object a line', () => {
    const { lines, stdout } = written("log.info({ conversation: 'c1' }, 'turn taken')")
    expect(lines).toMatchObject([{ service: 'minqing', conversation: 'c1', msg: 'turn taken' }])
    expect(stdout).toBe('')
  })

  it('leaves out what people wrote and who they are, also one step down', () => {
    const { lines, text } = written(`
      log.info({ text: 'hush', phone: 'hush', name: 'hush', token: 'hush', n: 1 }, 'first')
      log.info({ message: { content: 'hush', address: 'hush', secret: 'hush', kind: 'text' } }, 'second')`)
    expect(text).not.toContain('hush')
    expect(lines).toMatchObject([{ n: 1 }, { message: { kind: 'text' } }])
  })

  it('leaves out the row that PostgreSQL quotes, and the parameters that PGlite keeps', () => {
    const { lines, text } = written(`
      const error = Object.assign(new Error('null value violates not-null constraint'), {
        code: '23502', severity: 'ERROR', table: 'complaints', column: 'reporter',
        detail: 'Failing row contains (hush)', query: 'insert …', params: ['hush'],
      })
      log.error({ err: error }, 'job failed')`)
    expect(text).not.toContain('hush')
    expect(lines[0]?.err).toMatchObject({ fault: '23502', table: 'complaints', column: 'reporter' })
  })

  it('leaves out a text that was not JSON, and the value that was not a number', () => {
    const { text } = written(`
      try { JSON.parse('hush') } catch (error) { log.error({ err: error }, 'x') }
      const error = Object.assign(new Error('invalid input syntax for type integer: "hush"'), { severity: 'ERROR' })
      log.error({ err: new Error('outer', { cause: error }) }, 'y')`)
    expect(text).not.toContain('hush')
  })

  it('says of a bug what it was, where, and why', () => {
    const { lines } = written(
      "log.error({ err: new TypeError('no such thing', { cause: new Error('deeper') }) }, 'job failed')",
    )
    const err = lines[0]?.err as Record<string, unknown>
    expect(err).toMatchObject({ type: 'TypeError', message: 'no such thing', cause: { message: 'deeper' } })
    expect(err.frames).not.toEqual([])
  })
})
