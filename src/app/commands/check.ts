import { join } from 'node:path'
import { loadForms } from '../../case/documents/index.ts'
import { loadRules } from '../../case/rules/index.ts'
import { faultOfUnderstanding, readPrompts } from '../../case/understand/index.ts'
import { faultLine, readWording } from '../../talk/dialogue/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { ROOT } from '../root.ts'

/** `npm run check`, its last part: the data that people edit. Every fault in one list. */
export function faultsOfData(root = ROOT): string[] {
  const flows = readWording(join(root, 'flows'), ACT_NAMES)
  const rules = loadRules(join(root, 'rules'))
  const forms = loadForms(join(root, 'rules', 'forms'))
  const understanding = faultOfUnderstanding(join(root, 'rules'))
  const prompts = readPrompts(join(root, 'prompts'))
  return [
    ...(flows.ok ? [] : flows.error.map((fault) => `flows/${faultLine(fault)}`)),
    ...(rules.ok ? [] : rules.error.map((fault) => `rules/${fault.file} ${fault.path}: ${fault.message}`)),
    ...(forms.ok ? [] : forms.error.map(({ file, line, message }) => `rules/forms/${file}:${line} ${message}`)),
    ...(understanding === null ? [] : [understanding]),
    ...(prompts.ok ? [] : prompts.error.map((fault) => `prompts/${fault.file}: ${fault.message}`)),
  ]
}

if (import.meta.main) {
  const faults = faultsOfData()
  process.stdout.write(faults.length === 0 ? 'flows, rules and prompts: no faults\n' : `${faults.join('\n')}\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
