const notice = () => document.querySelector('[data-testid=notice]')

export const say = (text) => {
  const box = notice()
  box.textContent = text
  box.hidden = text === ''
}

const read = async (answer) => {
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.error ?? `HTTP ${answer.status}`)
  return body
}

export const get = async (path, signal) => read(await fetch(path, { signal }))
export const post = async (path, body = {}) => read(await fetch(path, { method: 'POST', body: JSON.stringify(body) }))

/** A file of the phone, as what kind it is sent. */
export const plant = async (file, type) =>
  read(
    await fetch(`/sim/media?${new URLSearchParams({ type, name: file.name, content_type: file.type })}`, {
      method: 'POST',
      body: file,
    }),
  )

/** Does something the user asked for; a refusal is shown, not lost. */
export const attempt = async (run) => {
  try {
    say('')
    await run()
  } catch (error) {
    say(`没有做成：${error.message}`)
  }
}

/** Follows a screen until told to stop: `take` gets what is new, the first time everything. */
export const follow = (path, take) => {
  const stopper = new AbortController()
  const loop = async () => {
    let after = 0
    while (!stopper.signal.aborted) {
      try {
        const separator = path.includes('?') ? '&' : '?'
        const page = await get(`${path}${separator}after=${after}&wait=25000`, stopper.signal)
        after = page.last
        take(page.items)
      } catch {
        if (stopper.signal.aborted) return
        await new Promise((resolve) => setTimeout(resolve, 1500))
      }
    }
  }
  loop()
  return () => stopper.abort()
}

export const timeOf = (ms) =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(ms)
