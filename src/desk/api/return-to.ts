const LONGEST = 500
const BASE = 'http://local.invalid'

/** Where to go after login: a path of this service, whatever was asked. Browsers read `/\x`, `/\t/x` and `/.//x` as hosts. */
export function safeReturn(to: string | undefined): string {
  if (to === undefined || to.length > LONGEST || !to.startsWith('/') || !URL.canParse(to, BASE)) return '/'
  const url = new URL(to, BASE)
  const local = url.origin === BASE && !url.pathname.startsWith('//') && !url.pathname.startsWith('/login')
  return local ? url.pathname + url.search : '/'
}
