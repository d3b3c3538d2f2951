import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { budgetOf } from '../integration/budget/support.ts'
import { loggedIn } from '../integration/people/support.ts'
import { citizen, files } from '../support/citizen.ts'
import { type House, openHouse } from '../support/house.ts'
import { nameless, overflow } from './accessible.ts'
import { CHROMIUM, launchChromium } from './browser.ts'

const PHONE = { viewport: { width: 360, height: 740 } }

describe.skipIf(CHROMIUM === null)('papers on two phones (skipped without Chromium on PATH)', () => {
  let house: House
  let browser: Browser
  beforeAll(async () => {
    house = await openHouse()
    browser = await launchChromium()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await house.close()
  })

  it('an officer writes an opinion, is told what it lacks, issues it; the citizen opens and reads it without a script', async () => {
    const budget = budgetOf(house)
    const person = citizen(house.sim)
    const { number } = await files(person)
    await budget.office(number, { type: 'accept' })
    await budget.answer(number, '已要求工地晚上十点后停工。')
    const ticket = await budget.ticketOf(number)
    const member = house.context.org.staff.find(({ office }) => office === ticket.office)?.userid ?? ''
    const context = await browser.newContext(PHONE)
    await context.addCookies((await loggedIn(house, member)).cookies())
    const page = await context.newPage()
    await page.goto(`${house.url}/m/tickets/${ticket.id}`)
    await page.getByTestId('documents').locator('summary').click()
    await page.getByTestId('paper-form').selectOption('opinion')
    await page.getByTestId('paper-issue').click()
    const notice = page.getByTestId('paper-notice')
    await notice.getByText('签发的负责人').waitFor()
    // What the answer has decided is there already.
    expect(await notice.textContent()).not.toContain('处理意见')

    await page.getByTestId('field-name').fill('王先生')
    await page.getByTestId('field-claimed').fill('半夜施工，孩子睡不着。')
    await page.getByTestId('field-signed_by').fill('副镇长')
    await page.getByTestId('paper-show').click()
    await page.getByTestId('paper-preview').getByText('处理意见：予以支持。').waitFor()
    expect([await nameless(page), await overflow(page)]).toEqual([[], 0])
    await page.getByTestId('paper-issue').click()
    await page.getByTestId('papers').getByText('链接已发到来件人的微信').waitFor()

    const link = /http\S+\/d\/\S+/.exec((await person.hears('点这里打开')).text ?? '')?.[0] ?? ''
    const reader = await (await browser.newContext({ ...PHONE, javaScriptEnabled: false })).newPage()
    await reader.goto(link)
    expect(await overflow(reader)).toBe(0)
    await reader.getByRole('button', { name: '打开文书' }).click()
    await reader.getByRole('heading', { name: '信访事项处理意见书' }).waitFor()
    expect(await reader.locator('main').textContent()).toContain('经现场核实，情况属实')
    expect([await nameless(reader), await overflow(reader)]).toEqual([[], 0])
    const size = await reader
      .locator('article p')
      .first()
      .evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize))
    expect(size).toBeGreaterThanOrEqual(18)
    await page.reload()
    await page.getByTestId('documents').locator('summary').click()
    await page.getByTestId('papers').getByText('打开了链接').waitFor()
  }, 90_000)
})
