import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loggedIn } from '../integration/people/support.ts'
import { type House, openHouse } from '../support/house.ts'
import { nameless, overflow } from './accessible.ts'
import { CHROMIUM, launchChromium } from './browser.ts'

const PHONE = { viewport: { width: 360, height: 740 } }

describe.skipIf(CHROMIUM === null)('a visit taken down on a phone (skipped without Chromium on PATH)', () => {
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

  it('keeps that electronic delivery was asked for and agreed to, and the matter shows it', async () => {
    const member = house.context.org.staff.find(({ office }) => office === 'petition')?.userid ?? ''
    const context = await browser.newContext(PHONE)
    await context.addCookies((await loggedIn(house, member)).cookies())
    const page = await context.newPage()
    await page.goto(`${house.url}/m/register`)
    await page.getByLabel('来访').check()
    await page.getByTestId('register-words').fill('柳渡镇幸福路的路灯坏了三个月，晚上看不见路。')
    await page.getByText('送达方式').click()
    await page.getByLabel('本人同意电子送达').check()
    expect([await nameless(page), await overflow(page)]).toEqual([[], 0])
    await page.getByTestId('register-send').click()
    await page.getByTestId('slip-number').waitFor()
    await page.getByRole('link', { name: '打开这件事项' }).click()
    await page.getByText('同意电子送达', { exact: true }).waitFor()
  })
})
