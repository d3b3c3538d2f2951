import { describe, expect, it } from 'vitest'
import { sniff } from '../../../../src/talk/inbox/sniff.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const box = (brand: string) => bytes(`\x00\x00\x00\x20ftyp${brand}\x00\x00\x02\x00`)
const zip = (...names: string[]) => bytes(`PK\x03\x04${names.map((name) => `PK\x01\x02${name}`).join('')}`)
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('what a file is, by its bytes', () => {
  it.each([
    ['a photo', bytes('\xff\xd8\xff\xe0'), 'image/jpeg'],
    ['a WeChat voice', bytes('#!AMR\n'), 'audio/amr'],
    ['an MP3 with a tag', bytes('ID3\x04'), 'audio/mpeg'],
    ['an MP3 without one', bytes('\xff\xfb\x90\x64'), 'audio/mpeg'],
    ['an M4A', box('M4A '), 'audio/mp4'],
    ['a film', box('isom'), 'video/mp4'],
    ['a telephone’s photo', box('heic'), 'image/heic'],
    ['a PDF', bytes('%PDF-1.7'), 'application/pdf'],
    ['a Word document', zip('[Content_Types].xml', 'word/document.xml'), WORD],
    ['an old Word document', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'application/x-ole-storage'],
    ['a zip', zip('word/notes.txt'), 'application/zip'],
  ])('%s', (_what, given, type) => {
    expect(sniff(given)).toBe(type)
  })

  it.each([
    ['a page that calls itself a picture', bytes('<html><script>')],
    ['a drawing with a script', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['a container of an unknown brand', box('xxxx')],
    ['Unicode text with a byte order mark', bytes('\xff\xfe<\x00')],
    ['nothing', bytes('')],
  ])('%s is of no type that is shown', (_what, given) => {
    expect(sniff(given)).toBe('application/octet-stream')
  })
})
