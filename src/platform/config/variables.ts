/** Every variable the program reads, with the line that stands in .env.example (a test compares the two). */
export interface Variable {
  name: string
  help: string
  /** Secrets may also be given as NAME_FILE, and are never printed. */
  secret?: true
  default?: string
}

export const VARIABLES = [
  { name: 'PORT', help: 'port of callbacks, staff pages and API', default: '3000' },
  { name: 'HOST', help: 'address to listen on', default: '127.0.0.1' },
  {
    name: 'PUBLIC_URL',
    help: 'https address under which WeCom and staff reach this service; default http://127.0.0.1:PORT',
  },
  {
    name: 'DATABASE_URL',
    help: 'postgres://…; absent: embedded PostgreSQL (PGlite) in DATA_DIR, one process only',
    secret: true,
  },
  { name: 'REDIS_URL', help: 'redis://… or unix:/path; absent: a private redis-server is started', secret: true },
  {
    name: 'DATA_DIR',
    help: 'folder of the embedded database, of received files and of generated secrets',
    default: '.minqing',
  },
  {
    name: 'DATA_KEYS',
    help: 'key ring for fields encrypted at rest: id:base64-of-32-bytes, newest first, comma separated',
    secret: true,
  },
  { name: 'SESSION_KEY', help: 'base64 of 32 bytes or more: signs staff cookies', secret: true },
  { name: 'ORG_FILE', help: 'YAML with offices, staff, places, routes and duty roster, imported at first start' },
  {
    name: 'FLOWS_DIR',
    help: 'folder of the dialogues and sentences, read anew when it changes; default: those that ship',
  },
  {
    name: 'SIMULATOR_PORT',
    help: 'port of the simulated WeCom that runs beside the service when no WECOM_ variable is set',
    default: '4000',
  },
  { name: 'LOG_LEVEL', help: 'trace, debug, info, warn, error or silent', default: 'info' },
  { name: 'NUMBER_PREFIX', help: 'two capital letters before every matter number', default: 'MQ' },
  { name: 'S3_ENDPOINT', help: 'keep received files in an S3 bucket instead of DATA_DIR: https://host' },
  { name: 'S3_BUCKET', help: 'its bucket' },
  { name: 'S3_REGION', help: 'its region', default: 'us-east-1' },
  { name: 'S3_ACCESS_KEY', help: 'its access key', secret: true },
  { name: 'S3_SECRET_KEY', help: 'its secret key', secret: true },
  { name: 'WECOM_API_BASE', help: 'server API', default: 'https://qyapi.weixin.qq.com' },
  { name: 'WECOM_OAUTH_BASE', help: 'login inside WeCom', default: 'https://open.weixin.qq.com' },
  { name: 'WECOM_LOGIN_BASE', help: 'login by QR code', default: 'https://login.work.weixin.qq.com' },
  { name: 'WECOM_CORP_ID', help: 'corp id, ww…' },
  { name: 'WECOM_KF_SECRET', help: 'secret of the app that may call the customer-service API', secret: true },
  { name: 'WECOM_KF_TOKEN', help: 'callback token of that app', secret: true },
  { name: 'WECOM_KF_AES_KEY', help: 'callback EncodingAESKey of that app, 43 characters', secret: true },
  { name: 'WECOM_KF_ID', help: 'open_kfid of each customer-service account this service answers for, comma separated' },
  { name: 'WECOM_APP_AGENT_ID', help: 'agent id of the self-built app that staff use' },
  { name: 'WECOM_APP_SECRET', help: 'its secret', secret: true },
  { name: 'WECOM_APP_TOKEN', help: 'its callback token', secret: true },
  { name: 'WECOM_APP_AES_KEY', help: 'its callback EncodingAESKey, 43 characters', secret: true },
  {
    name: 'WECOM_BOT_ID',
    help: 'id of a smart robot (API mode, long connection): members talk to the service through it',
  },
  { name: 'WECOM_BOT_SECRET', help: 'its secret for the long connection', secret: true },
  { name: 'WECOM_BOT_URL', help: 'where its long connection goes', default: 'wss://openws.work.weixin.qq.com' },
  {
    name: 'KF_HAND_OVER',
    help: 'what 人工 does: pool (to a servicer, else wait for one), servicer (to one who serves now, else phone and hours), off',
    default: 'pool',
  },
  {
    name: 'STT_BASE_URL',
    help: 'speech to text for voices, an OpenAI-compatible address ending before /audio/transcriptions; absent: staff write voices down',
  },
  { name: 'STT_API_KEY', help: 'its key, if it wants one', secret: true },
  { name: 'STT_MODEL', help: 'its model' },
  {
    name: 'LLM_BASE_URL',
    help: 'language model, an OpenAI-compatible address ending before /chat/completions, inside the country (docs/privacy.md); absent: none is asked',
  },
  { name: 'LLM_API_KEY', help: 'its key, if it wants one', secret: true },
  { name: 'LLM_MODEL', help: 'its model' },
  { name: 'LLM_CALLS_PER_HOUR', help: 'calls to it in one hour, for each process that takes turns', default: '2000' },
  { name: 'LLM_TOKENS_PER_HOUR', help: 'tokens in one hour, likewise', default: '2000000' },
  {
    name: 'QUIET_HOURS',
    help: 'hours in Shanghai in which citizens are told nothing unasked (answers to their own words come at any time): 21-8, or off',
    default: '21-8',
  },
  {
    name: 'NOTICE_FALLBACK_HOURS',
    help: 'after so many hours a notice that the chat could not tell is told by text message or by staff; 12 or more',
    default: '24',
  },
  {
    name: 'RATING_DAYS',
    help: 'days after an answer in which its author can rate it; no national rule gives the number',
    default: '30',
  },
  {
    name: 'DRAFT_REMIND_HOURS',
    help: 'after so many hours of silence a person is reminded, once, of what was not submitted; 1 to 40, or off',
    default: '4',
  },
  {
    name: 'DRAFT_FILE_HOURS',
    help: 'after so many hours of silence what was not submitted is registered as an incomplete matter; 24 to 720',
    default: '72',
  },
  {
    name: 'SMS_WEBHOOK_URL',
    help: 'text messages: an address that takes POST {id, phone, text} as JSON; absent: none are sent',
  },
  {
    name: 'SMS_WEBHOOK_SECRET',
    help: 'signs those requests: X-Minqing-Signature is HMAC-SHA256 in hex of X-Minqing-Timestamp, a dot and the body',
    secret: true,
  },
  {
    name: 'QUERY_TRIES_PER_HOUR',
    help: 'wrong query codes in an hour, by all askers together, after which each has one try instead of five; nobody is locked out of their own matters in the chat',
    default: '200',
  },
  {
    name: 'DRIFT_WINDOW',
    help: 'the last so many matters, and decisions of staff, say whether categories are still suggested; 20 to 5000',
    default: '200',
  },
  {
    name: 'DRIFT_UNSURE',
    help: 'share of them that the model may leave open before suggestions are turned off; 0 to 1',
    default: '0.4',
  },
  {
    name: 'DRIFT_DISAGREED',
    help: 'share of those decided that staff may have decided otherwise before suggestions are turned off; 0 to 1',
    default: '0.3',
  },
  {
    name: 'ADMIN_USERIDS',
    help: 'members who get a card about every alarm, comma separated; absent: the supervisors of the petition office',
  },
] as const satisfies readonly Variable[]

export type VariableName = (typeof VARIABLES)[number]['name']
