import { normalise } from './normalise.ts'
import type { Message } from './types.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface FeatureSettings {
  buckets: number
  minGram: number
  maxGram: number
  /** Length of the title's own part beside the whole text's part, which has length 1. */
  titleWeight: number
  /** Characters read from one message; a longer tail is repetition far more often than a second matter. */
  maxChars: number
}

/** Buckets that occur in a message with 1 + ln(occurrences). `title` has buckets of its own. */
export interface Counts {
  text: SparseVector
  title: SparseVector
  /** Chinese characters; of anything else nothing was learned. */
  readable: number
}

export interface SparseVector {
  index: Int32Array
  value: Float32Array
}

const EMPTY: SparseVector = { index: new Int32Array(0), value: new Float32Array(0) }
const NOT_CHINESE = /[^\p{Script=Han}]/gu
const TEXT_SALT = 0x811c9dc5
const TITLE_SALT = 0x3c6ef372

/** Counts hashed n-grams. Keeps one counter per bucket, so one extractor serves one thread at a time. */
export function featureExtractor(settings: FeatureSettings): (message: Message) => Counts {
  const counter = new Uint16Array(settings.buckets)
  const touched: number[] = []

  const add = (text: string, salt: number): void => {
    const end = Math.min(text.length, settings.maxChars)
    for (let start = 0; start < end; start += 1) {
      let hash = salt
      for (let length = 1; length <= settings.maxGram && start + length <= end; length += 1) {
        hash = Math.imul(hash ^ text.charCodeAt(start + length - 1), 0x01000193)
        if (length < settings.minGram) continue
        const bucket = bucketOf(hash, settings.buckets)
        const seen = counter[bucket] as number
        if (seen === 0) touched.push(bucket)
        counter[bucket] = seen + 1
      }
    }
  }

  const take = (): SparseVector => {
    const index = Int32Array.from(touched)
    const value = new Float32Array(index.length)
    for (let i = 0; i < index.length; i += 1) {
      const bucket = index[i] as number
      value[i] = 1 + Math.log(counter[bucket] as number)
      counter[bucket] = 0
    }
    touched.length = 0
    return { index, value }
  }

  return ({ text, title }) => {
    const body = normalise(text.slice(0, 2 * settings.maxChars))
    const head = title === undefined ? '' : normalise(title.slice(0, settings.maxChars))
    const joined = head === '' ? body : `${head} ${body}`
    const readable = joined.replace(NOT_CHINESE, '').length
    add(joined, TEXT_SALT)
    const whole = take()
    if (head === '') return { text: whole, title: EMPTY, readable }
    add(head, TITLE_SALT)
    return { text: whole, title: take(), readable }
  }
}

/** Murmur3's finaliser, then the high part of a product: even over any number of buckets, not only powers of two. */
export function bucketOf(hash: number, buckets: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  h = (h ^ (h >>> 16)) >>> 0
  return Math.floor((h * buckets) / 4_294_967_296)
}

/** Each part weighted by its emphasis, brought to its own length, and joined. Empty when there is nothing to read. */
export function weigh(counts: Counts, vocabulary: Vocabulary, titleWeight: number): SparseVector {
  const index = new Int32Array(counts.text.index.length + counts.title.index.length)
  const value = new Float32Array(index.length)
  const middle = addPart(counts.text, vocabulary, 1, { index, value }, 0)
  const end = addPart(counts.title, vocabulary, titleWeight, { index, value }, middle)
  return { index: index.subarray(0, end), value: value.subarray(0, end) }
}

function addPart(
  part: SparseVector,
  { slots, emphasis }: Vocabulary,
  length: number,
  into: SparseVector,
  from: number,
): number {
  let at = from
  let squares = 0
  for (let i = 0; i < part.index.length; i += 1) {
    const slot = slots[part.index[i] as number] as number
    if (slot < 0) continue
    const v = (part.value[i] as number) * (emphasis[slot] as number)
    into.index[at] = slot
    into.value[at] = v
    squares += v * v
    at += 1
  }
  const scale = squares === 0 ? 0 : length / Math.sqrt(squares)
  for (let i = from; i < at; i += 1) into.value[i] = (into.value[i] as number) * scale
  return at
}
