import type { IncomingHttpHeaders } from 'node:http'

/**
 * A request that changes something must come from our own page: another site can make a browser send the cookie, but can
 * neither set this content type without asking first nor forge these two headers.
 */
export function requestFault(of: {
  method: string
  headers: IncomingHttpHeaders
  publicUrl: string
}): 'foreign_request' | 'not_json' | null {
  if (of.method === 'GET' || of.method === 'HEAD') return null
  if (!isOwnPage(of.headers, of.publicUrl)) return 'foreign_request'
  const type = of.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/json' ? null : 'not_json'
}

/** Sec-Fetch-Site is absent in older clients and on plain HTTP; then Origin decides. Neither: not a browser's page. */
function isOwnPage(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === new URL(publicUrl).origin
}
