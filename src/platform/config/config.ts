export interface Fault {
  variable: string
  message: string
}

export interface KfConfig {
  secret: string
  token: string
  aesKey: string
  accounts: string[]
}

export interface AppConfig {
  agentId: number
  secret: string
  token: string
  aesKey: string
}

export interface BotConfig {
  botId: string
  secret: string
  url: string
}

export interface SpeechConfig {
  baseUrl: string
  apiKey: string | undefined
  model: string
}

/** A language model that helps the local readers. */
export interface LlmConfig {
  baseUrl: string
  apiKey: string | undefined
  model: string
  callsPerHour: number
  tokensPerHour: number
}

export interface WecomConfig {
  apiBase: string
  oauthBase: string
  loginBase: string
  corpId: string
  kf: KfConfig | null
  app: AppConfig | null
}

export interface S3Config {
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

export interface Config {
  port: number
  host: string
  publicUrl: string
  databaseUrl: string | undefined
  redisUrl: string | undefined
  dataDir: string
  /** Newest first. */
  dataKeys: { id: string; key: Buffer }[]
  sessionKey: Buffer
  orgFile: string | undefined
  /** What the program says instead of the dialogues that ship. */
  flowsDir: string | undefined
  logLevel: string
  numberPrefix: string
  s3: S3Config | null
  wecom: WecomConfig | null
  /** Needs no corp id and no public address, so it stands apart. */
  bot: BotConfig | null
  handOver: 'pool' | 'servicer' | 'off'
  /** Hours of the day in Shanghai in which nobody is told anything unasked. */
  quiet: { from: number; to: number } | null
  /** After that a notice that could not be told in the chat needs another way. */
  fallbackMs: number
  /** Days after an answer in which it can be rated. */
  ratingDays: number
  draft: {
    /** Silence after which a person is reminded of a draft; null: never. */
    remindMs: number | null
    /** Silence after which a draft is registered. */
    fileMs: number
  }
  /** When the categories of the model are no longer shown or asked. */
  drift: { window: number; unsure: number; disagreed: number }
  /** Wrong query codes by all askers in an hour. */
  queryTries: number
  /** A sender of text messages. */
  sms: { url: string; secret: string } | null
  /** Who gets a card about an alarm; empty: the supervisors of the petition office. */
  administrators: string[]
  /** A machine that hears voices. */
  speech: SpeechConfig | null
  llm: LlmConfig | null
}
