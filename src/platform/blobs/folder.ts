import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Blobs } from './index.ts'

/** Written beside its place, flushed and renamed: after a crash a file is whole or absent. */
export function folderBlobs(folder: string): Blobs {
  return {
    async put(key, bytes) {
      const path = join(folder, checked(key))
      await mkdir(dirname(path), { recursive: true })
      // Of this attempt alone: two that store the same file at once must not rename each other's away.
      const part = `${path}.${randomUUID()}.part`
      const file = await open(part, 'wx')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(part, path)
    },
    async get(key) {
      try {
        return await readFile(join(folder, checked(key)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
  }
}

function checked(key: string): string {
  if (!/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/.test(key)) throw new Error(`not a blob key: ${key}`)
  return key
}
