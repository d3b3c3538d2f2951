import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type ZodType, z } from 'zod'
import { type CueRules, cueRules } from './cues.ts'
import { type DangerRules, dangerRules } from './danger.ts'
import { type DangerExamples, dangerExampleRules } from './danger-examples.ts'
import { type DangerModelInfo, dangerModelInfo } from './danger-model.ts'
import { understandingUnusable } from './errors.ts'
import { type Examples, exampleRules } from './examples.ts'
import { type Fitted, type ModelInfo, modelInfo } from './model.ts'
import { unpack } from './pack.ts'
import { isRarity, type Rarity } from './rarity.ts'
import { buildTaxonomy, type TaxonomyRules, taxonomyRules } from './taxonomy.ts'
import { taxonomyText } from './taxonomy-table.ts'
import type { Taxonomy } from './types.ts'
import { type WayRules, wayRules } from './ways.ts'

const MODEL_INFO = 'category.json'
const MODEL_BYTES = 'category.bin'
const RARITY_INFO = 'rarity.json'
const RARITY_BYTES = 'rarity.bin'
const DANGER_INFO = 'danger.json'
const DANGER_BYTES = 'danger.bin'

export const readTaxonomyRules = (rulesDir: string): TaxonomyRules =>
  readYaml(join(rulesDir, 'taxonomy.yaml'), taxonomyRules)

export const readTaxonomy = (rulesDir: string): Taxonomy => buildTaxonomy(readTaxonomyRules(rulesDir))

export const writeTaxonomy = (rulesDir: string, rules: TaxonomyRules): void =>
  writeFileSync(join(rulesDir, 'taxonomy.yaml'), taxonomyText(rules))

export const readCueRules = (rulesDir: string): CueRules => readYaml(join(rulesDir, 'category-words.yaml'), cueRules)

export const readWayRules = (rulesDir: string): WayRules => readYaml(join(rulesDir, 'ways.yaml'), wayRules)

export const readExamples = (rulesDir: string): Examples =>
  readYaml(join(rulesDir, 'category-examples.yaml'), exampleRules)

export const readDangerRules = (rulesDir: string): DangerRules =>
  readYaml(join(rulesDir, 'danger-words.yaml'), dangerRules)

export const readDangerExamples = (rulesDir: string): DangerExamples =>
  readYaml(join(rulesDir, 'danger-examples.yaml'), dangerExampleRules)

export const hasModel = (modelDir: string): boolean => existsSync(join(modelDir, MODEL_INFO))

export function readModelInfo(modelDir: string): ModelInfo {
  const file = join(modelDir, MODEL_INFO)
  return checked(file, modelInfo, JSON.parse(readText(file)))
}

export function readModel(modelDir: string): { info: ModelInfo; fitted: Fitted } {
  const info = readModelInfo(modelDir)
  const bytes = readFileSync(join(modelDir, MODEL_BYTES))
  if (info.version !== versionOf(bytes)) throw understandingUnusable(MODEL_BYTES, `is not version ${info.version}`)
  const fitted = unpack(bytes, info)
  if (fitted === undefined) throw understandingUnusable(MODEL_BYTES, 'has another size than category.json says')
  return { info, fitted }
}

/** Writes the weights and their description; the version is the hash of the weights, so equal weights are one version. */
export function writeModel(
  modelDir: string,
  bytes: Uint8Array,
  info: Omit<ModelInfo, 'version' | 'format'>,
): ModelInfo {
  const whole: ModelInfo = { format: 2, version: versionOf(bytes), ...info }
  writeBoth(modelDir, [MODEL_BYTES, bytes], [MODEL_INFO, whole])
  return whole
}

const rarityInfo = z.strictObject({
  version: z.string(),
  scale: z.number().positive(),
  source: z.string(),
  rows: z.int().positive(),
  date: z.string(),
})

export function readRarity(modelDir: string): Rarity {
  const file = join(modelDir, RARITY_INFO)
  const { version, scale } = checked(file, rarityInfo, JSON.parse(readText(file)))
  const rarity = { bytes: readFileSync(join(modelDir, RARITY_BYTES)), scale }
  if (version !== versionOf(rarity.bytes)) throw understandingUnusable(RARITY_BYTES, `is not version ${version}`)
  if (!isRarity(rarity)) throw understandingUnusable(RARITY_BYTES, 'has another size than this program reads')
  return rarity
}

export function writeRarity(
  modelDir: string,
  { bytes, scale }: Rarity,
  from: { source: string; rows: number; date: string },
): void {
  writeBoth(modelDir, [RARITY_BYTES, bytes], [RARITY_INFO, { version: versionOf(bytes), scale, ...from }])
}

export function readDangerModel(modelDir: string): { info: DangerModelInfo; bytes: Int8Array } {
  const file = join(modelDir, DANGER_INFO)
  const info = checked(file, dangerModelInfo, JSON.parse(readText(file)))
  const bytes = new Int8Array(readFileSync(join(modelDir, DANGER_BYTES)))
  if (info.version !== versionOf(bytes)) throw understandingUnusable(DANGER_BYTES, `is not version ${info.version}`)
  return { info, bytes }
}

export function writeDangerModel(
  modelDir: string,
  bytes: Int8Array,
  info: Omit<DangerModelInfo, 'version' | 'format'>,
): DangerModelInfo {
  const whole: DangerModelInfo = { format: 1, version: versionOf(bytes), ...info }
  writeBoth(modelDir, [DANGER_BYTES, bytes], [DANGER_INFO, whole])
  return whole
}

function writeBoth(dir: string, [bin, bytes]: [string, Uint8Array | Int8Array], [json, info]: [string, object]): void {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, bin), bytes)
  writeFileSync(join(dir, json), `${oneLineLists(JSON.stringify(info, null, 2))}\n`)
}

/** Lists of numbers and names on one line each: a description of 40 lines is read, one of 120 is not. */
const oneLineLists = (json: string): string =>
  json.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, inner: string) => `[${inner.replace(/\s*\n\s*/g, ' ')}]`)

const versionOf = (bytes: Uint8Array | Int8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 10)

function readYaml<T>(file: string, schema: ZodType<T>): T {
  return checked(file, schema, parse(readText(file)))
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw understandingUnusable(file, 'cannot be read', cause)
  }
}

function checked<T>(file: string, schema: ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value)
  if (!read.success) throw understandingUnusable(file, z.prettifyError(read.error))
  return read.data
}
