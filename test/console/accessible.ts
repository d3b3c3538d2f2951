import type { Page } from 'playwright-core'

const NEED_A_NAME = new Set(['button', 'link', 'textbox', 'combobox', 'radio', 'radiogroup', 'image', 'Iframe'])

/** What a screen reader would announce without a name, as the browser's own accessibility tree has it. */
export const nameless = async (page: Page): Promise<string[]> => {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes
    .filter(({ ignored, role, name }) => !ignored && NEED_A_NAME.has(role?.value) && !name?.value?.trim())
    .map(({ role, nodeId }) => `${role?.value} ${nodeId}`)
}

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
