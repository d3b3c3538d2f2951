import type { LinearWeights } from './linear.ts'
import { sixDigits } from './metrics.ts'
import type { Fitted, ModelInfo } from './model.ts'

/**
 * `category.bin`: one byte per bucket of inverse document frequency, then one signed byte per bucket and class, buckets
 * outermost. The scales are in `category.json`.
 */
export interface Packed {
  bytes: Uint8Array
  idfScale: number
  weightScales: number[]
  bias: number[]
}

export function pack({ idf, linear }: Fitted): Packed {
  const { classes, weights } = linear
  const idfScale = sixDigits(Math.max(greatest(idf, 1, 0), 1e-12) / 255)
  const weightScales = Array.from({ length: classes }, (_, k) =>
    sixDigits(Math.max(greatest(weights, classes, k), 1e-12) / 127),
  )
  const bytes = new Uint8Array(idf.length * (1 + classes))
  for (let b = 0; b < idf.length; b += 1) bytes[b] = Math.round((idf[b] as number) / idfScale)
  const signed = new Int8Array(bytes.buffer, idf.length)
  for (let i = 0; i < weights.length; i += 1) {
    signed[i] = Math.round((weights[i] as number) / (weightScales[i % classes] as number))
  }
  return { bytes, idfScale, weightScales, bias: [...linear.bias].map(sixDigits) }
}

/** Undefined when the bytes are not those the description speaks of. */
export function unpack(
  bytes: Uint8Array,
  info: Omit<Packed, 'bytes'> & Pick<ModelInfo, 'features'>,
): Fitted | undefined {
  const { buckets } = info.features
  const classes = info.weightScales.length
  if (bytes.length !== buckets * (1 + classes) || info.bias.length !== classes) return undefined
  const idf = new Float32Array(buckets)
  for (let b = 0; b < buckets; b += 1) idf[b] = (bytes[b] as number) * info.idfScale
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset + buckets, buckets * classes)
  const weights = new Float32Array(buckets * classes)
  for (let i = 0, k = 0; i < weights.length; i += 1) {
    weights[i] = (signed[i] as number) * (info.weightScales[k] as number)
    k = k + 1 === classes ? 0 : k + 1
  }
  const linear: LinearWeights = { classes, weights, bias: Float32Array.from(info.bias) }
  return { idf, linear }
}

function greatest(values: Float32Array, stride: number, from: number): number {
  let most = 0
  for (let i = from; i < values.length; i += stride) most = Math.max(most, Math.abs(values[i] as number))
  return most
}
