import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds flows/, rules/, migrations/ and src/. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Where the service looks first for a model: one that this office taught. */
export const officeModelDir = (dataDir: string): string => join(dataDir, 'models')
