import type { AskStep } from '../flow.ts'
import { choice } from './choice.ts'
import { contact } from './contact.ts'
import type { Kind } from './kind.ts'
import { narrative } from './narrative.ts'
import { photos } from './photos.ts'
import { place } from './place.ts'
import { summary } from './summary.ts'
import { text } from './text.ts'

export type { Reading, Spoken } from './kind.ts'

export const KINDS: Record<AskStep['kind'], Kind> = { narrative, text, choice, place, contact, photos, summary }
