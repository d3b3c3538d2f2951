import { join } from 'node:path'
import { loadRules, type Rules } from '../case/rules/index.ts'
import { AppError } from '../platform/kernel/index.ts'
import { ROOT } from './root.ts'

/** rules/ of a folder. Throws `rules_invalid` with file, place and fault of each: nothing is reckoned by half a law. */
export function readRules(root = ROOT): Rules {
  const rules = loadRules(join(root, 'rules'))
  if (rules.ok) return rules.value
  const list = rules.error.map((fault) => `${fault.file} ${fault.path}: ${fault.message}`).join('\n')
  throw new AppError({ code: 'rules_invalid', message: `rules/ cannot be used:\n${list}` })
}
