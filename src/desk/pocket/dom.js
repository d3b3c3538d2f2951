/** An element with attributes and children. Text is only ever set as text: what a citizen wrote is never markup. */
export const el = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

const box = () => document.getElementById('message')

export const say = (text, refused = false) => {
  box().textContent = text
  box().classList.toggle('refused', refused)
  box().hidden = false
  box().focus()
  box().scrollIntoView({ block: 'nearest' })
}

export const unsay = () => {
  box().hidden = true
}

/** The words stay in the page, so the way back to login is a new window. */
export const sayLogin = (words) => {
  say('', true)
  const to = encodeURIComponent(location.pathname)
  box().append(words.expired, ' ', el('a', { href: `/login?to=${to}`, target: '_blank' }, words.login))
}
