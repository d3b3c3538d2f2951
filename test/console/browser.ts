import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** The browser of the machine; none is downloaded. */
export const CHROMIUM =
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file)) ?? null

/** As root there is no sandbox; everything else keeps the browser from asking the network for things of its own. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const launchChromium = (more: string[] = []): Promise<Browser> => {
  if (CHROMIUM === null) throw new Error(`no Chromium on PATH: ${NAMES.join(', ')}`)
  return chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...more] })
}
