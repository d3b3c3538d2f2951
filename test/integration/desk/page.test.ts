import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ok } from '../../../src/platform/kernel/index.ts'
import { DISPOSED, openWorld, type World } from './world.ts'

let world: World
let browser: Browser
let address: string
/** Who comes back from WeCom's login page next. */
let whoLogsIn = 'officer'

beforeAll(async () => {
  world = await openWorld({
    login: {
      authorizeUrl: (_redirect, state) => `/login/back?code=${whoLogsIn}&state=${state}`,
      identify: async (code) => ok({ userid: code }),
    },
  })
  address = await world.server.listen({ host: '127.0.0.1', port: 0 })
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser.close()
  await world.close()
})

/** A phone of its own for this person, with everything the browser complains of. */
async function phone(userid: string, path: string, width = 320): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 700 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' && !/status of 4\d\d/.test(line.text())) complaints.push(line.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  whoLogsIn = userid
  await page.goto(address + path)
  return { page, complaints }
}

const at = (page: Page, testid: string) => page.locator(`[data-testid="${testid}"]`)
const textIn = async (page: Page, selector: string) => (await page.locator(selector).textContent()) ?? ''
const state = (page: Page, value: string) =>
  page.locator(`[data-testid="ticket-state"][data-state="${value}"]`).waitFor()
const said = async (page: Page, words: RegExp) => {
  await at(page, 'message').filter({ hasText: words }).waitFor()
}

/** The answer with its one demand settled, not yet sent. */
const writeAnswer = async (page: Page, text: string) => {
  await at(page, 'act-answer').click()
  await at(page, 'answer-text').fill(text)
  await at(page, 'answer-demand-1-supported').check()
  await at(page, 'answer-demand-1-facts').fill(DISPOSED.facts)
  await at(page, 'answer-demand-1-basis').fill(DISPOSED.basis)
}
const objectTo = async (page: Page, clause: string, reason: string) => {
  await at(page, 'object-clause').fill(clause)
  await at(page, 'object-reason').fill(reason)
  await at(page, 'object-send').click()
}

describe('the page behind a card', () => {
  it('opens after login, and an officer accepts, answers and closes on it', async () => {
    const { id, number } = await world.file({ danger: true })
    const { page, complaints } = await phone('officer', `/m/tickets/${id}`)
    expect((await textIn(page, '[data-testid="ticket-number"]')).replaceAll('-', '')).toBe(number)
    expect(await textIn(page, 'main')).toMatch(/小区三号楼的路灯坏了两个月。[\s\S]*修好路灯[\s\S]*13800000000/)
    await at(page, 'act-accept').click()
    await state(page, 'accepted')
    await said(page, /已受理/)
    await writeAnswer(page, '路灯3月2日已修好。')
    await at(page, 'answer-send').click()
    await state(page, 'answered')
    await at(page, 'act-close').click()
    await at(page, 'close-send').click()
    await said(page, /请先选好或者填好：怎么办结的/)
    await at(page, 'close-closing').selectOption('solved')
    await at(page, 'close-send').click()
    await said(page, /答复还没有送到本人/)
    await at(page, 'close-phone').check()
    await at(page, 'close-note').fill('3月2日上午电话告知')
    await at(page, 'close-send').click()
    await state(page, 'closed')
    expect(await textIn(page, '[data-testid="history"]')).toMatch(
      /受理[\s\S]*路灯3月2日已修好。[\s\S]*诉求1：支持。现场看过[\s\S]*已用电话告知本人/,
    )
    expect(await page.locator('button[data-testid^="act-"]:visible').allTextContents()).toEqual([
      '登记已落实',
      '登记办结后回访',
    ])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('closes without asking how the citizen was told where the citizen has the answer', async () => {
    const { id } = await world.file()
    const actor = { kind: 'staff', id: 'officer', office: 'housing' } as const
    await world.perform(id, { type: 'accept', actor })
    await world.perform(id, { type: 'answer', actor, text: '好', dispositions: [DISPOSED] })
    await world.tellAnswer(id)
    const { page } = await phone('officer', `/m/tickets/${id}`)
    await at(page, 'act-close').click()
    expect(await at(page, 'close-phone').count()).toBe(0)
    await at(page, 'close-closing').selectOption('explained')
    await at(page, 'close-send').click()
    await state(page, 'closed')
    await page.context().close()
  })

  it('gives out a new query code once, with a note of how the person was known, and it is gone with the next opening', async () => {
    const { id, number } = await world.file()
    const { page, complaints } = await phone('officer', `/m/tickets/${id}`)
    await at(page, 'code-open').click()
    await at(page, 'code-send').click()
    expect(await at(page, 'code-slip').count()).toBe(0)
    await at(page, 'code-checked').fill('身份证，本人到窗口')
    await at(page, 'code-send').click()
    await said(page, /只显示这一次/)
    const slip = await textIn(page, '[data-testid="code-slip"]')
    const code = await textIn(page, '[data-testid="code-new"]')
    expect([slip.replaceAll('-', '').includes(number), code]).toEqual([true, expect.stringMatching(/^\S{5}-\S{5}$/)])
    await page.emulateMedia({ media: 'print' })
    expect([await at(page, 'code-new').isVisible(), await at(page, 'history').isVisible()]).toEqual([true, false])
    await page.emulateMedia({ media: null })
    expect(await textIn(page, '[data-testid="history"]')).toMatch(/当面补发查询码[\s\S]*身份证，本人到窗口/)
    await page.reload()
    await at(page, 'history').waitFor()
    expect(await textIn(page, 'main')).not.toContain(code)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('objects by a clause, says what is missing, and keeps the panel open with what was written', async () => {
    const { id } = await world.file()
    const { page } = await phone('officer', `/m/tickets/${id}`)
    await at(page, 'act-object').click()
    await objectTo(page, '', '不属于本单位职责')
    await said(page, /还缺：依据的条款/)
    expect(await at(page, 'object-reason').inputValue()).toBe('不属于本单位职责')
    await objectTo(page, '三定规定第三条', '不属于本单位职责')
    await state(page, 'objected')
    await said(page, /已办好/)
    expect(await textIn(page, '[data-testid="objections"]')).toBe(
      '县住房和城乡建设局：三定规定第三条。不属于本单位职责',
    )
    await page.context().close()
  })

  it('shows no more of a matter that left with the act than its number and state', async () => {
    const { id } = await world.file()
    const { page } = await phone('officer', `/m/tickets/${id}`)
    await at(page, 'act-others').locator('summary').first().click()
    await at(page, 'act-recuse').click()
    await at(page, 'recuse-reason').fill('来件人是本人亲属')
    await at(page, 'recuse-send').click()
    await at(page, 'history').waitFor({ state: 'detached' })
    await state(page, 'forwarded')
    expect(await textIn(page, 'main')).not.toContain('路灯')
    await page.context().close()
  })

  it('says which demand of an answer is still open, and keeps the rest', async () => {
    const { id } = await world.file({ demands: ['修好路灯', '说明为什么这么久'] })
    await world.perform(id, { type: 'accept', actor: { kind: 'staff', id: 'officer', office: 'housing' } })
    const { page } = await phone('officer', `/m/tickets/${id}`, 360)
    await writeAnswer(page, '路灯已修好。')
    await at(page, 'answer-send').click()
    await said(page, /还差第2项/)
    expect(await at(page, 'answer-demand-1-facts').inputValue()).toBe(DISPOSED.facts)
    await at(page, 'answer-demand-2-explained').check()
    await at(page, 'answer-demand-2-facts').fill('配件停产，等了六周')
    await at(page, 'answer-demand-2-basis').fill('采购记录')
    await at(page, 'answer-send').click()
    await state(page, 'answered')
    await page.context().close()
  })

  it('forwards to the office chosen', async () => {
    const { id } = await world.file({ category: null })
    const { page } = await phone('Clerk', `/m/tickets/${id}`)
    await at(page, 'act-forward').click()
    await at(page, 'forward-office').selectOption('water')
    await at(page, 'forward-send').click()
    await state(page, 'forwarded')
    expect(await textIn(page, 'main')).toContain('县水利局')
    await page.context().close()
  })

  it('tells the second of two officers who was first, and shows the matter as it is', async () => {
    const { id } = await world.file()
    const [first, second] = [await phone('officer', `/m/tickets/${id}`), await phone('second', `/m/tickets/${id}`)]
    await at(second.page, 'act-accept').waitFor()
    await at(first.page, 'act-accept').click()
    await state(first.page, 'accepted')
    await at(second.page, 'act-accept').click()
    await said(second.page, /已经由王知禾在.+办过了/)
    await state(second.page, 'accepted')
    await first.page.context().close()
    await second.page.context().close()
  })

  it('puts a repeat to the older matter: from the list of those that may be the same, where it may be, and by number', async () => {
    const text = '东街的井盖丢了，晚上有人掉下去，请马上补上，天黑以后看不见。'
    const files = async (reporter: string) => {
      const filed = await world.file({ words: [text], reporter })
      await world.compare(filed.complaintId, text)
      return filed
    }
    const [older, byOther] = [await files('one'), await files('another')]
    world.clock.advance(60_000)
    const [repeat, second] = [await files('one'), await files('one')]
    const { page, complaints } = await phone('officer', `/m/tickets/${repeat.id}`)
    await at(page, `merge-${older.id}-open`).waitFor()
    expect(await at(page, `merge-${byOther.id}-open`).count()).toBe(0)
    await at(page, `merge-${older.id}-open`).click()
    await at(page, `merge-${older.id}-send`).click()
    await said(page, /请先选好或者填好：情况说明/)
    await at(page, `merge-${older.id}-note`).fill('同一个井盖')
    await at(page, `merge-${older.id}-send`).click()
    await state(page, 'merged')
    expect(await textIn(page, '[data-testid="history"]')).toContain('并入办理')
    expect(await page.locator('[data-testid^="merge-"], [data-testid^="split-"]').count()).toBe(0)
    await page.goto(`${address}/m/tickets/${second.id}`)
    await at(page, 'merge-open').click()
    await at(page, 'merge-into').fill(byOther.number)
    await at(page, 'merge-note').fill('同一个井盖')
    await at(page, 'merge-send').click()
    await said(page, /只有同一个人反映的事项才能合并/)
    await at(page, 'merge-into').fill(older.number)
    await at(page, 'merge-send').click()
    await state(page, 'merged')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('parts demands that are another matter by ticks, and shows the new number and its code once', async () => {
    const demands = ['补上井盖', '赔偿医药费']
    const { id, number } = await world.file({ demands })
    const { page, complaints } = await phone('officer', `/m/tickets/${id}`)
    for (const form of ['merge', 'split']) await at(page, `${form}-open`).click()
    const targets = await page
      .locator('.classify[open] :is(button, select, textarea, input[type="text"], .choice)')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    expect(targets.length).toBe(9)
    expect(Math.min(...targets)).toBeGreaterThanOrEqual(60)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await at(page, 'split-send').click()
    await said(page, /请先选好或者填好：分出哪几项/)
    await at(page, 'split-demands-2').check()
    await at(page, 'split-note').fill('赔偿另办')
    await at(page, 'split-send').click()
    await at(page, 'part-slip').waitFor()
    const part = await textIn(page, '[data-testid="part-number"]')
    expect([part.startsWith('MQ'), part.replaceAll('-', '') === number]).toEqual([true, false])
    expect(await textIn(page, '[data-testid="part-code"]')).toMatch(/^\S{5}-\S{5}$/)
    expect(await textIn(page, 'main')).toContain(`赔偿医药费（已分出，另见${part}）`)
    expect(await at(page, 'split-open').count()).toBe(0)
    await at(page, 'act-accept').click()
    await at(page, 'act-answer').click()
    expect(await page.locator('#panel-answer legend').allTextContents()).toEqual(['诉求1：补上井盖'])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('shows what looks like markup as the text it is', async () => {
    const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    const { id } = await world.file({
      ...{ words: [attack], demands: [attack], party: attack, place: { id: 'county', text: attack } },
      contact: { name: attack, phone: `javascript:window.hacked=1//${attack}` },
    })
    const { page, complaints } = await phone('officer', `/m/tickets/${id}`)
    await at(page, 'ticket-number').waitFor()
    const shown = (await textIn(page, 'main')).split(attack).length - 1
    expect(shown).toBe(6)
    expect(await page.locator('main img, main script, a[href^="javascript"]').count()).toBe(0)
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('runs no script that is not its own file, even if one got in', async () => {
    const { page, complaints } = await phone('officer', '/')
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.hacked = 1'
      document.body.append(script)
    })
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(complaints.join()).toContain('Content Security Policy')
    await page.context().close()
  })

  it('says in words that a matter is not there', async () => {
    const { id } = await world.file({}, ['housing'])
    const { page } = await phone('officer', `/m/tickets/${id}`)
    await said(page, /没有找到/)
    expect(await textIn(page, 'main')).not.toContain('路灯')
    await page.context().close()
  })

  it('keeps what was written when the session has ended', async () => {
    const { id } = await world.file()
    const actor = { kind: 'staff', id: 'officer', office: 'housing' } as const
    await world.perform(id, { type: 'accept', actor })
    const { page } = await phone('officer', `/m/tickets/${id}`)
    await writeAnswer(page, '写了很久的答复')
    await world.db.deleteFrom('staff_sessions').execute()
    await at(page, 'answer-send').click()
    await said(page, /登录已过期/)
    expect(await at(page, 'answer-text').inputValue()).toBe('写了很久的答复')
    const [window] = await Promise.all([page.context().waitForEvent('page'), at(page, 'message').locator('a').click()])
    await at(window, 'ticket-number').waitFor()
    await at(page, 'answer-send').click()
    await state(page, 'answered')
    await page.context().close()
  })
})

describe('the list', () => {
  it('leads to the matters of the own office, and empties at logout', async () => {
    const { id } = await world.file()
    const { page } = await phone('officer', '/')
    await page.locator(`a[href="/m/tickets/${id}"]`).click()
    await at(page, 'ticket-number').waitFor()
    await page.goBack()
    await at(page, 'ticket-link').first().waitFor()
    await page.locator('#logout').click()
    await said(page, /已退出/)
    expect(await at(page, 'ticket-link').count()).toBe(0)
    await page.context().close()
  })
})

describe('on a phone held by somebody who sees badly', () => {
  it.each([320, 800])(
    'nothing is cut off at %i px, text is large, and what acts is large enough to hit',
    async (width) => {
      const { id } = await world.file({ words: ['长'.repeat(300), 'https://a.invalid/'.padEnd(200, 'x')] })
      const { page } = await phone('Clerk', `/m/tickets/${id}`, width)
      await at(page, 'act-forward').click()
      for (const fold of await page.locator('.fold:visible').all()) await fold.locator('summary').first().click()
      const sizes = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        smallest: Math.min(
          ...[...document.querySelectorAll('main *')].map((one) => Number.parseFloat(getComputedStyle(one).fontSize)),
        ),
        targets: [
          ...document.querySelectorAll(
            'main button, main select, main textarea, main input:not([type=radio], [type=checkbox]), main .choice, main .fold > summary',
          ),
        ]
          .filter((one) => one.checkVisibility())
          .map((one) => one.getBoundingClientRect().height),
      }))
      expect(sizes.scroll).toBeLessThanOrEqual(width)
      expect(sizes.smallest).toBeGreaterThanOrEqual(18)
      expect(sizes.targets.length).toBeGreaterThan(2)
      expect(Math.min(...sizes.targets)).toBeGreaterThanOrEqual(60)
      await page.context().close()
    },
  )
})
