// Makes the pictures of the README anew: node scripts/screenshots.ts [FOLDER]
// The service runs as `npm start` runs it, in a folder of its own; the story is made up.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchChromium } from '../test/console/browser.ts'
import { ANSWER, answersOf, STORY, SUMMARY, WITH_PHOTO } from '../test/console/lamp.ts'
import { CitizenPhone, StaffPhone, writeAnswer } from '../test/console/phones.ts'
import { drawPhoto } from '../test/console/photo.ts'

const ROOT = join(import.meta.dirname, '..')
const IMAGES = process.argv[2] ?? join(ROOT, 'docs', 'images')
const LARGEST_BYTES = 200_000
const OFFICER = 'chenshouzheng'
const SHARPNESS = 1.25
/** Tall as today's phones, so that a question and its photo are in one picture; two of them side by side would be too large. */
const SHAPE = '.phone { box-shadow: none !important } .tall .phone { height: 880px; flex: none; width: 400px }'

async function main(): Promise<void> {
  await mkdir(IMAGES, { recursive: true })
  const folder = await mkdtemp(join(tmpdir(), 'minqing-pictures-'))
  const service = await startService(folder)
  const browser = await launchChromium(['--disable-lcd-text'])
  try {
    await tell(browser, service.phones)
  } finally {
    await browser.close()
    await stop(service.child)
    await rm(folder, { recursive: true, force: true })
  }
}

/** One matter from the first word to the answer, with a picture at each turn. */
async function tell(browser: Browser, address: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 880, height: 800 }, deviceScaleFactor: SHARPNESS })
  const page = await context.newPage()
  await page.goto(address)
  await page.addStyleTag({ content: SHAPE })
  const citizen = new CitizenPhone(page)
  const staff = new StaffPhone(page)
  const phone = page.getByTestId('citizen-phone')
  await citizen.hear('网上受理渠道')
  await tall(page, () => picture(phone, 'greeting'))

  await citizen.say(STORY)
  const photo = await drawPhoto(browser)
  await citizen.answer(answersOf(citizen), SUMMARY)
  await citizen.photograph(photo)
  await citizen.hear(WITH_PHOTO)
  await page.locator('[data-testid=citizen-bubble] img').evaluate(decoded)
  await tall(page, () => picture(phone, 'summary'))

  await citizen.tap('没问题，提交')
  const number = /MQ[\d-]+/.exec(await citizen.hear('编号'))?.[0] ?? ''
  await page
    .getByTestId('staff-select')
    .locator(`optgroup:first-child option[value=${OFFICER}]`)
    .waitFor({ state: 'attached' })
  await staff.use(OFFICER)
  await staff.card(number).waitFor()
  await picture(page.locator('main'), 'two-phones')

  await staff.press(number, '受理')
  await citizen.hear('受理，')
  await staff.card(number).getByTestId('card-replaced').waitFor()
  await picture(page.locator('main'), 'accepted')

  const matter = await staff.open(number)
  await write(matter)
  await citizen.hear(ANSWER)
  await citizen.say('查询')
  await citizen.hear('状态')
  await tall(page, () => picture(phone, 'answered'))
}

async function write(matter: Page): Promise<void> {
  await matter.setViewportSize({ width: 390, height: 1340 })
  await matter.getByTestId('act-answer').click()
  await writeAnswer(matter, ANSWER)
  await matter.locator('figure img').evaluate(decoded)
  await picture(matter, 'matter')
  await matter.getByTestId('answer-send').click()
}

async function tall(page: Page, take: () => Promise<void>): Promise<void> {
  await page.evaluate(() => document.body.classList.add('tall'))
  const messages = page.getByTestId('citizen-messages')
  await messages.evaluate((box: HTMLElement) => box.scrollTo(0, box.scrollHeight))
  await take()
  await page.evaluate(() => document.body.classList.remove('tall'))
  await messages.evaluate((box: HTMLElement) => box.scrollTo(0, box.scrollHeight))
}

const decoded = (image: HTMLImageElement): Promise<void> => image.decode()

async function picture(what: Page | Locator, name: string): Promise<void> {
  const file = join(IMAGES, `${name}.png`)
  await what.screenshot({ path: file, animations: 'disabled' })
  const { size } = await stat(file)
  console.log(`${name}.png ${Math.round(size / 1000)} kB`)
  if (size > LARGEST_BYTES) throw new Error(`${name}.png is larger than ${LARGEST_BYTES} bytes`)
}

interface Running {
  child: ChildProcess
  phones: string
}

async function startService(folder: string): Promise<Running> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(WECOM_|DATABASE_URL|REDIS_URL|ORG_FILE)/.test(name))
  const ports = { PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) }
  const child = spawn(process.execPath, [join(ROOT, 'src', 'main.ts'), 'all'], {
    env: { ...Object.fromEntries(kept), ...ports, DATA_DIR: folder, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.setEncoding('utf8')
  const started = Promise.withResolvers<Running>()
  let said = ''
  child.stdout.on('data', (text: string) => {
    said += text
    const phones = /two phones in a browser: (\S+)/.exec(said)?.[1]
    if (phones) started.resolve({ child, phones })
  })
  child.once('exit', () => started.reject(new Error(`the service ended: ${said}`)))
  return started.promise
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

await main()
