import type { FastifyReply } from 'fastify'
import { LOGIN_AGAIN, LOGIN_PAGES, type LoginPage } from './texts.ts'

const STATUS: { readonly [page in LoginPage]: number } = {
  off: 503,
  again: 400,
  unavailable: 502,
  outsider: 403,
}

/** A page of one sentence: no data, no script. */
export function sendLoginPage(reply: FastifyReply, page: LoginPage): FastifyReply {
  const { title, text } = LOGIN_PAGES[page]
  const again = page === 'off' ? '' : `<p><a class="button" href="/login">${LOGIN_AGAIN}</a></p>`
  return reply
    .code(STATUS[page])
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/pocket/style.css">
<main><h1>${title}</h1><p data-testid="login-message">${text}</p>${again}</main>
</html>
`)
}
