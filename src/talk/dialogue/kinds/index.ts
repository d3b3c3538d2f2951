import type { AskStep } from '../flow.ts'
import { choice } from './choice.ts'
import { contact } from './contact.ts'
import { date } from './date.ts'
import { demands } from './demands.ts'
import { headcount } from './headcount.ts'
import type { Kind } from './kind.ts'
import { narrative } from './narrative.ts'
import { party } from './party.ts'
import { phone } from './phone.ts'
import { photos } from './photos.ts'
import { place } from './place.ts'
import { rating } from './rating.ts'
import { representatives } from './representatives.ts'
import { summary } from './summary.ts'
import { text } from './text.ts'
import { consent, yesNo } from './yes-no.ts'

export type { Reading, Spoken } from './kind.ts'

export const KINDS: Record<AskStep['kind'], Kind> = {
  narrative,
  text,
  choice,
  yes_no: yesNo,
  consent,
  place,
  date,
  phone,
  contact,
  party,
  headcount,
  representatives,
  demands,
  photos,
  rating,
  summary,
}
