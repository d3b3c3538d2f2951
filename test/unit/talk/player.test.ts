import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'

function plays(flow: string, ...said: string[]) {
  const args = [join(ROOT, 'src/app/commands/flows.ts'), 'play', flow]
  // Nothing of the environment: no database, no network address.
  return spawnSync(process.execPath, args, {
    input: said.map((line) => `${line}\n`).join(''),
    encoding: 'utf8',
    env: {},
  })
}

describe('npm run flows -- play', () => {
  it('plays a flow to its end: menus with their numbers, acts said to be played', () => {
    const { stdout, status } = plays(
      'complaint',
      '路灯坏了两个月没有人修',
      '旧巷子深处',
      '1',
      '尽快修好',
      '没有',
      '不留',
      '/photo',
      '1',
      '1',
    )
    expect(status).toBe(0)
    expect(stdout).toMatch(/哪个乡镇[^\n]*\n {2}1\. /)
    expect(stdout).toContain('路灯坏了两个月没有人修')
    expect(stdout).toContain('1. 没问题，提交')
    expect(stdout).toContain('[played: submit_complaint; nothing is stored or sent]')
    expect(stdout).toContain('已经登记')
    expect(stdout).not.toMatch(/\{[a-z_]+\}|undefined/)
  }, 30_000)

  it('plays every other flow from its first question', () => {
    expect(plays('notify', '2').stdout).toContain('只在有答复')
    expect(plays('law').stdout).toMatch(/最迟\d+月\d+日前转给/)
    expect(plays('hotlines').stdout).toMatch(/110 [\s\S]*12356/)
    expect(plays('nothing')).toMatchObject({ status: 1, stdout: '' })
  }, 30_000)
})
