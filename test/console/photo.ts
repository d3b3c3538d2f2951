import type { Browser } from 'playwright-core'

/** A village road at night with a lamp that is out: drawn, so that the photo shows nobody's place. */
const PICTURE = `<!doctype html><body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="480" height="320">
<defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#0d1b33"/><stop offset="1" stop-color="#3a4a66"/></linearGradient></defs>
<rect width="480" height="320" fill="url(#sky)"/>
<circle cx="90" cy="60" r="22" fill="#e8e4cf"/><circle cx="99" cy="54" r="20" fill="#142441"/>
<path d="M0 205 L70 165 L150 200 L240 150 L330 195 L410 160 L480 190 V320 H0Z" fill="#1c2638"/>
<rect x="40" y="170" width="70" height="60" fill="#27324a"/><path d="M32 172 L75 140 L118 172Z" fill="#1a2233"/><rect x="62" y="190" width="16" height="16" fill="#d9a441"/>
<path d="M205 320 L245 215 H285 L400 320Z" fill="#4b5160"/><path d="M262 225 L268 250 M275 262 L284 285 M292 296 L300 320" stroke="#aab0bb" stroke-width="4"/>
<path d="M350 290 V95 Q350 70 325 70 H312" stroke="#8b93a3" stroke-width="8" fill="none"/><path d="M288 66 H318 L312 82 H294Z" fill="#5b6474"/>
<rect x="342" y="286" width="18" height="14" fill="#6b7384"/></svg></body>`

export const drawPhoto = async (browser: Browser): Promise<Buffer> => {
  const page = await browser.newPage({ viewport: { width: 480, height: 320 } })
  try {
    await page.setContent(PICTURE)
    return await page.screenshot({ type: 'jpeg', quality: 80 })
  } finally {
    await page.close()
  }
}
