import { join } from 'node:path'
import { type Forms, loadForms } from '../case/documents/index.ts'
import { AppError } from '../platform/kernel/index.ts'
import { ROOT } from './root.ts'

/** rules/forms/ of a folder. Throws `forms_invalid` with file, line and fault of each. */
export function readForms(root = ROOT): Forms {
  const forms = loadForms(join(root, 'rules', 'forms'))
  if (forms.ok) return forms.value
  const list = forms.error.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n')
  throw new AppError({ code: 'forms_invalid', message: `rules/forms/ cannot be used:\n${list}` })
}
