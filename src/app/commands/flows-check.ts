import { faultLine, readWording } from '../../talk/dialogue/index.ts'
import { ACT_NAMES } from '../act-names.ts'
import { flowsFolder } from '../wording.ts'
import type { Said } from './flows.ts'

/** `npm run flows -- check [FOLDER]`: what would be refused, before it is published. */
export async function checkCommand([folder]: string[]): Promise<Said> {
  const read = readWording(flowsFolder({ flowsDir: folder }), ACT_NAMES)
  return read.ok ? { ok: true, text: 'flows: no faults' } : { ok: false, text: read.error.map(faultLine).join('\n') }
}
