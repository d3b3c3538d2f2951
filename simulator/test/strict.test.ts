import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { APIS } from '../api.ts'
import { BOT_COMMANDS } from '../bot/session.ts'
import { BOT_SHAPES } from '../bot/shapes.ts'
import { SHAPES } from '../shapes.ts'
import { AGENT, CORP, customer, KEYS, KF, type Reply, startWorld, textTo, type World } from './support.ts'

const unknown = (world: World) => world.sim.books().unknown
const tokenOf = async (world: World) =>
  ((await (await world.raw(`/cgi-bin/gettoken?corpid=${CORP}&corpsecret=${KEYS.kf.secret}`)).json()) as Reply)
    .access_token
const card = (more: Record<string, unknown>) => ({
  touser: 'lisi',
  agentid: AGENT,
  msgtype: 'template_card',
  template_card: {
    card_type: 'text_notice',
    main_title: { title: '通知' },
    card_action: { type: 1, url: 'https://example.com' },
    ...more,
  },
})

describe('strict mode', () => {
  it('is on unless it is switched off', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const odd = { ...textTo(phone, '好'), servicer: 'lisi' }
    expect(await world.kf('/kf/send_msg', odd)).toMatchObject({
      errcode: 40058,
      errmsg: expect.stringContaining('strict'),
    })
    expect(unknown(world)).toEqual(['strict: /cgi-bin/kf/send_msg: undocumented field "servicer"'])
    world.sim.settings.change({ switches: { strict: false } })
    expect((await world.kf('/kf/send_msg', odd)).errcode).toBe(0)
  })

  it.each([
    [
      'a second object beside the one of its msgtype',
      { msgtype: 'text', text: { content: '好' }, image: { media_id: 'x' } },
      'image',
    ],
    ['a field inside the object', { msgtype: 'text', text: { content: '好', mentioned: [] } }, 'text.mentioned'],
    [
      'a field of another kind of menu item',
      { msgtype: 'msgmenu', msgmenu: { list: [{ type: 'click', click: { content: '好', url: 'x' } }] } },
      'msgmenu.list[0].click.url',
    ],
  ])('refuses %s', async (_what, message, field) => {
    const world = await startWorld()
    const phone = customer(world)
    expect((await world.kf('/kf/send_msg', { touser: phone, open_kfid: KF, ...message })).errcode).toBe(40058)
    expect(unknown(world)).toEqual([`strict: /cgi-bin/kf/send_msg: undocumented field "${field}"`])
  })

  it.each([
    ['that another card has', { button_list: [{ text: '好', key: 'k' }] }, 'button_list'],
    ['that only the robot’s have', { jump_list: [{ type: 0, title: '问', question: '问' }] }, 'jump_list[0].question'],
    ['that only a replacement has', { replace_text: '好' }, 'replace_text'],
  ])('refuses a field of a card %s', async (_what, more, field) => {
    const world = await startWorld()
    expect((await world.app('/message/send', card(more))).errcode).toBe(40058)
    expect(unknown(world)).toEqual([`strict: /cgi-bin/message/send: undocumented field "template_card.${field}"`])
  })

  it('refuses a parameter of the query that is not documented, or stands there twice', async () => {
    const world = await startWorld()
    await world.app('/user/get?userid=lisi&verbose=1')
    const token = await tokenOf(world)
    await world.raw(`/cgi-bin/department/list?access_token=${token}&id=1&id=2`)
    expect(unknown(world)).toEqual([
      'strict: /cgi-bin/user/get: undocumented parameter "verbose"',
      'strict: /cgi-bin/department/list: parameter "id" twice',
    ])
  })

  it('sees a token in the body, which counts nowhere', async () => {
    const world = await startWorld()
    const body = JSON.stringify({ open_kfid: KF, access_token: await tokenOf(world) })
    const answer = await world.raw('/cgi-bin/kf/account/list', { method: 'POST', body })
    expect(await answer.json()).toMatchObject({ errcode: 41001 })
    await world.kf('/kf/account/list', { access_token: 'x' })
    expect(unknown(world)).toEqual(['strict: /cgi-bin/kf/account/list: undocumented field "access_token"'])
  })

  it('refuses a second part of an upload', async () => {
    const world = await startWorld()
    const form = new FormData()
    form.set('media', new Blob(['abcdefgh']), 'a.txt')
    form.set('title', 'a')
    const path = `/cgi-bin/media/upload?type=file&access_token=${await tokenOf(world)}`
    expect(await (await world.raw(path, { method: 'POST', body: form })).json()).toMatchObject({ errcode: 40058 })
    expect(unknown(world)).toEqual(['strict: /cgi-bin/media/upload: undocumented part "title"'])
  })

  it('takes a body whatever its Content-Type says', async () => {
    const world = await startWorld()
    const path = `/cgi-bin/kf/account/list?access_token=${await tokenOf(world)}`
    for (const headers of [{}, { 'content-type': 'text/plain' }, { 'content-type': 'application/json' }])
      expect(await (await world.raw(path, { method: 'POST', body: '{}', headers })).json()).toMatchObject({
        errcode: 0,
      })
    expect(unknown(world)).toEqual([])
  })

  it('wants the answer to a doorbell empty', async () => {
    const world = await startWorld()
    world.receiver.answer = () => ({ body: 'success' })
    customer(world)
    await world.sim.settled()
    expect(unknown(world)).toEqual(['strict: the answer to kf_msg_or_event must be empty: success'])
  })

  it('knows what may stand in every call and every command', () => {
    expect(Object.keys(APIS).filter((path) => !SHAPES[path])).toEqual([])
    expect(Object.keys(SHAPES).filter((path) => !APIS[path])).toEqual(['/cgi-bin/gettoken'])
    expect(Object.keys(BOT_SHAPES).sort()).toEqual([...BOT_COMMANDS].sort())
  })
})

describe('the simulator', () => {
  it('imports nothing of the service it stands in for', () => {
    const root = new URL('..', import.meta.url).pathname
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    const foreign = files.filter((name) => /from '[./]+\/src\//.test(readFileSync(`${root}/${name}`, 'utf8')))
    expect(foreign).toEqual([])
  })
})
