import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadForms } from '../../../src/case/documents/index.ts'
import { FORMS, FORMS_DIR } from './forms.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-forms-'))
  cpSync(FORMS_DIR, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

/** An office's edit of one file, and what the check says of it. */
function faultsAfter(file: string, from: string | RegExp, to: string): string[] {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toMatch(from)
  writeFileSync(path, text.replace(from, to))
  const loaded = loadForms(folder)
  return loaded.ok ? [] : loaded.error.map(({ file: name, line, message }) => `${name}:${line} ${message}`)
}

describe('the check of the forms', () => {
  it('takes what ships: every notice of the petition offices', () => {
    expect(FORMS.map(({ id }) => id)).toEqual([
      ...['acceptance', 'application', 'closing_report', 'delivery_receipt', 'extension', 'forwarding', 'hearing'],
      ...[
        'mediation',
        'objection',
        'opinion',
        'other_ways',
        'receipt',
        'refusal',
        'rereview_opinion',
        'review_opinion',
      ],
    ])
  })

  it('takes other words', () => {
    expect(faultsAfter('extension.yaml', '您不用做什么；', '请您放心；')).toEqual([])
  })

  it('names a placeholder that nothing fills, with its line', () => {
    expect(faultsAfter('extension.yaml', '您不用做什么；', '{nobody}，您不用做什么；')).toEqual([
      'extension.yaml:23 unknown placeholder {nobody}',
    ])
  })

  it('names a brace that was left open', () => {
    expect(faultsAfter('extension.yaml', '最迟{extended_due}书面', '最迟{extended_due书面')).toEqual([
      'extension.yaml:23 a brace that belongs to no placeholder',
    ])
  })

  it('names a form without a title', () => {
    expect(faultsAfter('extension.yaml', /^title: .*\n/m, '')[0]).toMatch(/^extension\.yaml:\d+ title: /)
  })

  it('does not let what the law wants be edited away', () => {
    expect(faultsAfter('extension.yaml', /.*延期理由.*"\]?\n?.*\n/, '').join('\n')).toMatch(/extension_reason/)
    expect(faultsAfter('opinion.yaml', /^ {2}- use: review_organ\n/m, '').join('\n')).toContain(
      'required field {superior} is missing',
    )
  })

  it('does not let it become optional either', () => {
    expect(
      faultsAfter(
        'opinion.yaml',
        'signed_by: { label: 签发的负责人, from: staff }',
        'signed_by: { label: 签发的负责人, from: staff, required: false }',
      ).join('\n'),
    ).toContain('signed_by must be required')
  })

  it('keeps what was told out of a form for reports of officials', () => {
    expect(
      faultsAfter('acceptance.yaml', 'kinds: [unsorted, claim]', 'kinds: [unsorted, claim, report]').join('\n'),
    ).toContain('a form for reports holds nothing of what was told')
    expect(
      faultsAfter(
        'delivery_receipt.yaml',
        'deliverer: { label: 送达单位, from: staff, required: false }',
        'deliverer: { label: 送达单位, from: staff, kind: text, required: false }',
      ).join('\n'),
    ).toContain('a form for reports has no place for free text')
  })

  it('keeps the number, the organ, the day and the matter out of everybody’s hands', () => {
    expect(
      faultsAfter(
        'common.yaml',
        'organ: { label: 出具机关, from: issue }',
        'organ: { label: 出具机关, from: issue, edit: true }',
      )[0],
    ).toContain('organ: nobody may write this by hand')
  })

  it('names a value that no matter has, a field that is printed nowhere, and a part that is not there', () => {
    const faults = [
      ...faultsAfter(
        'hearing.yaml',
        '  hearing_place:',
        '  hearing_hall: { label: 厅, from: matter }\n  hearing_place:',
      ),
      ...faultsAfter('receipt.yaml', '- use: foot', '- use: feet'),
    ].join('\n')
    expect(faults).toContain('hearing_hall: no such value of the matter')
    expect(faults).toContain('hearing_hall is asked for and printed nowhere')
    expect(faults).toMatch(/receipt\.yaml:\d+ there is no part "feet"/)
  })

  it('names the line of a file that is no YAML', () => {
    expect(faultsAfter('receipt.yaml', 'id: receipt', 'id: [receipt')[0]).toMatch(/^receipt\.yaml:\d+ /)
  })
})
