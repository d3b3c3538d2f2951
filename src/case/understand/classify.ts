import { type CueRules, cueReader } from './cues.ts'
import { type Calibration, judge } from './judge.ts'
import { type Fitted, type ModelInfo, marginsOf, titledOrChat } from './model.ts'
import type { Category, Classification, Message } from './types.ts'

export interface ClassifierParts {
  version: string
  /** In the weights' order. */
  classes: readonly Category[]
  fitted: Fitted
  features: ModelInfo['features']
  calibration: Record<'titled' | 'chat', Calibration>
  cues: CueRules
}

export function classifier(parts: ClassifierParts): (message: Message) => Classification {
  const margins = marginsOf(parts.fitted, parts.features)
  const cues = cueReader(parts.cues)
  const { version, classes, calibration } = parts
  return (message) =>
    judge(version, classes, calibration[titledOrChat(message)], {
      ...margins(message),
      cues: cues(message),
    })
}
