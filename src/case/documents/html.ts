import { unreachable } from '../../platform/kernel/index.ts'
import type { Block, FormDocument } from './types.ts'

const MARKUP: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' },
}
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => MARKUP[sign] ?? '')

/** The document as markup that reads well aloud: one heading, tables with row headings, lists as lists. */
export function documentHtml({ title, number, blocks }: FormDocument): string {
  const under = number === '' ? '' : `<p class="number">${escaped(number)}</p>`
  return `<article><h1>${escaped(title)}</h1>${under}${blocks.map(blockHtml).join('')}</article>`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`
    case 'note':
      return `<p class="note">${escaped(block.text)}</p>`
    case 'rows':
      return `<table>${block.rows.map(rowHtml).join('')}</table>`
    case 'list':
      return `<ul>${block.items.map((lines) => `<li>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</li>`).join('')}</ul>`
    case 'ticks':
      return ticksHtml(block.label, block.options.map(tick))
    case 'seal':
      return `<div class="seal"><p>${escaped(block.organ)}</p><p>${escaped(block.date)}</p></div>`
    case 'signatures':
      return `<div class="signatures">${block.labels.map((label) => `<p>${escaped(label)}：</p>`).join('')}</div>`
    default:
      return unreachable(block)
  }
}

const tick = ({ text, ticked }: { text: string; ticked: boolean }) => escaped(ticked ? `☑ ${text}` : `☐ ${text}`)

function ticksHtml(label: string | null, ticks: readonly string[]): string {
  if (label !== null) return `<p>${escaped(label)}：${ticks.join('　')}</p>`
  return `<ul class="ticks">${ticks.map((one) => `<li>${one}</li>`).join('')}</ul>`
}

const rowHtml = ({ label, text }: { label: string; text: string }): string =>
  `<tr><th scope="row">${escaped(label)}</th><td>${escaped(text)}</td></tr>`

/** As the Word file: A4, 28 pt from line to line, Song for the title, Fang Song for the text; else the serif that is there. */
const PAPER = `
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { margin: 0; font: 16pt/28pt FangSong, 仿宋, FangSong_GB2312, STFangsong, 'Noto Serif CJK SC', 'Source Han Serif SC', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', serif }
h1 { margin: 0; font: 22pt/32pt FZXiaoBiaoSong-B05S, 方正小标宋简体, SimSun, 'Noto Serif CJK SC', serif; text-align: center }
h2 { margin: 0; font: 16pt/28pt SimHei, 黑体, 'Noto Sans CJK SC', sans-serif; text-indent: 2em; break-after: avoid }
p { margin: 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; white-space: pre-wrap }
.number { margin: 6pt 0 12pt; text-align: center; text-indent: 0 }
.note { font-size: 14pt; text-indent: 0; break-before: avoid }
table { width: 100%; border-collapse: collapse; margin: 4pt 0 8pt; font-size: 14pt; line-height: 24pt }
th, td { border: 0.5pt solid #000; padding: 2pt 6pt; text-align: left; font-weight: normal; overflow-wrap: anywhere; white-space: pre-wrap }
th { width: 8.5em }
tr { break-inside: avoid }
ul { margin: 0; padding: 0; list-style: none }
.ticks li { padding-left: 3.4em; text-indent: -1.4em }
.seal { margin: 60pt 64pt 12pt 0; break-inside: avoid; break-before: avoid }
.seal p { text-align: right; text-indent: 0 }
.signatures { break-inside: avoid; break-before: avoid }
.signatures p { margin-top: 16pt }
`

/**
 * For a phone, and an old one: no grid, no variables. Text of 20 px and more, 44 px and more to tap (ageing-friendly norm of 2021);
 * text 15:1 on its ground, white on blue 7:1.
 */
export const PHONE_STYLE = `
html { font: 20px/1.7 system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: #1b1f24; background: #fff; -webkit-text-size-adjust: 100% }
body { margin: 0 auto; max-width: 40em; padding: 16px }
h1 { font-size: 26px; line-height: 1.4; margin: 8px 0; text-align: center }
h2 { font-size: 21px; margin: 24px 0 8px }
p { margin: 0 0 12px; overflow-wrap: break-word; word-wrap: break-word; white-space: pre-wrap }
.number { text-align: center }
table { width: 100%; border-collapse: collapse; margin: 0 0 16px }
th, td { border: 1px solid #767c85; padding: 8px; text-align: left; vertical-align: top; font-weight: normal; word-wrap: break-word; white-space: pre-wrap }
th { width: 32%; color: #4d545d }
ul { margin: 0 0 12px; padding: 0; list-style: none }
li { margin: 0 0 12px }
.ticks li { padding-left: 1.4em; text-indent: -1.4em }
.seal { margin: 24px 0; text-align: right }
.seal p { margin: 0 }
.corrected { border: 3px solid #b3261e; padding: 12px; margin: 0 0 16px }
nav { margin: 32px 0 48px; padding-top: 16px; border-top: 1px solid #767c85 }
button, .button { display: block; box-sizing: border-box; width: 100%; min-height: 60px; margin: 12px 0; padding: 14px; border: 0; border-radius: 10px; background: #0b5394; color: #fff; font: inherit; font-weight: 600; text-align: center; text-decoration: none }
button:focus, .button:focus { outline: 4px solid #e09b00; outline-offset: 2px }
`

/** A page to be printed: nothing in it asks for anything else. */
export function paperHtml(document: FormDocument): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(document.title)}</title><style>${PAPER}</style></head><body>${documentHtml(document)}</body></html>`
}
