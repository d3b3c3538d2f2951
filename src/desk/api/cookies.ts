import type { CookieSerializeOptions } from '@fastify/cookie'

export const SESSION_COOKIE = 'minqing_session'
/** Ties a login to the browser that began it. */
export const BROWSER_COOKIE = 'minqing_login'

/** Lax: the way back from WeCom's login is a navigation from another site. */
export const cookieOptions = (publicUrl: string, path: string, maxAgeMs: number): CookieSerializeOptions => ({
  path,
  httpOnly: true,
  sameSite: 'lax',
  secure: publicUrl.startsWith('https:'),
  signed: true,
  maxAge: Math.floor(maxAgeMs / 1000),
})
