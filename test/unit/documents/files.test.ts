import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  composeForm,
  documentHtml,
  type FormDocument,
  findPrinter,
  paperHtml,
  renderDocx,
} from '../../../src/case/documents/index.ts'
import { eventually } from '../../support/eventually.ts'
import { FORMS, formNamed, fullValues } from './forms.ts'
import { unzip } from './unzip.ts'

const AT = new Date('2026-03-02T01:00:00Z')

function documentOf(id: string, more: Record<string, string> = {}): FormDocument {
  const form = formNamed(id)
  const done = composeForm(form, { ...fullValues(form), ...more })
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return done.value
}

/** Every piece of words on the page. */
const wordsOf = ({ blocks, title, number }: FormDocument): string[] => [
  ...[title, number].filter((text) => text !== ''),
  ...blocks.flatMap((block): readonly string[] => {
    if (block.kind === 'rows') return block.rows.flatMap(({ label, text }) => [label, text])
    if (block.kind === 'list') return block.items.flat()
    if (block.kind === 'ticks') return block.options.map(({ text }) => text)
    if (block.kind === 'seal') return [block.organ, block.date]
    return block.kind === 'signatures' ? block.labels : [block.text]
  }),
]

const escapedXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

describe('the Word file', () => {
  afterEach(() => vi.useRealTimers())

  it.each(FORMS.map(({ id }) => id))('of %s holds every word of the document', async (id) => {
    const document = documentOf(id)
    const xml =
      unzip(await renderDocx(document, AT))
        .get('word/document.xml')
        ?.toString('utf8') ?? ''
    for (const words of wordsOf(document)) expect(xml).toContain(escapedXml(words))
    expect(xml).not.toMatch(/\{[a-z_]+\}/)
  })

  it('is A4, its text Fang Song of 16 pt with 28 pt from line to line', async () => {
    const xml =
      unzip(await renderDocx(documentOf('acceptance'), AT))
        .get('word/document.xml')
        ?.toString('utf8') ?? ''
    expect(xml).toMatch(/<w:pgSz[^>]*w:w="11906"[^>]*w:h="16838"/)
    expect(xml).toMatch(/w:line="560" w:lineRule="exact"/)
    expect(xml).toMatch(/w:eastAsia="仿宋"[^>]*\/><w:sz w:val="32"/)
    expect(xml).toMatch(/w:eastAsia="方正小标宋简体"[^>]*\/><w:sz w:val="44"/)
  })

  it('keeps what a person wrote as words, never as markup', async () => {
    const document = documentOf('extension', { extension_reason: '<w:p/>&"甲"' })
    const xml =
      unzip(await renderDocx(document, AT))
        .get('word/document.xml')
        ?.toString('utf8') ?? ''
    expect(xml).toContain('&lt;w:p/&gt;&amp;')
  })

  it('is the same, byte by byte, whenever it is made again', async () => {
    const document = documentOf('opinion')
    vi.useFakeTimers({ toFake: ['Date'], now: AT })
    const first = await renderDocx(document, AT)
    vi.setSystemTime(new Date('2027-01-01T00:00:00Z'))
    expect(Buffer.compare(await renderDocx(document, AT), first)).toBe(0)
  })
})

describe('the page', () => {
  it('holds every word of the document, and no markup of anybody else', () => {
    const document = documentOf('extension', { extension_reason: '<script>alert(1)</script>' })
    const html = documentHtml(document)
    for (const words of wordsOf(document)) expect(html).toContain(words.replace(/</g, '&lt;').replace(/>/g, '&gt;'))
    expect(html).not.toContain('<script')
  })
})

const printer = await findPrinter()

describe('the PDF', () => {
  it.runIf(printer.lack === null)(
    'has a page and every Chinese sign of the document in a font of its own',
    async () => {
      const document = documentOf('acceptance')
      const pdf = Buffer.from(await printer.print({ docx: await renderDocx(document, AT), html: paperHtml(document) }))
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      expect(pdf.toString('latin1').match(/\/MediaBox ?\[0 0 59[45][.\d]* 84[12][.\d]*\]/)).not.toBeNull()
      const printed = signsIn(pdf)
      const wanted = [
        ...new Set(
          wordsOf(document)
            .join('')
            .match(/\p{Script=Han}/gu) ?? [],
        ),
      ]
      // A few signs share their picture with a radical, and a PDF gives the one or the other.
      expect(wanted.filter((sign) => !printed.has(sign)).length).toBeLessThan(wanted.length / 10)
    },
    60_000,
  )

  it('gives up on a program that hangs, ends it with its children, and leaves nothing of the paper behind', async () => {
    const home = await mkdtemp(join(tmpdir(), 'minqing-hangs-'))
    const program = join(home, 'hangs')
    await writeFile(program, `#!/bin/sh\npwd > ${home}/folder\nsleep 300 & echo $! > ${home}/child\nwait\n`, {
      mode: 0o755,
    })
    const hanging = await findPrinter(
      async (asked, args) => (asked === 'fc-list' || args.includes('chromium') ? program : ''),
      500,
    )
    await expect(hanging.print({ docx: new Uint8Array(), html: '<p>张女士</p>' })).rejects.toMatchObject({
      code: 'pdf_failed',
      message: expect.not.stringContaining('张女士'),
    })
    const [folder, child] = await Promise.all(['folder', 'child'].map((name) => readFile(join(home, name), 'utf8')))
    expect(existsSync(folder?.trim() ?? '')).toBe(false)
    await eventually('the child to be gone', async () => !isAlive(Number(child)))
    await rm(home, { recursive: true })
  })

  it('says what is missing where nothing can print', async () => {
    const { lack, maker } = await findPrinter(async () => '')
    expect([lack, maker]).toEqual(['no_program', null])
    const fontless = await findPrinter(async (program) => (program === 'sh' ? '/usr/bin/soffice\n' : ''))
    expect(fontless.lack).toBe('no_font')
    await expect(fontless.print({ docx: new Uint8Array(), html: '' })).rejects.toMatchObject({ code: 'pdf_failed' })
  })
})

/** A child that has ended may wait for its parent's parent to notice. */
function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

/** What the fonts of a PDF say their pictures stand for (ToUnicode, PDF 32000 §9.10.3). */
function signsIn(pdf: Buffer): Set<string> {
  const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap((match) => {
    try {
      return inflateSync(Buffer.from(match[1] ?? '', 'latin1')).toString('latin1')
    } catch {
      return []
    }
  })
  const maps = streams.filter((text) => text.includes('beginbfchar') || text.includes('beginbfrange')).join('\n')
  const found = [...maps.matchAll(/<[0-9A-F]{2,4}>(?: <[0-9A-F]{2,4}>)? <([0-9A-F]{4,8})>/gi)].map((match) =>
    Buffer.from(match[1] ?? '', 'hex')
      .swap16()
      .toString('utf16le'),
  )
  return new Set(found.map((sign) => sign.normalize('NFKC')))
}
