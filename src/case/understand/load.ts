import { join } from 'node:path'
import { AppError } from '../../platform/kernel/index.ts'
import { classifier } from './classify.ts'
import type { CueRules } from './cues.ts'
import { dangerReader } from './danger.ts'
import { describedDanger } from './danger-model.ts'
import { understandingUnusable } from './errors.ts'
import { imprintOf } from './imprint.ts'
import { vectorOf } from './model.ts'
import { pathRanker } from './paths.ts'
import {
  hasModel,
  readCueRules,
  readDangerModel,
  readDangerRules,
  readModel,
  readModelInfo,
  readRarity,
  readTaxonomy,
  readWayRules,
} from './store.ts'
import type { Category, Understanding } from './types.ts'
import { wayReader } from './ways.ts'

/**
 * Reads taxonomy, words and weights once, synchronously; throws when one of them cannot be used. A model in `officeDir` comes
 * before the one that ships, as long as it rests on that one: it was better than it, but not than a later one.
 */
export function loadUnderstanding({ rulesDir, officeDir }: { rulesDir: string; officeDir?: string }): Understanding {
  const taxonomy = readTaxonomy(rulesDir)
  const cues = readCueRules(rulesDir)
  const danger = readDangerRules(rulesDir)
  const rarity = readRarity(join(rulesDir, 'models'))
  const { dir, outdated } = chooseModel(join(rulesDir, 'models'), officeDir)
  const { info, fitted } = readModel(dir)
  const dangerModel = readDangerModel(join(rulesDir, 'models'))
  const categories = taxonomy.roots.map((root) => root.name)
  checkNames(categories, cues, info.classes)
  const modelVersion = `category-${info.version}+words-${cues.version}+taxonomy-${taxonomy.version}`
  const { classes, byExample, features, calibration } = info
  return {
    modelVersion,
    model: { version: info.version, office: info.office ?? null, outdated },
    categories,
    learned: classes.filter((name) => !byExample.includes(name)),
    taxonomy,
    classify: classifier({ version: modelVersion, classes, byExample, fitted, features, calibration, cues }),
    imprint: (message) => imprintOf(message, rarity),
    paths: (day, confirmed) => pathRanker({ taxonomy, day, confirmed, vector: vectorOf(fitted, features) }),
    danger: dangerReader(danger, describedDanger(dangerModel.info, dangerModel.bytes)),
    legal: wayReader(readWayRules(rulesDir)),
  }
}

function chooseModel(shippedDir: string, officeDir: string | undefined): { dir: string; outdated: string | null } {
  if (officeDir === undefined || !hasModel(officeDir)) return { dir: shippedDir, outdated: null }
  const { version, office } = readModelInfo(officeDir)
  const fits = office?.base === readModelInfo(shippedDir).version
  return fits ? { dir: officeDir, outdated: null } : { dir: shippedDir, outdated: version }
}

function checkNames(categories: readonly Category[], cues: CueRules, classes: readonly Category[]): void {
  const unknown = [...Object.keys(cues.categories), ...classes].filter((name) => !categories.includes(name))
  if (unknown.length > 0) throw understandingUnusable('taxonomy.yaml', `does not have ${unknown.join(', ')}`)
  const unreachable = categories.filter((name) => !classes.includes(name))
  if (unreachable.length > 0) {
    throw understandingUnusable('category.json', `was trained without ${unreachable.join(', ')}`)
  }
}

/** What is wrong with taxonomy, words or weights, in a sentence; null: they can be used together. */
export function faultOfUnderstanding(rulesDir: string): string | null {
  try {
    loadUnderstanding({ rulesDir })
    return null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}
