import type { LinearWeights } from './linear.ts'
import { sixDigits } from './metrics.ts'
import type { Fitted, ModelInfo } from './model.ts'
import { numbered } from './vocabulary.ts'

/**
 * `category.bin`: one bit per bucket, set where the bucket carries weight; for each of those one byte of
 * emphasis; then for each one signed byte per class. The scales are in `category.json`.
 */
export interface Packed {
  bytes: Uint8Array
  /** Of the emphasis, which was inverse document frequency alone when the name was given. */
  idfScale: number
  weightScales: number[]
}

export function pack({ vocabulary, linear }: Fitted): Packed {
  const { classes, weights } = linear
  const { slots, emphasis } = vocabulary
  const idfScale = sixDigits(Math.max(greatest(emphasis, 1, 0), 1e-12) / 255)
  const weightScales = Array.from({ length: classes }, (_, k) =>
    sixDigits(Math.max(greatest(weights, classes, k), 1e-12) / 127),
  )
  const head = bitmapBytes(slots.length)
  const bytes = new Uint8Array(head + emphasis.length * (1 + classes))
  slots.forEach((slot, bucket) => {
    if (slot >= 0) bytes[bucket >> 3] = (bytes[bucket >> 3] as number) | (1 << (bucket & 7))
  })
  emphasis.forEach((value, i) => {
    bytes[head + i] = Math.round(value / idfScale)
  })
  const signed = new Int8Array(bytes.buffer, head + emphasis.length)
  weights.forEach((weight, i) => {
    signed[i] = Math.round(weight / (weightScales[i % classes] as number))
  })
  return { bytes, idfScale, weightScales }
}

/** Undefined when the bytes are not those the description speaks of. */
export function unpack(
  bytes: Uint8Array,
  info: Omit<Packed, 'bytes'> & Pick<ModelInfo, 'features'>,
): Fitted | undefined {
  const { buckets } = info.features
  const classes = info.weightScales.length
  const head = bitmapBytes(buckets)
  if (bytes.length < head) return undefined
  const kept = [...setBits(bytes.subarray(0, head))]
  if (bytes.length !== head + kept.length * (1 + classes) || (kept.at(-1) ?? 0) >= buckets) return undefined
  const emphasis = Float32Array.from(bytes.subarray(head, head + kept.length), (byte) => byte * info.idfScale)
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset + head + kept.length)
  const weights = new Float32Array(kept.length * classes)
  for (let i = 0, k = 0; i < weights.length; i += 1) {
    weights[i] = (signed[i] as number) * (info.weightScales[k] as number)
    k = k + 1 === classes ? 0 : k + 1
  }
  const linear: LinearWeights = { classes, weights }
  return { vocabulary: { slots: numbered(kept, buckets), emphasis }, linear }
}

const bitmapBytes = (buckets: number): number => Math.ceil(buckets / 8)

function* setBits(bitmap: Uint8Array): Generator<number> {
  for (let at = 0; at < bitmap.length; at += 1) {
    for (let bits = bitmap[at] as number; bits !== 0; bits &= bits - 1) yield at * 8 + 31 - Math.clz32(bits & -bits)
  }
}

function greatest(values: Float32Array, stride: number, from: number): number {
  let most = 0
  for (let i = from; i < values.length; i += stride) most = Math.max(most, Math.abs(values[i] as number))
  return most
}
