import { join } from 'node:path'
import { classifier } from './classify.ts'
import type { CueRules } from './cues.ts'
import { dangerReader } from './danger.ts'
import { describedDanger } from './danger-model.ts'
import { understandingUnusable } from './errors.ts'
import { readCueRules, readDangerModel, readDangerRules, readModel, readTaxonomy } from './store.ts'
import type { Category, Understanding } from './types.ts'

/** Reads taxonomy, words and weights from `rulesDir` once, synchronously; throws when one of them cannot be used. */
export function loadUnderstanding({ rulesDir }: { rulesDir: string }): Understanding {
  const taxonomy = readTaxonomy(rulesDir)
  const cues = readCueRules(rulesDir)
  const danger = readDangerRules(rulesDir)
  const { info, fitted } = readModel(join(rulesDir, 'models'))
  const dangerModel = readDangerModel(join(rulesDir, 'models'))
  const categories = taxonomy.roots.map((root) => root.name)
  checkNames(categories, cues, info.classes)
  const modelVersion = `category-${info.version}+words-${cues.version}+taxonomy-${taxonomy.version}`
  const { classes, byExample, features, calibration } = info
  return {
    modelVersion,
    categories,
    learned: classes.filter((name) => !byExample.includes(name)),
    taxonomy,
    classify: classifier({ version: modelVersion, classes, byExample, fitted, features, calibration, cues }),
    danger: dangerReader(danger, describedDanger(dangerModel.info, dangerModel.bytes)),
  }
}

function checkNames(categories: readonly Category[], cues: CueRules, classes: readonly Category[]): void {
  const unknown = [...Object.keys(cues.categories), ...classes].filter((name) => !categories.includes(name))
  if (unknown.length > 0) throw understandingUnusable('taxonomy.yaml', `does not have ${unknown.join(', ')}`)
  const unreachable = categories.filter((name) => !classes.includes(name))
  if (unreachable.length > 0) {
    throw understandingUnusable('category.json', `was trained without ${unreachable.join(', ')}`)
  }
}
