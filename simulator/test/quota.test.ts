import { describe, expect, it } from 'vitest'
import { AGENT, CORP, DAY, HOUR, KEYS, MINUTE, type Reply, startWorld, type World } from './support.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])
const token = async (world: World, secret = KEYS.app.secret) =>
  (await (await world.raw(`/cgi-bin/gettoken?corpid=${CORP}&corpsecret=${secret}`)).json()) as Reply

describe('one address', () => {
  it('may call so often a minute (45009)', async () => {
    const world = await startWorld({ limits: { addressCallsPerMinute: 2 } })
    const ask = async () => (await token(world)).errcode
    expect([await ask(), await ask(), await ask()]).toEqual([0, 0, 45009])
    world.pass(MINUTE)
    expect(await ask()).toBe(0)
  })

  it('is banned for an hour after many wrong secrets, also with the right one', async () => {
    const world = await startWorld({ limits: { wrongSecrets: 2 } })
    const wrong = async () => (await token(world, 'wrong')).errcode
    expect([await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([40001, 40001, 40001, 45009])
    expect((await token(world)).errcode).toBe(45009)
    world.pass(HOUR)
    expect((await token(world)).errcode).toBe(0)
  })

  it('may log people in as often as it likes', async () => {
    const world = await startWorld({ limits: { callsPerMinute: 3 } })
    const query = `appid=${CORP}&redirect_uri=https%3A%2F%2Fa.example.com&response_type=code&scope=snsapi_base&state=s`
    const login = async () => {
      const back = await world.raw(`/connect/oauth2/authorize?${query}`, { headers: { cookie: 'sim_member=lisi' } })
      const code = new URL(back.headers.get('location') ?? '').searchParams.get('code')
      return `/cgi-bin/auth/getuserinfo?code=${code}&access_token=${access_token}`
    }
    const { access_token } = await token(world)
    const identify = async (path: string) => ((await (await world.raw(path)).json()) as Reply).errcode
    for (let n = 0; n < 5; n += 1) expect(await identify(await login())).toBe(0)
    const bad = `/cgi-bin/auth/getuserinfo?code=x&access_token=${access_token}`
    for (const errcode of [40029, 40029, 40029, 45009]) expect(await identify(bad)).toBe(errcode)
  })
})

describe('a disabled app', () => {
  it('meets 50003, the other does not', async () => {
    const world = await startWorld({ switches: { disabled_app: 'app' } })
    expect((await world.app('/user/get?userid=lisi')).errcode).toBe(50003)
    expect((await world.kf('/kf/account/list', {})).errcode).toBe(0)
  })
})

describe('media/uploadimg', () => {
  const upload = async (world: World, bytes: Buffer = PNG, field = 'fieldNameHere') => {
    const form = new FormData()
    form.set(field, new Blob([new Uint8Array(bytes)]), 'a.png')
    const { access_token } = await token(world)
    const init = { method: 'POST', body: form }
    return (await (await world.raw(`/cgi-bin/media/uploadimg?access_token=${access_token}`, init)).json()) as Reply
  }

  it('keeps a picture under an address of its own', async () => {
    const world = await startWorld()
    const { errcode, url } = await upload(world)
    expect(errcode).toBe(0)
    world.pass(30 * DAY)
    const kept = await fetch(url)
    expect([kept.headers.get('content-type'), Buffer.from(await kept.arrayBuffer()).equals(PNG)]).toEqual([
      'image/png',
      true,
    ])
  })

  it('takes JPG and PNG up to 2 MB', async () => {
    const world = await startWorld({ limits: { uploadimgBytes: 8 } })
    expect((await upload(world, Buffer.concat([PNG, PNG]))).errcode).toBe(40009)
    expect((await upload(world, Buffer.from('GIF89a..'))).errcode).toBe(40005)
    expect((await upload(world, PNG, 'any')).errcode).toBe(0)
  })

  it('takes so many a day and a month; a month’s excess blocks for thirty days', async () => {
    const world = await startWorld({ limits: { uploadimgPerDay: 2, uploadimgPerMonth: 3 } })
    const code = async () => (await upload(world)).errcode
    expect([await code(), await code(), await code()]).toEqual([0, 0, 45009])
    world.pass(DAY)
    expect([await code(), await code()]).toEqual([0, 45009])
    world.pass(29 * DAY)
    expect(await code()).toBe(45009)
    world.pass(DAY)
    expect(await code()).toBe(0)
  })
})

describe('message/send', () => {
  it('needs a receive URL for a card that calls back (43012)', async () => {
    const world = await startWorld({ switches: { receive_url: false } })
    const template_card = {
      card_type: 'button_interaction',
      main_title: { title: '新事项' },
      button_list: [{ text: '受理', key: 'a' }],
      task_id: 't',
    }
    const card = { touser: 'lisi', agentid: AGENT, msgtype: 'template_card', template_card }
    expect((await world.app('/message/send', card)).errcode).toBe(43012)
  })

  it('takes safe 0 and 1', async () => {
    const world = await startWorld()
    const send = async (safe: number) =>
      (
        await world.app('/message/send', {
          touser: 'lisi',
          agentid: AGENT,
          msgtype: 'text',
          text: { content: '好' },
          safe,
        })
      ).errcode
    expect([await send(0), await send(1), await send(2)]).toEqual([0, 0, 40058])
  })

  it('checks what stands in news', async () => {
    const world = await startWorld()
    const send = async (article: Record<string, unknown>) =>
      (
        await world.app('/message/send', {
          touser: 'lisi',
          agentid: AGENT,
          msgtype: 'news',
          news: { articles: [article] },
        })
      ).errcode
    const good = { title: '通知', url: 'https://example.com' }
    expect(await send({ ...good, description: 'x'.repeat(512) })).toBe(0)
    expect(await send({ ...good, description: 'x'.repeat(513) })).toBe(40058)
    expect(await send({ ...good, title: 'x'.repeat(129) })).toBe(40058)
    expect(await send({ title: '通知', appid: 'wx1' })).toBe(40058)
    expect(await send({ title: '通知', appid: 'wx1', pagepath: 'a' })).toBe(0)
  })

  it('cuts a video’s title and description', async () => {
    const world = await startWorld()
    const { media_id } = world.sim.media.plant({ type: 'video' }, Buffer.from('\0\0\0\x18ftypmp42'))
    const video = { media_id, title: '题'.repeat(50), description: '述'.repeat(200) }
    await world.app('/message/send', { touser: 'lisi', agentid: AGENT, msgtype: 'video', video })
    expect((await world.sim.members.screen('lisi')).items[0]).toMatchObject({
      title: '题'.repeat(42),
      text: '述'.repeat(170),
    })
  })
})
