import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Blobs, folderBlobs } from '../../../src/platform/blobs/index.ts'

describe('files in a folder', () => {
  let folder: string
  let blobs: Blobs
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'minqing-blobs-'))
    blobs = folderBlobs(folder)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('come back byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251)
    await blobs.put('media/A1', bytes, 'image/jpeg')
    expect(Buffer.compare((await blobs.get('media/A1')) ?? Buffer.alloc(0), bytes)).toBe(0)
  })

  it('are absent as null', async () => {
    expect(await blobs.get('media/none')).toBeNull()
  })

  it('are not there while only a part was written, and can then be written whole', async () => {
    await mkdir(join(folder, 'media'))
    writeFileSync(join(folder, 'media', 'A1.x.part'), 'ha')
    expect(await blobs.get('media/A1')).toBeNull()
    await blobs.put('media/A1', Buffer.from('half and half'), 'text/plain')
    expect(String(await blobs.get('media/A1'))).toBe('half and half')
  })

  it('may be stored twice at once: one whole file, nothing left beside it', async () => {
    const bytes = Buffer.alloc(2_000_000, 3)
    await Promise.all([1, 2, 3, 4].map(() => blobs.put('media/A1', bytes, 'image/jpeg')))
    expect((await blobs.get('media/A1'))?.length).toBe(bytes.length)
    expect(readdirSync(join(folder, 'media'))).toEqual(['A1'])
  })

  it.each(['', '../x', 'a/../b', '/etc/passwd', 'a//b', 'a b', 'a.part', 'a\0'])('refuse the key %j', async (key) => {
    await expect(blobs.put(key, Buffer.from('x'), 'text/plain')).rejects.toThrow('not a blob key')
    await expect(blobs.get(key)).rejects.toThrow('not a blob key')
  })
})
