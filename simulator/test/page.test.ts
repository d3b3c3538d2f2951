import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { raw } from './bot-support.ts'
import { AGENT, KF, nodeOf, pull, startReceiver, startWorld, textTo, type World } from './support.ts'

const CHROMIUM = '/usr/bin/chromium'
const PATIENCE = { timeout: 10_000 }

describe.skipIf(!existsSync(CHROMIUM))('the two phones (skipped: no browser)', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(() => browser.close())

  const open = async (world: World, width = 1200): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 860 } })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE.timeout)
    await page.goto(world.sim.url)
    await page.getByTestId('citizen-select').locator('option').first().waitFor({ state: 'attached' })
    return page
  }
  const write = async (page: Page, text: string) => {
    await page.getByTestId('citizen-input').fill(text)
    await page.getByTestId('citizen-send').click()
    await page.getByTestId('citizen-bubble').filter({ hasText: text }).waitFor()
  }
  const phoneOf = (world: World) => world.sim.phones.list()[0]?.external_userid ?? ''
  const card = (url: string) => ({
    touser: 'zhangsan',
    agentid: AGENT,
    msgtype: 'template_card',
    template_card: {
      card_type: 'button_interaction',
      main_title: { title: '新事项' },
      card_action: { type: 1, url },
      button_selection: {
        question_key: 'office',
        title: '转送',
        option_list: [
          { id: 'a', text: '城管局' },
          { id: 'b', text: '住建局' },
        ],
      },
      task_id: 't1',
      button_list: [{ text: '受理', key: 'accept' }],
    },
  })

  it('let a citizen write, read the answer and tap a menu', async () => {
    const world = await startWorld()
    const page = await open(world)
    await write(page, '路灯坏了')
    const msgmenu = { head_content: '在哪里？', list: [{ type: 'click', click: { id: 'here', content: '就在这里' } }] }
    await world.kf('/kf/send_msg', { touser: phoneOf(world), open_kfid: KF, msgtype: 'msgmenu', msgmenu })
    await page.getByTestId('menu-item').click()
    await page.locator('[data-testid=citizen-bubble][data-from=me]', { hasText: '就在这里' }).waitFor()
    expect((await pull(world)).at(-1)?.text).toEqual({ content: '就在这里', menu_id: 'here' })
  })

  it('show what a citizen is sent as text, never as markup', async () => {
    const world = await startWorld()
    const page = await open(world)
    await write(page, '你好')
    await world.kf(
      '/kf/send_msg',
      textTo(phoneOf(world), '<img src=x onerror="document.title=1">见 https://example.com/a。'),
    )
    const bubble = page.locator('[data-testid=citizen-bubble][data-from=them]')
    await bubble.waitFor()
    expect(await bubble.locator('.bubble').textContent()).toBe(
      '<img src=x onerror="document.title=1">见 https://example.com/a。',
    )
    expect(await bubble.locator('a').getAttribute('href')).toBe('https://example.com/a')
    expect(await page.title()).toContain('两部手机')
  })

  it('let a citizen send a photo and a place, and be another citizen', async () => {
    const world = await startWorld()
    const page = await open(world)
    await write(page, '一')
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 40 } })
    await page.getByTestId('citizen-photo').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: png })
    await page.locator('[data-testid=citizen-bubble][data-msgtype=image]').waitFor()
    await page.getByTestId('citizen-location').click()
    await page.getByTestId('location-choice').nth(2).click()
    await page.getByTestId('location-send').click()
    await page.locator('[data-testid=citizen-bubble][data-msgtype=location]').waitFor()
    const sent = await pull(world)
    expect(sent.slice(-2).map((each) => each.msgtype)).toEqual(['image', 'location'])
    expect(sent.at(-1)?.location).toMatchObject({ name: '柳河桥', latitude: 31.1987 })
    await page.getByTestId('citizen-new').click()
    await expect.poll(() => page.getByTestId('citizen-bubble').count(), PATIENCE).toBe(0)
    await write(page, '另一位')
    expect((await pull(world)).at(-1)?.external_userid).toBe(world.sim.phones.list()[1]?.external_userid)
  })

  it('let a staff member choose, press a button and see it change', async () => {
    const world = await startWorld()
    const page = await open(world)
    const { response_code } = await world.app('/message/send', card('https://example.com'))
    await page.getByTestId('card-select').selectOption('b')
    // A half-made choice outlives the next message.
    const next = { touser: 'zhangsan', agentid: AGENT, msgtype: 'text', text: { content: '提醒' } }
    await world.app('/message/send', next)
    await page.getByTestId('staff-card').nth(1).waitFor()
    await page.getByTestId('card-button').click()
    const pressed = () => world.receiver.deliveries.find((each) => each.path === '/wecom/app')
    await expect.poll(pressed, PATIENCE).toBeDefined()
    const plain = pressed()?.plain ?? ''
    expect([nodeOf(plain, 'EventKey'), nodeOf(plain, 'QuestionKey'), nodeOf(plain, 'OptionId')]).toEqual([
      'accept',
      'office',
      'b',
    ])
    const update = { userids: ['zhangsan'], agentid: AGENT, response_code, button: { replace_name: '已受理' } }
    await world.app('/message/update_template_card', update)
    await page.getByTestId('card-replaced').waitFor()
    expect(await page.getByTestId('card-button').count()).toBe(0)
    await page.getByTestId('staff-select').selectOption('lisi')
    await page.getByText('还没有消息').waitFor()
  })

  it('open the page behind a card in the phone, logged in as the member', async () => {
    const world = await startWorld()
    const service = await startReceiver()
    service.answer = () => ({ body: '<h1>事项一</h1>', headers: { 'content-type': 'text/html; charset=utf-8' } })
    const page = await open(world)
    await world.app('/message/send', card(`${service.url}/page`))
    await page.locator('.body[data-testid=card-link]').click()
    await page.frameLocator('[data-testid=panel-frame]').getByText('事项一').waitFor()
    const cookies = await page.context().cookies(world.sim.url)
    expect(cookies.map((each) => [each.name, each.value])).toContainEqual(['sim_member', 'ZhangSan'])
    await page.getByTestId('panel-close').click()
    await page.getByTestId('staff-card').waitFor()
  })

  it('open a page that forbids frames in a tab of its own', async () => {
    const world = await startWorld()
    const service = await startReceiver()
    service.answer = () => ({ body: 'page', headers: { 'content-security-policy': "frame-ancestors 'none'" } })
    const page = await open(world)
    await world.app('/message/send', card(`${service.url}/page`))
    const opening = page.context().waitForEvent('page')
    await page.locator('.body[data-testid=card-link]').click()
    const tab = await opening
    await tab.waitForURL(`${service.url}/page`)
    expect(await page.getByTestId('staff-panel').isHidden()).toBe(true)
  })

  it('show the simulated time and pass a day', async () => {
    const world = await startWorld()
    const page = await open(world)
    await page.getByTestId('clock-now').filter({ hasText: '2026年3月2日' }).waitFor()
    await page.getByTestId('clock-day').click()
    await page.getByTestId('clock-now').filter({ hasText: '2026年3月3日' }).waitFor()
    expect(world.sim.clock.read().now).toBe('2026-03-03T01:00:00.000Z')
  })

  it('fit a narrow window', async () => {
    const world = await startWorld()
    const page = await open(world, 380)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380)
  })

  it('let a servicer take a waiting session, see photo, voice and place, talk and end it', async () => {
    const world = await startWorld({ switches: { auto_assign: 'pool' } })
    const page = await open(world)
    await write(page, '我要人工')
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 40 } })
    await page.getByTestId('citizen-photo').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: png })
    await page.getByTestId('citizen-voice').click()
    await page.getByTestId('voice-made').nth(1).click()
    await page.locator('[data-testid=citizen-bubble][data-msgtype=voice]', { hasText: '语音 10″' }).waitFor()
    await page.getByTestId('citizen-location').click()
    await page.getByTestId('location-send').click()
    await page.locator('[data-testid=citizen-bubble][data-msgtype=location]').waitFor()
    const sent = (await pull(world)).map((each) => each.msgtype)
    expect(sent.slice(1)).toEqual(['text', 'image', 'voice', 'location'])

    await page.getByTestId('staff-tab-sessions').click()
    await page.getByTestId('kf-take').click()
    await page.getByTestId('kf-end').waitFor()
    const kinds = page
      .getByTestId('kf-bubble')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-msgtype')))
    expect(await kinds).toEqual(['text', 'image', 'voice', 'location'])
    await page.getByTestId('kf-text').fill('您好，我是值班员')
    await page.getByTestId('kf-write').click()
    await page.locator('[data-testid=citizen-bubble][data-from=servicer]', { hasText: '我是值班员' }).waitFor()
    await page.locator('[data-testid=kf-bubble][data-from=me]', { hasText: '我是值班员' }).waitFor()
    await page.getByTestId('kf-end').click()
    await page.getByTestId('kf-session').filter({ hasText: '已结束' }).waitFor()
    expect((await pull(world)).at(-1)?.event).toMatchObject({ event_type: 'session_status_change', change_type: 3 })
  })

  it('send a voice that was recorded elsewhere', async () => {
    const world = await startWorld()
    const page = await open(world)
    await write(page, '一')
    await page.getByTestId('citizen-voice').click()
    const amr = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(100 * 32, 0x3c)])
    await page.getByTestId('voice-file').setInputFiles({ name: 'b.amr', mimeType: 'audio/amr', buffer: amr })
    await page.locator('[data-testid=citizen-bubble]', { hasText: '语音 2″' }).waitFor()
  })

  it('let a staff member talk with the robot, press its card and judge it', async () => {
    const world = await startWorld()
    const bot = await raw(world)
    const page = await open(world)
    await page.getByTestId('staff-tab-robot').click()
    const entered = await bot.next()
    const greeting = { msgtype: 'text', text: { content: '您好' } }
    await bot.ask('aibot_respond_welcome_msg', greeting, entered.headers.req_id)
    await page.getByTestId('staff-input').fill('待办')
    await page.getByTestId('staff-send').click()
    const { headers } = await bot.next()
    const stream = (content: string, finish: boolean) => ({
      msgtype: 'stream',
      stream: { id: 's', content, finish, ...(finish ? {} : { feedback: { id: 'f' } }) },
    })
    await bot.ask('aibot_respond_msg', stream('**三件**', false), headers.req_id)
    await page.locator('[data-testid=robot-reply][data-finished=false]', { hasText: '三件' }).waitFor()
    await bot.ask('aibot_respond_msg', stream('**三件**待办', true), headers.req_id)
    await page.locator('[data-testid=robot-reply][data-finished=true]', { hasText: '三件待办' }).waitFor()
    await page.getByTestId('robot-judge').first().click()
    expect((await bot.next()).body?.event).toMatchObject({ feedback_event: { id: 'f', type: 1 } })
    const template_card = {
      card_type: 'button_interaction',
      main_title: { title: '新事项' },
      button_list: [{ text: '受理', key: 'accept' }],
      task_id: 't1',
    }
    await bot.ask('aibot_send_msg', { chatid: 'ZhangSan', msgtype: 'template_card', template_card })
    await page.getByTestId('robot-messages').getByTestId('card-button').click()
    expect((await bot.next()).body?.event).toMatchObject({ template_card_event: { event_key: 'accept' } })
  })
})
