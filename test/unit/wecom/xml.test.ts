import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseXml, type XmlTree } from '../../../src/wecom/callback/xml.ts'

const name = fc.stringMatching(/^[A-Z][A-Za-z0-9_]{0,8}$/)
const text = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((t) => t.replace(/[\p{Cc}\r]/gu, '').replaceAll(']]>', ''))

/** A tree of nodes, each name a list of leaves or of trees, as callbacks have them. */
const { tree } = fc.letrec<{ tree: XmlTree; nodes: readonly (string | XmlTree)[] }>((tie) => ({
  tree: fc.dictionary(name, tie('nodes'), { minKeys: 1, maxKeys: 4, depthIdentifier: 'xml' }),
  nodes: fc.oneof(
    { depthSize: 'small', maxDepth: 3, depthIdentifier: 'xml' },
    fc.array(text, { minLength: 1, maxLength: 3 }),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
  ),
}))

function write(node: string | XmlTree): string {
  if (typeof node === 'string') return node === '' ? '' : `<![CDATA[${node}]]>`
  return Object.entries(node)
    .flatMap(([tag, items]) => items.map((item) => `\n  <${tag}>${write(item)}</${tag} >`))
    .join('')
}

describe('callback XML', () => {
  it('comes back as it was written, one node and many nodes alike', () => {
    fc.assert(
      fc.property(tree, (written) => {
        expect(parseXml(`<xml>${write(written)}\n</xml>`)).toEqual(written)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps blanks, leading zeros and long numbers of values', () => {
    const read = parseXml(
      '<xml><A><![CDATA[  a ]]></A><B>007</B><C>1e5</C><D>7301234567890123456</D><E>true</E><F> b </F></xml>',
    )
    expect(read).toEqual({ A: ['  a '], B: ['007'], C: ['1e5'], D: ['7301234567890123456'], E: ['true'], F: [' b '] })
  })

  it('leaves entities alone inside CDATA and reads the five of XML outside', () => {
    expect(parseXml('<xml><A><![CDATA[1 &lt; 2 <!DOCTYPE x>]]></A><B>1 &lt; 2 &amp; 3</B></xml>')).toEqual({
      A: ['1 &lt; 2 <!DOCTYPE x>'],
      B: ['1 < 2 & 3'],
    })
  })

  it.each([
    '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>',
    '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><A>1</A></xml>',
    '<xml><!-- --><A>1</A></xml>',
    '<xml><A><![CDATA[never closed</A></xml>',
    '<xml><A>1</B></xml>',
    '<xml><__proto__><polluted>1</polluted></__proto__></xml>',
    `<xml>${'<a>'.repeat(300)}${'</a>'.repeat(300)}</xml>`,
    'plain text',
    '',
  ])('is refused: %s', (body) => {
    expect(parseXml(body)).toBeNull()
  })
})
