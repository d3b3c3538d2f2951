import { getJsApiSignature } from '@wecom/crypto'

/** Signs the page's own URL for wx.config and wx.agentConfig: as the page sees it, without the fragment (§6.5). */
export function jsSdkSignature(page: { ticket: string; nonceStr: string; timestamp: number; url: string }): string {
  return getJsApiSignature({ ...page, url: page.url.split('#', 1)[0] ?? '' }).signature
}
