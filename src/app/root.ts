import { fileURLToPath } from 'node:url'

/** The folder that holds flows/, rules/, migrations/ and src/. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
