import {
  AlignmentType,
  BorderStyle,
  Document,
  HeightRule,
  LineRuleType,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { unreachable } from '../../platform/kernel/index.ts'
import type { Block, FormDocument } from './types.ts'
import { stillZip } from './zip.ts'

/** Twips (1/20 pt): A4 and the margins of GB/T 9704, text block 156 mm wide. */
const PAGE = { width: 11906, height: 16838 }
const MARGIN = { top: 2098, bottom: 1984, left: 1588, right: 1474 }
const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right
const LABEL_WIDTH = 2400
/** 28 pt, fixed. */
const PITCH = { line: 560, lineRule: LineRuleType.EXACT }
/** Half points: 22 pt for the title, 16 for the text, 14 for notes. */
const SIZE = { title: 44, text: 32, note: 28 }
/** What has no such font shows SimSun or its own Song and Fang Song. */
const FONT = { title: '方正小标宋简体', heading: '黑体', text: '仿宋' }

/** The document as a Word file. The same document gives the same bytes, so that its hash can be shown again. */
export async function renderDocx(document: FormDocument, at: Date): Promise<Uint8Array> {
  const file = new Document({
    title: document.title,
    styles: { default: { document: { run: { font: fontOf(FONT.text), size: SIZE.text } } } },
    sections: [
      {
        properties: { page: { size: PAGE, margin: MARGIN } },
        children: [...headOf(document), ...document.blocks.flatMap(elementsOf)],
      },
    ],
  })
  const core = { path: 'docProps/core.xml', data: coreProperties(document.title, at) }
  return stillZip(await Packer.toBuffer(file, undefined, [core]))
}

const fontOf = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name })

const run = (text: string, font: string = FONT.text, size = SIZE.text) =>
  new TextRun({ text, font: fontOf(font), size })

function headOf({ title, number }: FormDocument): Paragraph[] {
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, children: [run(title, FONT.title, SIZE.title)] }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { ...PITCH, before: 120, after: 240 },
      children: [run(number)],
    }),
  ].slice(0, number === '' ? 1 : 2)
}

function elementsOf(block: Block, at: number, all: readonly Block[]): (Paragraph | Table)[] {
  // Seal and signatures never stand on a page without text, nor what belongs to them without them.
  const keepNext = ['seal', 'note', 'signatures'].includes(all[at + 1]?.kind ?? '')
  switch (block.kind) {
    case 'heading':
      return [text(block.text, { font: FONT.heading, keepNext: true })]
    case 'paragraph':
      return [text(block.text, { keepNext })]
    case 'note':
      return [text(block.text, { size: SIZE.note, indented: false, keepNext })]
    case 'rows':
      return [tableOf(block.rows), gap()]
    case 'list':
      return block.items.flatMap((lines) => lines.map((line) => text(line)))
    case 'ticks': {
      const ticks = block.options.map(({ text: words, ticked }) => `${ticked ? '☑' : '☐'} ${words}`)
      return block.label === null ? ticks.map((one) => text(one)) : [text(`${block.label}：${ticks.join('　')}`)]
    }
    case 'seal':
      return sealOf(block, keepNext)
    case 'signatures':
      return block.labels.map((label, n) =>
        text(`${label}：`, { spacing: { ...PITCH, before: 200 }, keepNext: keepNext || n < block.labels.length - 1 }),
      )
    default:
      return unreachable(block)
  }
}

function text(
  words: string,
  { font = FONT.text, size = SIZE.text, indented = true, keepNext = false, spacing = PITCH as object } = {},
): Paragraph {
  // Two characters, measured in hundredths of one.
  const indent = indented ? { firstLineChars: 200, firstLine: 640 } : {}
  return new Paragraph({ spacing, indent, keepNext, children: [run(words, font, size)] })
}

/** Room for the seal over organ and date, which stay together at the right. */
function sealOf({ organ, date }: { organ: string; date: string }, keepNext: boolean): Paragraph[] {
  const line = (words: string, keep: boolean, before: number) =>
    new Paragraph({
      ...{ alignment: AlignmentType.RIGHT, keepNext: keep, keepLines: true, spacing: { ...PITCH, before } },
      ...{ indent: { right: 1280 }, children: [run(words)] },
    })
  return [line(organ, true, 1400), line(date, keepNext, 0)]
}

const gap = () => new Paragraph({ spacing: { line: 200, lineRule: LineRuleType.EXACT }, children: [] })

function tableOf(rows: readonly { label: string; text: string }[]): Table {
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH],
    rows: rows.map(
      ({ label, text: words }) =>
        new TableRow({
          cantSplit: true,
          height: { value: 600, rule: HeightRule.ATLEAST },
          children: [cell([label], LABEL_WIDTH), cell(words.split('\n'), TEXT_WIDTH - LABEL_WIDTH)],
        }),
    ),
  })
}

const EDGE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }

const cell = (lines: string[], width: number) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE },
    margins: { top: 40, bottom: 40, left: 120, right: 120 },
    verticalAlign: VerticalAlign.CENTER,
    children: lines.map(
      (line) =>
        new Paragraph({
          spacing: { line: 480, lineRule: LineRuleType.EXACT },
          children: [run(line, FONT.text, SIZE.note)],
        }),
    ),
  })

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function coreProperties(title: string, at: Date): string {
  const when = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at.toISOString().slice(0, 19)}Z</dcterms:${name}>`
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${title.replace(/[&<>]/g, (sign) => MARKUP[sign] ?? '')}</dc:title>`,
    `${when('created')}${when('modified')}</cp:coreProperties>`,
  ].join('')
}
