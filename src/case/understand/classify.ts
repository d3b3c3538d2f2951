import { type CueRules, cueReader } from './cues.ts'
import { type Calibration, judge, type Known } from './judge.ts'
import { type Fitted, type ModelInfo, marginsOf, titledOrChat } from './model.ts'
import type { Classification, Message } from './types.ts'

export interface ClassifierParts extends Known {
  version: string
  fitted: Fitted
  features: ModelInfo['features']
  calibration: Record<'titled' | 'chat', Calibration>
  cues: CueRules
}

export function classifier(parts: ClassifierParts): (message: Message) => Classification {
  const margins = marginsOf(parts.fitted, parts.features)
  const cues = cueReader(parts.cues)
  const { version, calibration } = parts
  return (message) =>
    judge(version, parts, calibration[titledOrChat(message)], {
      ...margins(message),
      cues: cues(message),
    })
}
