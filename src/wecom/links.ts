import { loginStateInvalid } from './errors.ts'

interface Login {
  corpId: string
  agentId: number | string
  /** Its host must be in the app's trusted domain (50001). */
  redirectUri: string
  /** Letters and digits, ≤ 128 (§6.1). */
  state: string
}

const STATE = /^[a-zA-Z0-9]{1,128}$/

/** Silent login inside the WeCom client (§6.1). */
export function oauthUrl({ oauthBase, corpId, agentId, redirectUri, state }: Login & { oauthBase: string }): string {
  const query = new URLSearchParams({
    appid: corpId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'snsapi_base',
    state: checked(state),
    agentid: String(agentId),
  })
  return `${trimmed(oauthBase)}/connect/oauth2/authorize?${query}#wechat_redirect`
}

/** Login by QR code in any browser (§6.2). */
export function qrLoginUrl({ loginBase, corpId, agentId, redirectUri, state }: Login & { loginBase: string }): string {
  const query = new URLSearchParams({
    login_type: 'CorpApp',
    appid: corpId,
    agentid: String(agentId),
    redirect_uri: redirectUri,
    state: checked(state),
    lang: 'zh',
  })
  return `${trimmed(loginBase)}/wwlogin/sso/login?${query}`
}

function checked(state: string): string {
  if (!STATE.test(state)) throw loginStateInvalid()
  return state
}

function trimmed(base: string): string {
  return base.replace(/\/+$/, '')
}
