export type {
  AppConfig,
  BotConfig,
  Config,
  Fault,
  KfConfig,
  LlmConfig,
  S3Config,
  WecomConfig,
} from './config.ts'
export { readConfig } from './read.ts'
export { VARIABLES, type Variable } from './variables.ts'
