import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confirmedMatters } from '../../../src/app/confirmed.ts'
import { ok } from '../../../src/platform/kernel/index.ts'
import { get, openWorld, PUBLIC_URL, post, shipped, type World } from './world.ts'

const LAMP = ['城乡建设', '城市建设和市政管理', '城市公共设施']

let world: World
let cookies: Record<string, string>
let whoLogsIn = 'officer'
let address = PUBLIC_URL
beforeAll(async () => {
  world = await openWorld({
    login: {
      authorizeUrl: (_redirect, state) => `${address}/login/back?code=${whoLogsIn}&state=${state}`,
      identify: async (code) => ok({ userid: code.replace(/^as-/, '') }),
    },
  })
  cookies = {}
  for (const userid of ['Clerk', 'officer', 'water', 'boss']) {
    whoLogsIn = userid
    cookies[userid] = await world.login(userid)
  }
})
afterAll(() => world.close())

const decide = (userid: string, ticketId: string, path: string[]) =>
  post(world.server, `/api/tickets/${ticketId}/category`, cookies[userid] ?? '', { path })
const view = async (userid: string, ticketId: string) =>
  (await get(world.server, `/api/tickets/${ticketId}`, cookies[userid] ?? '')).json()

describe('the category of a matter', () => {
  it('is shown as it was suggested, with the entries that its words speak for', async () => {
    const { id } = await world.file()
    const { classification } = await view('officer', id)
    expect(classification).toMatchObject({
      proposed: { set: ['城乡建设'], unsure: false, modelVersion: shipped.modelVersion },
      byCitizen: '城乡建设',
      decisions: [],
      mayDecide: true,
    })
    expect(classification.entries[0]).toEqual({ path: LAMP, words: ['路灯'], confirmed: 0 })
  })

  it('is what staff decide, with who, when, model and rules; every decision is kept, and the way is not changed', async () => {
    const { id, complaintId } = await world.file()
    expect((await decide('officer', id, LAMP)).json()).toEqual({ path: LAMP })
    world.clock.advance(60_000)
    expect((await decide('Clerk', id, ['经济管理', '能源管理'])).statusCode).toBe(200)
    const after = await view('officer', id)
    expect(after).toMatchObject({ category: '经济管理', office: { id: 'housing' }, state: 'forwarded' })
    expect(after.classification.decisions).toEqual([
      {
        ...{ path: LAMP, by: '王知禾', office: '县住房和城乡建设局', at: '2026-03-02T01:00:00.000Z' },
        ...{ modelVersion: shipped.modelVersion, rulesVersion: shipped.taxonomy.version },
      },
      expect.objectContaining({ path: ['经济管理', '能源管理'], by: '沈沐青', at: '2026-03-02T01:01:00.000Z' }),
    ])
    const said = await world.db
      .selectFrom('classifications')
      .select(['chosen', 'chosen_by'])
      .where('complaint_id', '=', complaintId)
      .executeTakeFirst()
    expect(said).toEqual({ chosen: '城乡建设', chosen_by: 'citizen' })
  })

  it('may be decided only by those who may act on the matter', async () => {
    const { id } = await world.file()
    expect((await view('boss', id)).classification.mayDecide).toBe(false)
    expect((await decide('boss', id, LAMP)).json().code).toBe('may_not_act')
    expect((await decide('water', id, LAMP)).statusCode).toBe(404)
    expect((await view('officer', id)).classification.decisions).toEqual([])
  })

  it('must be one that may be chosen today', async () => {
    const { id } = await world.file()
    for (const path of [['不存在'], ['城乡建设', '诉讼'], ['城市公共设施']]) {
      const refused = await decide('officer', id, path)
      expect([refused.statusCode, refused.json().code]).toEqual([422, 'unknown_category'])
    }
    expect((await decide('officer', id, [])).statusCode).toBe(400)
    const tree = (await get(world.server, '/api/categories', cookies.officer ?? '')).json()
    expect(tree.version).toBe(shipped.taxonomy.version)
    expect(tree.categories.map(({ name }: { name: string }) => name)).toEqual(shipped.categories)
  })
})

describe('what the words say a matter is', () => {
  it('is told with the way of article 31, the words, and the limits that may run out; nothing is decided by it', async () => {
    const { id } = await world.file({ words: ['公司把我辞退了，不给经济补偿'] })
    const { legal, state } = await view('officer', id)
    expect(legal).toMatchObject({ nature: 'claim', ask: '12348', rulesVersion: expect.any(String) })
    expect(legal.ways[0]).toMatchObject({ way: 2, words: ['辞退', '经济补偿'] })
    expect(legal.ways[0].limits[0]).toMatchObject({ length: '1年', cite: '《劳动争议调解仲裁法》第二十七条' })
    expect(state).toBe('forwarded')
  })
})

describe('what may be learned from', () => {
  const learned = async () => (await confirmedMatters(world.db, 100, shipped)).map(({ complaintId }) => complaintId)

  it('is the last decision of a matter', async () => {
    const { id, complaintId } = await world.file()
    await decide('officer', id, LAMP)
    await decide('officer', id, ['城乡建设'])
    const [found] = (await confirmedMatters(world.db, 100, shipped)).filter((one) => one.complaintId === complaintId)
    expect(found).toMatchObject({ path: ['城乡建设'], text: '小区三号楼的路灯坏了两个月。' })
  })

  it.each([
    ['what its author calls a report', { circumstances: { kind: { suggested: 'report', by: 'citizen' } } }, LAMP],
    ['an accusation by its words', { words: ['我要举报村支书贪污修路灯的钱'] }, LAMP],
    ['what staff put under an accusation', {}, ['纪检监察', '贪污贿赂']],
    ['what nobody submitted', { incomplete: { missing: [] } }, LAMP],
  ] as const)('is never %s', async (_what, draft, path) => {
    const { id, complaintId } = await world.file(structuredClone(draft) as Parameters<World['file']>[0])
    expect((await decide('Clerk', id, [...path])).statusCode).toBe(200)
    expect(await learned()).not.toContain(complaintId)
  })

  it('is never a matter whose author has taken words back since', async () => {
    const { db, clock, ids } = world
    const conversation = ids.next()
    const account = { channel: 'kf', account: 'a' }
    await db
      .insertInto('conversations')
      .values({
        id: conversation,
        ...account,
        peer: 'p',
        created_at: clock.now(),
        session: null,
        last_inbound_at: null,
        service_state: null,
        leased_by: null,
        leased_until: null,
      })
      .execute()
    const heard = (platformId: string, kind: string, body: object) =>
      db
        .insertInto('inbound')
        .values({
          ...account,
          platform_id: platformId,
          conversation_id: conversation,
          author: 'customer',
          kind,
          body: JSON.stringify(body),
          sent_at: clock.now(),
          received_at: clock.now(),
          state: 'handled',
          handled_at: clock.now(),
        })
        .execute()
    await heard('said', 'text', { kind: 'text', text: '路灯坏了' })
    const { id, complaintId } = await world.file({ reporter: `conversation/${conversation}` })
    await decide('officer', id, LAMP)
    expect(await learned()).toContain(complaintId)
    clock.advance(1_000)
    await heard('recall', 'recalled', { kind: 'recalled', platformId: 'said' })
    expect(await learned()).not.toContain(complaintId)
  })
})

describe('the page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  })
  afterAll(() => browser.close())

  it('takes a suggested entry with one tap, lets it be corrected, and shows what was decided', async () => {
    address = await world.server.listen({ host: '127.0.0.1', port: 0 })
    const { id } = await world.file()
    const page = await (await browser.newContext({ viewport: { width: 360, height: 700 } })).newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    whoLogsIn = 'officer'
    await page.goto(`${address}/m/tickets/${id}`)
    const at = (testid: string) => page.locator(`[data-testid="${testid}"]`)
    await at('legal-way').filter({ hasText: '第三十一条第六项' }).waitFor()
    await at('category-proposed').filter({ hasText: '系统建议：城乡建设。' }).waitFor()
    await page.getByText('确认或者更正分类').click()
    await at('category-entry').filter({ hasText: '城市公共设施' }).click()
    expect(await at('category-3').inputValue()).toBe('城市公共设施')
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/category.png`, fullPage: true })
    await at('category-send').click()
    await at('category-now')
      .filter({ hasText: LAMP.join(' / ') })
      .waitFor()
    await page.getByText('确认或者更正分类').click()
    await at('category-1').selectOption('政法')
    expect(await at('category-3').isDisabled()).toBe(true)
    await at('category-2').selectOption('诉讼')
    await at('category-send').click()
    await at('message').filter({ hasText: '分类已记录：政法 / 诉讼。转送到哪个单位没有改变。' }).waitFor()
    await page.getByText('分类记录（2）').click()
    expect(await at('category-decisions').textContent()).toMatch(/城市公共设施[\s\S]*王知禾[\s\S]*政法 \/ 诉讼/)
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/decided.png`, fullPage: true })
    expect(faults).toEqual([])
    await page.context().close()
  })
})
