import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ERRCODES, explainErrcode, kfText } from '../../../src/wecom/index.ts'
import { clientOf, OK, refused, type Script, standIn } from './stand-in.ts'

const ASK = { openKfid: 'wk1' }
const PAGE = { ...OK, next_cursor: 'c', has_more: 0, msg_list: [] }
const SEND = { touser: 'wm1', openKfid: 'wk1', message: kfText('hello') }
const status =
  (code: number, body = 'oops'): Script =>
  (_, response) => {
    response.writeHead(code, { location: 'http://127.0.0.1:1/' }).end(body)
  }

describe('errcodes', () => {
  it.each([
    [-1, 'busy'],
    [6000, 'busy'],
    [45033, 'busy'],
    [45035, 'busy'],
    [45009, 'frequency'],
    [45036, 'frequency'],
    [95001, 'customer'],
    [95002, 'customer'],
    [95013, 'customer'],
    [95031, 'customer'],
    [95016, 'session'],
    [95018, 'session'],
    [95019, 'session'],
    [95007, 'sender_token'],
    [40201, 'content'],
    [95030, 'content'],
    [95033, 'done'],
    [846606, 'done'],
    [95026, 'config'],
    [60020, 'config'],
    [48007, 'config'],
    [301002, 'config'],
    [81013, 'config'],
    [40007, 'gone'],
    [60140, 'gone'],
    [42051, 'ours'],
    [90204, 'ours'],
    [123456789, 'unknown'],
  ])('%i is %s', (errcode, kind) => {
    expect(explainErrcode(errcode).kind).toBe(kind)
  })

  it('stand in the table once, each with a meaning', () => {
    expect(ERRCODES.size).toBeGreaterThan(120)
    for (const [, entry] of ERRCODES) expect(entry.meaning).not.toBe('')
  })
})

describe('a call that fails for the moment', () => {
  it.each<[string, Script]>([
    ['system busy', refused(-1)],
    ['too many at once', refused(45033)],
    ['HTTP 502', status(502)],
    ['HTTP 503 with a JSON body', status(503, '{"errcode":0}')],
    ['a web page with HTTP 200', status(200, '<html>maintenance</html>')],
    ['an empty answer', status(200, '')],
    ['a dropped connection', (_, response) => response.destroy()],
  ])('is tried three times when it is a read: %s', async (_, script) => {
    await using server = await standIn({ 'kf/sync_msg': [script] })
    const { client, paused } = clientOf(server.url)
    expect(await client.kf.syncMsg(ASK)).toMatchObject({ ok: false, error: { kind: 'busy' } })
    expect(server.calls('kf/sync_msg')).toHaveLength(3)
    expect(paused).toEqual([200, 800])
  })

  it('succeeds with the try that succeeds', async () => {
    await using server = await standIn({ 'kf/sync_msg': [refused(-1), status(500), PAGE] })
    const { client, records } = clientOf(server.url)
    expect((await client.kf.syncMsg(ASK)).ok).toBe(true)
    const tries = records.filter((record) => record.api === 'kf/sync_msg')
    expect(tries.map(({ attempt, httpStatus, kind, errcode }) => [attempt, httpStatus, kind, errcode])).toEqual([
      [1, 200, 'busy', -1],
      [2, 500, 'busy', null],
      [3, 200, 'ok', 0],
    ])
  })

  it('is not tried again when that might send twice', async () => {
    await using server = await standIn({
      'kf/send_msg': [refused(-1)],
      'kf/send_msg_on_event': [refused(-1)],
      'kf/service_state/trans': [refused(-1)],
      'message/send': [refused(-1)],
      'message/update_template_card': [refused(-1)],
      'auth/getuserinfo': [refused(-1)],
    })
    const { client } = clientOf(server.url)
    const content = { msgtype: 'text', text: { content: 'hello' } } as const
    await client.kf.sendMsg(SEND)
    await client.kf.sendMsgOnEvent({ code: 'C', msgid: 'w-1', message: kfText('hello') })
    await client.kf.serviceState.trans({ openKfid: 'wk1', externalUserid: 'wm1', state: 'assistant' })
    await client.message.send({ agentId: 1, to: 'all', content })
    await client.message.updateTemplateCard({ agentId: 1, to: 'all', responseCode: 'R', change: { replaceName: 'x' } })
    await client.auth.getUserInfo('CODE')
    const calls = server.seen.filter((call) => call.path !== 'gettoken').map((call) => call.path)
    expect(new Set(calls).size).toBe(6)
    expect(calls).toHaveLength(6)
  })

  it('is tried again when the platform would recognise the second', async () => {
    await using server = await standIn({
      'kf/send_msg': [status(500), { ...OK, msgid: 'out-1' }],
      'message/send': [status(500), { ...OK, msgid: 'm' }],
    })
    const { client } = clientOf(server.url)
    expect((await client.kf.sendMsg({ ...SEND, msgid: 'out-1' })).ok).toBe(true)
    const content = { msgtype: 'text', text: { content: 'hello' } } as const
    expect((await client.message.send({ agentId: 1, to: 'all', content, duplicateCheckSeconds: 600 })).ok).toBe(true)
  })

  it('ends at its deadline', async () => {
    await using server = await standIn({ 'auth/getuserinfo': [() => {}] })
    const { client } = clientOf(server.url, { timeoutMs: 30 })
    expect(await client.auth.getUserInfo('CODE')).toEqual({
      ok: false,
      error: { kind: 'busy', errcode: null, errmsg: 'no answer: timeout' },
    })
  })

  it('ends at its deadline also when the answer stops half way', async () => {
    const half: Script = (_, response) => response.writeHead(200).write('{"errcode":0,')
    await using server = await standIn({ 'auth/getuserinfo': [half] })
    const { client } = clientOf(server.url, { timeoutMs: 30 })
    expect(await client.auth.getUserInfo('CODE')).toMatchObject({ ok: false, error: { errmsg: 'no answer: timeout' } })
  })

  it('says so when nobody listens', async () => {
    const { client } = clientOf(await closedPort())
    expect(await client.kf.syncMsg(ASK)).toMatchObject({
      ok: false,
      error: { kind: 'busy', errmsg: 'no answer: ECONNREFUSED' },
    })
  })
})

describe('a call that must be left alone', () => {
  it('stops at 45009 for a minute and stops no other API', async () => {
    await using server = await standIn({
      'user/get': [refused(45009), { ...OK, userid: 'zhangsan', name: 'Z' }],
      'kf/account/list': [{ ...OK, account_list: [] }],
    })
    const { client, clock } = clientOf(server.url)
    expect(await client.user.get('zhangsan')).toMatchObject({
      ok: false,
      error: { kind: 'frequency', errcode: 45009, retryAfterMs: 60_000 },
    })
    clock.advance(45_000)
    expect(await client.user.get('lisi')).toMatchObject({
      ok: false,
      error: { kind: 'frequency', retryAfterMs: 15_000 },
    })
    expect(server.calls('user/get')).toHaveLength(1)
    expect((await client.kf.accounts()).ok).toBe(true)
    clock.advance(15_000)
    expect((await client.user.get('zhangsan')).ok).toBe(true)
  })

  it('lets doorbells through while polling without a token is limited (trap 9.8)', async () => {
    await using server = await standIn({ 'kf/sync_msg': [refused(45009), PAGE] })
    const { client } = clientOf(server.url)
    expect(await client.kf.syncMsg({ openKfid: 'wk1', cursor: 'c' })).toMatchObject({ ok: false })
    expect(await client.kf.syncMsg({ openKfid: 'wk1', cursor: 'c' })).toMatchObject({ error: { kind: 'frequency' } })
    expect((await client.kf.syncMsg({ openKfid: 'wk1', cursor: 'c', token: 'BELL' })).ok).toBe(true)
    expect(server.calls('kf/sync_msg')).toHaveLength(2)
  })

  it.each([48002, 60020, 95018, 95001, 40058])('is not repeated after %i', async (errcode) => {
    await using server = await standIn({ 'kf/sync_msg': [refused(errcode)] })
    const { client } = clientOf(server.url)
    expect(await client.kf.syncMsg(ASK)).toMatchObject({ ok: false, error: { errcode } })
    expect(server.calls('kf/sync_msg')).toHaveLength(1)
  })

  it('shows the address that 60020 wants on the list, and the hint for support (trap 9.10)', async () => {
    const errmsg =
      'not allow to access from your ip, hint: [1576065934_28_e0fa], from ip: 9.30.0.138, more info at https://example.com'
    await using server = await standIn({ 'kf/sync_msg': [refused(60020, errmsg)] })
    const { client, records } = clientOf(server.url)
    const hint = 'hint: [1576065934_28_e0fa], from ip: 9.30.0.138'
    expect(await client.kf.syncMsg(ASK)).toMatchObject({ ok: false, error: { kind: 'config', hint } })
    expect(records.at(-1)).toMatchObject({ errcode: 60020, hint })
  })

  it.each([
    [404, 'not found'],
    [302, ''],
    [403, '{"errcode":0}'],
  ])('is a configuration fault when HTTP %i answers', async (code, body) => {
    await using server = await standIn({ 'kf/sync_msg': [status(code, body)] })
    const { client } = clientOf(server.url)
    expect(await client.kf.syncMsg(ASK)).toMatchObject({ ok: false, error: { kind: 'config', errcode: null } })
    expect(server.calls('kf/sync_msg')).toHaveLength(1)
  })
})

describe('an answer', () => {
  it('without errcode is a success', async () => {
    await using server = await standIn({ 'user/get': [{ userid: 'zhangsan', name: 'Z', later: { added: 1 } }] })
    const { client } = clientOf(server.url)
    expect(await client.user.get('zhangsan')).toMatchObject({ ok: true, value: { userid: 'zhangsan' } })
  })

  it('with a numeric string as errcode is read as a number', async () => {
    await using server = await standIn({ 'user/get': [{ errcode: '60111', errmsg: 'no such user' }] })
    const { client } = clientOf(server.url)
    expect(await client.user.get('nobody')).toMatchObject({ ok: false, error: { kind: 'gone', errcode: 60111 } })
  })

  it('that lacks what the documentation promises is a fault, not a guess', async () => {
    await using server = await standIn({ 'user/get': [{ ...OK, name: 'Z' }] })
    const { client } = clientOf(server.url)
    expect(await client.user.get('zhangsan')).toMatchObject({
      ok: false,
      error: { kind: 'unknown', errmsg: expect.stringContaining('"userid"') },
    })
  })
})

async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
