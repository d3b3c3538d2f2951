import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pdfFailed } from './errors.ts'

export type PdfMaker = { program: 'soffice' | 'chromium'; path: string }
/** What is missing for PDF: a program that prints, or letters to print with. */
export type PdfLack = 'no_program' | 'no_font'

export interface Printer {
  /** Where it is off, what is missing. */
  lack: PdfLack | null
  maker: PdfMaker | null
  /** One at a time: a conversion takes a core for a second or two. */
  print(paper: { docx: Uint8Array; html: string }): Promise<Uint8Array>
}

const OFFICES = ['soffice', 'libreoffice']
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome']
const LONGEST_MS = 60_000

/** What a program says on its output. */
type Ask = (program: string, args: string[]) => Promise<string>

const run = promisify(execFile)

/** Looks once what this machine has. Word files need none of it. */
export async function findPrinter(ask: Ask = said, longestMs = LONGEST_MS): Promise<Printer> {
  const maker = (await makerOf(OFFICES, 'soffice', ask)) ?? (await makerOf(BROWSERS, 'chromium', ask))
  const fonts = await ask('fc-list', [':lang=zh', 'family'])
  const lack = maker === null ? 'no_program' : fonts.trim() === '' ? 'no_font' : null
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...{ maker, lack },
    async print(paper) {
      if (maker === null || lack !== null) throw pdfFailed(lack ?? 'no_program')
      const printed = last.then(() => convert(maker, paper, longestMs))
      last = printed.catch(() => undefined)
      return printed
    },
  }
}

async function makerOf(names: string[], program: PdfMaker['program'], ask: Ask): Promise<PdfMaker | null> {
  for (const name of names) {
    const path = (await ask('sh', ['-c', 'command -v "$0"', name])).trim()
    if (path !== '') return { program, path }
  }
  return null
}

/** Nothing, where there is no such program or it fails. */
const said: Ask = (program, args) =>
  run(program, args, { timeout: 10_000 }).then(
    ({ stdout }) => stdout,
    () => '',
  )

/** In a folder of its own, which is profile and home too: nothing of the paper stays, whatever becomes of the program. */
async function convert(
  maker: PdfMaker,
  { docx, html }: { docx: Uint8Array; html: string },
  longestMs: number,
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-paper-'))
  try {
    const source = join(folder, maker.program === 'soffice' ? 'paper.docx' : 'paper.html')
    await writeFile(source, maker.program === 'soffice' ? docx : html, { mode: 0o600 })
    const args = maker.program === 'soffice' ? officeArgs(folder, source) : browserArgs(folder, source)
    await finished(
      spawn(maker.path, args, { cwd: folder, detached: true, stdio: 'ignore', env: { HOME: folder } }),
      longestMs,
    )
    return await readFile(join(folder, 'paper.pdf'))
  } catch (cause) {
    throw pdfFailed(maker.program, cause)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const officeArgs = (folder: string, source: string) => [
  `-env:UserInstallation=file://${join(folder, 'profile')}`,
  ...['--headless', '--norestore', '--convert-to', 'pdf', '--outdir', folder, source],
]

/** A browser that reaches nothing: every name is unknown to it, and the page asks for none. As root it has no sandbox. */
const browserArgs = (folder: string, source: string) => [
  ...['--headless', '--disable-gpu', '--no-first-run', '--disable-extensions', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'],
  ...['--host-resolver-rules=MAP * ~NOTFOUND', '--no-pdf-header-footer', `--user-data-dir=${join(folder, 'profile')}`],
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ...[`--print-to-pdf=${join(folder, 'paper.pdf')}`, `file://${source}`],
]

/** Killed with all its children when it takes too long. */
function finished(child: ChildProcess, longestMs: number): Promise<void> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, longestMs)
    child.once('error', (cause) => {
      clearTimeout(timer)
      failed(cause)
    })
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      if (code === 0) done()
      else failed(pdfFailed(`exit ${code ?? signal}`))
    })
  })
}
