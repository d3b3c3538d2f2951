import type { Locator, Page } from 'playwright-core'

/** The citizen's WeChat, used with the means of a person: reading what came, writing, tapping, choosing a photo. */
export class CitizenPhone {
  private readonly page: Page
  private heard = 0
  private last = ''

  constructor(page: Page) {
    this.page = page
  }

  get answers(): Locator {
    return this.page.locator('[data-testid=citizen-bubble][data-from=them]')
  }

  /** Waits for the next message that was not read yet and has these words; what comes before it counts as read. */
  async hear(words: RegExp | string): Promise<string> {
    for (;;) {
      const text = await this.next()
      if (typeof words === 'string' ? text.includes(words) : words.test(text)) return text
    }
  }

  private async next(): Promise<string> {
    const bubble = this.answers.nth(this.heard).locator('.bubble')
    await bubble.waitFor().catch((cause) => {
      throw new Error(`nothing more came after: ${this.last}`, { cause })
    })
    this.heard += 1
    this.last = (await bubble.textContent()) ?? ''
    return this.last
  }

  async say(text: string): Promise<void> {
    await this.page.getByTestId('citizen-input').fill(text)
    await this.page.getByTestId('citizen-send').click()
  }

  /** Taps an item of the newest menu that has it. */
  tap(label: string | RegExp): Promise<void> {
    return this.answers.getByTestId('menu-item').filter({ hasText: label }).last().click()
  }

  photograph(photo: Buffer): Promise<void> {
    const file = { name: 'lamp.jpg', mimeType: 'image/jpeg', buffer: photo }
    return this.page.getByTestId('citizen-photo').setInputFiles(file)
  }

  /** Answers what is asked, in whatever order it is asked, until these words come; what only tells something is read. */
  async answer(questions: Question[], until: RegExp): Promise<string> {
    for (;;) {
      const text = await this.next()
      if (until.test(text)) return text
      const question = questions.find(({ asked }) => asked.test(text))
      await question?.reply()
    }
  }
}

export interface Question {
  asked: RegExp
  reply(): Promise<void>
}

/** An officer's WeCom: cards, their buttons, and the page behind them. */
export class StaffPhone {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async use(userid: string): Promise<void> {
    await this.page.getByTestId('staff-select').selectOption(userid)
  }

  card(number: string): Locator {
    return this.page.getByTestId('staff-card').filter({ hasText: number })
  }

  press(number: string, button: string): Promise<void> {
    return this.card(number).getByTestId('card-button').filter({ hasText: button }).click()
  }

  /** Taps the card itself; the page of a matter forbids frames, so it comes in a window of its own. */
  async open(number: string): Promise<Page> {
    const opening = this.page.context().waitForEvent('page')
    await this.card(number).locator('.body').click()
    const opened = await opening
    await opened.getByTestId('ticket-number').waitFor()
    return opened
  }
}

/** Into the open panel: the answer with every demand supported, not yet sent. */
export async function writeAnswer(matter: Page, text: string): Promise<void> {
  await matter.getByTestId('answer-text').fill(text)
  const each = (part: string) => matter.getByTestId(new RegExp(`^answer-demand-.+-${part}$`)).all()
  for (const choice of await each('supported')) await choice.check()
  for (const facts of await each('facts')) await facts.fill('现场看过，路灯确实坏了')
  for (const basis of await each('basis')) await basis.fill('《城市照明管理规定》')
}
