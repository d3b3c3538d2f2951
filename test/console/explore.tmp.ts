import { chromium } from 'playwright-core'
import { startWorld } from '../support/world.ts'
const world = await startWorld()
console.log(world.service.lines)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run'] })
const context = await browser.newContext({ viewport: { width: 1000, height: 860 } })
const page = await context.newPage()
page.on('console', (m) => console.log('console', m.type(), m.text()))
page.on('pageerror', (e) => console.log('pageerror', e.message))
await page.goto(world.simulator.url)
let n = 0
const shot = async (name: string) => page.screenshot({ path: `/tmp/explore/${String(++n).padStart(2,'0')}-${name}.png` })
const bubbles = page.locator('[data-testid=citizen-bubble][data-from=them]')
const settle = async () => { let c=-1; for(;;){ const d=await bubbles.count(); if(d===c) break; c=d; await page.waitForTimeout(1200)} }
const say = async (t: string) => { await page.getByTestId('citizen-input').fill(t); await page.getByTestId('citizen-send').click(); await settle() }
const dump = async () => console.log((await bubbles.last().innerText()).replaceAll('\n',' / '))
await settle(); await dump(); await shot('enter')
await say('柳渡镇上渡口村村口的路灯坏了一个多月，晚上黑得看不见路，上个星期我母亲在那里摔了一跤。打过村里电话，没有人来修。'); await dump(); await shot('story')
for (let i=0;i<12;i++) {
  const t = await bubbles.last().innerText()
  const items = bubbles.last().getByTestId('menu-item')
  if (/编号是/.test(t)) break
  if (/怎么解决/.test(t)) await say('希望尽快把路灯修好')
  else if (/哪个单位或个人/.test(t)) { await items.first().click(); await settle() }
  else if (/联系您/.test(t)) await say('王女士 13800000000')
  else if (/照片/.test(t) && !/请您看一遍/.test(t)) {
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } })
    await page.getByTestId('citizen-photo').setInputFiles({ name: 'deng.png', mimeType: 'image/png', buffer: png }); await settle() }
  else if (await items.count()) { await items.first().click(); await settle() }
  else await say('不清楚')
  await dump(); await shot('q')
}
await shot('filed')
const staff = await world.simulator.members.list()
for (const m of staff) { const s = await world.simulator.members.screen(m.userid, {}); if (s.items.length) console.log(m.userid, m.name, m.department, JSON.stringify(s.items).slice(0,900)) }
const withCard: string[] = []
for (const m of staff) { const s = await world.simulator.members.screen(m.userid, {}); if (s.items.length) withCard.push(m.userid) }
await page.getByTestId('staff-select').selectOption(withCard[0]!)
await page.getByTestId('staff-card').first().waitFor(); await page.waitForTimeout(500); await shot('card')
await page.getByTestId('card-button').first().click(); await page.waitForTimeout(3000); await shot('accepted'); await dump()

const number = (await bubbles.allInnerTexts()).join('').match(/MQ[\d-]+/)![0]
await page.locator('.body[data-testid=card-link]').first().click(); await page.waitForTimeout(1500)
const pages = context.pages(); let tab = pages[1]
if (!tab) { console.log('panel used'); const w = context.waitForEvent('page'); await page.getByTestId('panel-new-tab').click(); tab = await w }
await tab.setViewportSize({ width: 320, height: 640 }); await tab.getByTestId('ticket-number').waitFor(); await tab.waitForTimeout(800)
console.log(tab.url()); await tab.screenshot({ path: '/tmp/explore/desk-320.png', fullPage: true })
await tab.setViewportSize({ width: 800, height: 900 }); await tab.screenshot({ path: '/tmp/explore/desk-800.png', fullPage: true })
await tab.setViewportSize({ width: 320, height: 640 })
await tab.getByTestId('act-answer').click(); await tab.getByTestId('answer-text').fill('您好。上渡口村村口的路灯已于昨天更换，请您晚上再看一看。如还有问题，请直接在这里写给我们。'); await tab.screenshot({ path: '/tmp/explore/desk-answer.png', fullPage: true })
await tab.getByTestId('answer-send').click(); await tab.waitForTimeout(2500); await tab.screenshot({ path: '/tmp/explore/desk-answered.png', fullPage: true })
console.log(await tab.locator('body').innerText())
await page.bringToFront(); if (await page.getByTestId('panel-close').isVisible()) await page.getByTestId('panel-close').click()
await settle(); await dump(); await shot('answered')
await say('查询'); await dump(); await say(number); await dump(); await shot('status')
await page.getByTestId('staff-select').selectOption(withCard[1]!); await page.waitForTimeout(800); await shot('second')
await tab.getByTestId('act-close').click().catch(()=>{}); await tab.waitForTimeout(2500); await tab.screenshot({ path: '/tmp/explore/desk-closed.png', fullPage: true }); console.log(await tab.locator('body').innerText())
await settle(); await dump(); await shot('closed')
await tab.goto(world.url + '/'); await tab.waitForTimeout(800); await tab.screenshot({ path: '/tmp/explore/desk-list.png' })
await browser.close(); await world.close(); process.exit(0)
