import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startWorld, type World } from '../support/world.ts'
import { nameless, overflow } from './accessible.ts'
import { CHROMIUM, launchChromium } from './browser.ts'
import { ANSWER, answersOf, NAME, PHONE, STORY, SUMMARY, WANT, WITH_PHOTO } from './lamp.ts'
import { CitizenPhone, StaffPhone, writeAnswer } from './phones.ts'
import { drawPhoto } from './photo.ts'

/** 住建局 of the made-up county, and somebody of another office. */
const OFFICER = { userid: 'chenshouzheng', name: '陈守正' }
const COLLEAGUE = 'qiaolanting'
const ELSEWHERE = 'yanwanqiu'
const PATIENCE = { timeout: 10_000 }

/** One matter's life in a browser, told in order: each test goes on where the one before ended. */
describe.skipIf(CHROMIUM === null)('the two phones on the whole service (skipped without Chromium on PATH)', () => {
  let world: World
  let browser: Browser
  let context: BrowserContext
  let phones: Page
  let citizen: CitizenPhone
  let officer: StaffPhone
  let photo: Buffer
  let number = ''
  let code = ''
  let matter: Page

  beforeAll(async () => {
    world = await startWorld()
    browser = await launchChromium()
    context = await browser.newContext({ viewport: { width: 1100, height: 860 } })
    context.setDefaultTimeout(15_000)
    phones = await context.newPage()
    await phones.goto(world.simulator.url)
    citizen = new CitizenPhone(phones)
    officer = new StaffPhone(phones)
    photo = await drawPhoto(browser)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.close()
  })

  /** The matter's page as somebody else's client gets it, in a browser of its own. */
  const openAs = async (userid: string, url: string): Promise<Page> => {
    const other = await browser.newContext()
    onTestFinished(() => other.close())
    const page = await other.newPage()
    const door = `${world.simulator.url}/sim/members/${userid}/open?url=${encodeURIComponent(url)}`
    await page.goto(door)
    return page
  }

  it('greet the citizen with what happens to the words, and how to begin', async () => {
    const greeting = await citizen.hear('网上受理渠道')
    expect(greeting).toContain('不会透露给被反映的一方')
    expect(greeting).toContain('请直接把要反映的事写下来')
    expect(greeting).toContain('110')
  })

  it('ask only what is missing and show it all once more', async () => {
    await citizen.say(STORY)
    await citizen.answer(answersOf(citizen), SUMMARY)
    await citizen.photograph(photo)
    const summary = await citizen.hear(WITH_PHOTO)
    for (const part of [STORY, WANT, NAME, PHONE, '上渡口村', '照片和文件：1份']) expect(summary).toContain(part)
    await phones.locator('[data-testid=citizen-bubble][data-from=me] img').waitFor()
  })

  it('give a number after one tap', async () => {
    await citizen.tap('没问题，提交')
    const told = await citizen.hear('编号')
    number = /MQ\d\d-\d{4}-\d{4}-\d/.exec(told)?.[0] ?? ''
    code = /查询码：([A-Z0-9-]+)/.exec(told)?.[1] ?? ''
    expect([number, code]).not.toContain('')
    expect(told).toContain('已转给望禾县住房和城乡建设局')
    expect(told).toMatch(/\d+月\d+日前/)
  })

  it('put whoever got the card on top of the staff list', async () => {
    const first = phones.getByTestId('staff-select').locator('optgroup:first-child[label=有消息]')
    await first.locator('option').filter({ hasText: OFFICER.name }).waitFor({ state: 'attached' })
  })

  it('show each officer of the office a card without name or phone', async () => {
    for (const userid of [COLLEAGUE, OFFICER.userid]) {
      await officer.use(userid)
      const text = await officer.card(number).textContent()
      expect(text).toContain('路灯')
      expect(text).not.toContain(NAME)
      expect(text).not.toContain(PHONE)
    }
  })

  it('change the button for both officers and tell the citizen when one taps 受理', async () => {
    await officer.press(number, '受理')
    await officer.card(number).getByTestId('card-replaced').filter({ hasText: '已受理' }).waitFor()
    expect(await officer.card(number).getByTestId('card-button').count()).toBe(0)
    const told = await citizen.hear('受理，')
    expect(told).toContain(number)
    await officer.use(COLLEAGUE)
    await officer.card(number).getByTestId('card-replaced').filter({ hasText: '已受理' }).waitFor()
    await officer.use(OFFICER.userid)
  })

  it('open the matter behind the card, logged in without a question', async () => {
    matter = await officer.open(number)
    expect(await matter.getByTestId('ticket-number').textContent()).toBe(number)
    expect(await matter.getByTestId('ticket-state').textContent()).toContain('已受理')
    const text = await matter.locator('main').textContent()
    for (const part of [STORY, WANT, NAME, PHONE]) expect(text).toContain(part)
  })

  it('show the officer the photo that was sent, and nobody without a session or of another office', async () => {
    const picture = matter.locator('figure img')
    await picture.scrollIntoViewIfNeeded()
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth), PATIENCE).toBe(480)
    const address = new URL((await picture.getAttribute('src')) ?? '', world.url).href
    expect((await (await matter.request.get(address)).body()).equals(photo)).toBe(true)
    const [stranger, other] = [await browser.newContext(), await openAs(ELSEWHERE, matter.url())]
    onTestFinished(() => stranger.close())
    expect((await stranger.request.get(address)).status()).toBe(401)
    expect((await other.request.get(address)).status()).toBe(404)
    await other.getByTestId('message').waitFor()
    expect(await other.locator('body').textContent()).not.toContain('路灯')
    const outside = await stranger.newPage()
    await outside.goto(matter.url())
    expect(new URL(outside.url()).origin).toBe(new URL(world.simulator.url).origin)
  })

  it('fit the matter into 320 pixels, every control with a name', async () => {
    await matter.setViewportSize({ width: 320, height: 640 })
    expect(await overflow(matter)).toBe(0)
    expect(await nameless(matter)).toEqual([])
    await matter.getByTestId('act-answer').click()
    expect(await matter.getByRole('textbox', { name: /答复内容/ }).isVisible()).toBe(true)
    expect(await overflow(matter)).toBe(0)
    expect(await nameless(matter)).toEqual([])
    expect(await matter.locator('html').getAttribute('lang')).toBe('zh-CN')
  })

  it('carry the answer written on the page to the citizen', async () => {
    await writeAnswer(matter, ANSWER)
    await matter.getByTestId('answer-send').click()
    await matter.getByTestId('message').filter({ hasText: '已答复' }).waitFor()
    const told = await citizen.hear(ANSWER)
    expect(told).toContain(number)
    expect(told).toContain('望禾县住房和城乡建设局')
    await officer.card(number).getByTestId('card-replaced').filter({ hasText: '已答复' }).waitFor()
  })

  it('tell the citizen how it stands when asked', async () => {
    await phones.bringToFront()
    await citizen.say('查询')
    const told = await citizen.hear('状态')
    expect(told).toContain(number)
    expect(told).toContain('已答复')
    expect(told).toContain(ANSWER)
  })

  it('close once the answer was told, and say so', async () => {
    await expect
      .poll(() => matter.reload().then(() => matter.getByTestId('history').textContent()), PATIENCE)
      .toContain('把答复告知本人')
    await matter.getByTestId('act-close').click()
    await matter.getByTestId('close-closing').selectOption('solved')
    await matter.getByTestId('close-send').click()
    await matter.getByTestId('ticket-state').filter({ hasText: '已办结' }).waitFor()
    expect(await citizen.hear('办结，不再往下办了')).toContain(number)
  })

  it('tell somebody else only with the query code, and not which of the two was wrong', async () => {
    await phones.bringToFront()
    const people = phones.getByTestId('citizen-select')
    const before = await people.inputValue()
    await phones.getByTestId('citizen-new').click()
    await expect.poll(() => people.inputValue(), PATIENCE).not.toBe(before)
    const other = new CitizenPhone(phones)
    await other.hear('网上受理渠道')
    await other.say(number)
    await other.hear('查询码')
    await other.say(code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))
    expect(await other.hear('没有查到')).toContain('编号或查询码不对')
    await other.say(number)
    await other.hear('查询码')
    await other.say(code)
    expect(await other.hear('状态')).toContain('已办结')
  })

  it('fit the phones and the list of matters into 320 pixels, every control with a name', async () => {
    await matter.goto(world.url)
    await matter.getByRole('heading', { name: '本单位待办' }).waitFor()
    expect(await overflow(matter)).toBe(0)
    expect(await nameless(matter)).toEqual([])
    await phones.setViewportSize({ width: 320, height: 640 })
    expect(await overflow(phones)).toBe(0)
    expect(await nameless(phones)).toEqual([])
  })
})
