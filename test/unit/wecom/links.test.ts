import { describe, expect, it } from 'vitest'
import { jsSdkSignature, oauthUrl, qrLoginUrl } from '../../../src/wecom/index.ts'

const login = {
  corpId: 'ww1',
  agentId: 1000002,
  redirectUri: 'https://desk.example.com/login?next=/m/1&x=2',
  state: 'abc123',
}

describe('login links', () => {
  it('carry the redirect encoded once and end in #wechat_redirect', () => {
    const url = new URL(oauthUrl({ ...login, oauthBase: 'https://open.weixin.qq.com/' }))
    expect(url.origin + url.pathname).toBe('https://open.weixin.qq.com/connect/oauth2/authorize')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: 'ww1',
      redirect_uri: login.redirectUri,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc123',
      agentid: '1000002',
    })
    expect(url.hash).toBe('#wechat_redirect')
  })

  it('lead to the QR page outside the client', () => {
    const url = new URL(qrLoginUrl({ ...login, loginBase: 'https://login.work.weixin.qq.com' }))
    expect(url.origin + url.pathname).toBe('https://login.work.weixin.qq.com/wwlogin/sso/login')
    expect(url.searchParams.get('login_type')).toBe('CorpApp')
    expect(url.searchParams.get('redirect_uri')).toBe(login.redirectUri)
  })

  it.each(['', 'a-b', 'a'.repeat(129)])('are not made with the state %j', (state) => {
    const fault = expect.objectContaining({ code: 'wecom_login_state_invalid' })
    expect(() => oauthUrl({ ...login, state, oauthBase: 'https://a' })).toThrowError(fault)
    expect(() => qrLoginUrl({ ...login, state, loginBase: 'https://a' })).toThrowError(fault)
  })
})

describe('JS-SDK signature (A4)', () => {
  const official = {
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    nonceStr: 'Wm3WZYTPz0wzccnW',
    timestamp: 1414587457,
  }

  it.each([
    [{ ...official, url: 'http://mp.weixin.qq.com?params=value' }, '0f9de62fce790f9a083d5c99e95740ceb90c27ed'],
    [{ ...official, url: 'http://mp.weixin.qq.com' }, 'f4d90daf4b3bca3078ab155816175ba34c443a7b'],
    [
      { ticket: 'mock-ticket', nonceStr: 'mock-nonce', timestamp: 1601234567, url: 'https://www.easywechat.com/' },
      '22772d2fb393ab9f7f6a5a54168a566fbf1ab767',
    ],
  ])('of %j', (page, signature) => {
    expect(jsSdkSignature(page)).toBe(signature)
  })

  it('does not see the fragment', () => {
    const page = { ...official, url: 'http://mp.weixin.qq.com?params=value' }
    expect(jsSdkSignature({ ...page, url: `${page.url}#top#2` })).toBe(jsSdkSignature(page))
  })
})
