/** Every call gives `{ status, body }`; 0 means that nothing answered. */
const call = async (url, options) => {
  try {
    const response = await fetch(url, { credentials: 'same-origin', ...options })
    const json = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, body: json ? await response.json() : null }
  } catch {
    return { status: 0, body: null }
  }
}

export const read = (url) => call(url, {})

export const send = (url, body) =>
  call(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

export const toLogin = () => location.assign(`/login?to=${encodeURIComponent(location.pathname)}`)
