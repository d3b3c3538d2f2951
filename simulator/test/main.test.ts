import { spawn } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'

const MAIN = new URL('../main.ts', import.meta.url).pathname

/** Starts the program and reads what it says until the last variable. */
const start = async (...more: string[]) => {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--quiet', ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    if (said.includes('WECOM_APP_AES_KEY=')) break
  }
  const variables = Object.fromEntries(
    [...said.matchAll(/^(WECOM_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  )
  return { child, variables: variables as Record<string, string> }
}

describe('the program', () => {
  it('prints the variables a service needs, with secrets nobody else has, and stops when told', async () => {
    const first = await start('--callback', 'http://127.0.0.1:9/')
    const url = first.variables.WECOM_API_BASE
    expect([first.variables.WECOM_OAUTH_BASE, first.variables.WECOM_LOGIN_BASE]).toEqual([url, url])
    expect(first.variables.WECOM_BOT_URL).toBe(`${url?.replace('http', 'ws')}/bot`)
    expect([first.variables.WECOM_BOT_ID, first.variables.WECOM_BOT_SECRET]).toEqual([
      expect.stringMatching(/^aib/),
      expect.stringMatching(/^\w{43}$/),
    ])
    const { WECOM_CORP_ID: corp, WECOM_KF_SECRET: secret } = first.variables
    const answer = await fetch(`${url}/cgi-bin/gettoken?corpid=${corp}&corpsecret=${secret}`)
    expect(await answer.json()).toMatchObject({ errcode: 0 })
    const ended = new Promise((resolve) => first.child.once('exit', resolve))
    first.child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const second = await start()
    expect(second.variables.WECOM_KF_SECRET).not.toBe(secret)
  })

  it('takes its members from an organisation file and its secrets from a config file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'))
    const org = join(folder, 'org.yaml')
    await writeFile(org, 'offices: []\nstaff:\n  - { userid: wang, name: 王, office: 信访局, role: clerk }\n')
    const config = join(folder, 'config.yaml')
    const family =
      'secret: s, token: t, aesKey: jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C, callbackUrl: "http://127.0.0.1:9/"'
    const accounts = 'accounts: [{ open_kfid: wk1, name: 民情 }]\nmembers: []\n'
    await writeFile(config, `corpId: ww1\nkf: { ${family} }\napp: { ${family}, agentId: 5 }\n${accounts}`)
    const { variables } = await start('--org', org, '--config', config)
    expect(variables).toMatchObject({ WECOM_CORP_ID: 'ww1', WECOM_KF_ID: 'wk1', WECOM_APP_AGENT_ID: '5' })
    const members = await (await fetch(`${variables.WECOM_API_BASE}/sim/members`)).json()
    expect(members).toEqual([{ userid: 'wang', name: '王', department: '信访局', status: 1 }])
  })
})
