export {
  type AppConfig,
  type BotConfig,
  type Config,
  type Fault,
  type KfConfig,
  readConfig,
  type S3Config,
  type WecomConfig,
} from './read.ts'
export { VARIABLES, type Variable } from './variables.ts'
