import { asChat } from './chat.ts'
import { type Trace, traceOf } from './copies.ts'
import { type Portrait, portray } from './likeness.ts'
import type { Rarity } from './rarity.ts'
import type { Message } from './types.ts'

/** What a message is compared by. */
export interface Imprint {
  portrait: Portrait
  trace: Trace
}

export const imprintOf = (message: Message, rarity: Rarity): Imprint => ({
  portrait: portray(message, rarity),
  trace: traceOf(asChat(message).text),
})

/** Four bytes of fingerprint and one of weight a pair; before them the weight of a full byte. The least of a long text are left out. */
const KEPT = 600
const PAIR_BYTES = 5
const HEAD_BYTES = 4

export function packPortrait(portrait: Portrait): Uint8Array {
  const kept = [...portrait].sort((a, b) => b[1] - a[1]).slice(0, KEPT)
  const bytes = new Uint8Array(HEAD_BYTES + kept.length * PAIR_BYTES)
  const view = new DataView(bytes.buffer)
  const most = kept[0]?.[1] ?? 0
  view.setFloat32(0, most)
  kept.forEach(([pair, weight], i) => {
    view.setUint32(HEAD_BYTES + i * PAIR_BYTES, pair)
    view.setUint8(HEAD_BYTES + i * PAIR_BYTES + 4, Math.round((weight / most) * 255))
  })
  return bytes
}

export function unpackPortrait(bytes: Uint8Array): Portrait {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const most = view.getFloat32(0)
  const portrait = new Map<number, number>()
  for (let at = HEAD_BYTES; at < bytes.length; at += PAIR_BYTES) {
    portrait.set(view.getUint32(at), (view.getUint8(at + 4) / 255) * most)
  }
  return portrait
}
