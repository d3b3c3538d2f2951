import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '../kernel/index.ts'

export interface Seal {
  /** Text → `id.base64(iv ‖ tag ‖ ciphertext)`; the newest key of the ring is used. `about` binds it to its row. */
  close(text: string, about: string): string
  open(sealed: string, about: string): string
}

const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under a key ring: the first key seals, every key opens, so that keys can be changed without a stop. */
export function createSeal(keys: { id: string; key: Buffer }[]): Seal {
  const newest = keys[0]
  if (!newest) throw new AppError({ code: 'seal_no_key', message: 'the key ring is empty' })
  return {
    close(text, about) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${newest.id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`
    },
    open(sealed, about) {
      const [id, encoded = ''] = sealed.split('.')
      const found = keys.find((each) => each.id === id)
      if (!found) throw new AppError({ code: 'seal_unknown_key', message: `no key ${id} in the ring` })
      const data = Buffer.from(encoded, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', found.key, data.subarray(0, IV_BYTES), {
        // Without it a tag cut to four bytes is taken as well.
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(about)).setAuthTag(data.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(data.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    },
  }
}
