/** Builds an element; text goes in as text, never as markup. */
export const el = (tag, props = {}, ...children) => {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'testid') node.dataset.testid = value
    else if (name === 'data') Object.assign(node.dataset, value)
    else if (name === 'value' || name === 'disabled' || name === 'checked') node[name] = value
    else node.setAttribute(name === 'className' ? 'class' : name, value === true ? '' : value)
  }
  node.append(
    ...children
      .flat(Number.POSITIVE_INFINITY)
      .filter((child) => child !== null && child !== undefined && child !== false),
  )
  return node
}

const URL_PATTERN = /(https?:\/\/[^\s<>"'，。；）】]+)/

/** Plain text whose addresses can be tapped. */
export const linked = (text, open) =>
  text.split(URL_PATTERN).map((part, i) => (i % 2 === 1 ? anchor(part, part, open) : part))

export const anchor = (label, href, open) =>
  el(
    'a',
    {
      href,
      testid: 'card-link',
      onclick: (event) => {
        event.preventDefault()
        event.stopPropagation()
        open(href)
      },
    },
    label,
  )

/** The few tags the platform shows in app texts and text cards; everything else is shown as its text. */
export const rich = (html, open) => {
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent
    const inside = [...node.childNodes].map(walk)
    const href = node.getAttribute?.('href') ?? ''
    if (node.nodeName === 'BR') return el('br')
    if (node.nodeName === 'A' && /^https?:/.test(href)) return anchor(node.textContent, href, open)
    if (node.nodeName === 'DIV') return el('div', { className: `rich-${node.className}` }, inside)
    return inside
  }
  const body = new DOMParser().parseFromString(html, 'text/html').body
  return [...body.childNodes].map(walk).flat(Number.POSITIVE_INFINITY)
}

const INLINE = /(\*\*.+?\*\*|`.+?`|\[.+?\]\(.+?\)|<font color="(?:info|comment|warning)">.+?<\/font>)/

const inline = (text, open) =>
  text.split(INLINE).map((part) => {
    const link = /^\[(.+?)\]\((.+?)\)$/.exec(part)
    const font = /^<font color="(\w+)">(.+?)<\/font>$/.exec(part)
    if (link) return anchor(link[1], link[2], open)
    if (font) return el('span', { className: `font-${font[1]}` }, font[2])
    if (/^\*\*.+\*\*$/.test(part)) return el('strong', {}, part.slice(2, -2))
    if (/^`.+`$/.test(part)) return el('code', {}, part.slice(1, -1))
    return part
  })

/** The platform's subset of Markdown. */
export const markdown = (text, open) =>
  text.split('\n').map((line) => {
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    if (heading) return el('div', { className: `md-heading md-${heading[1].length}` }, inline(heading[2], open))
    if (line.startsWith('>')) return el('blockquote', {}, inline(line.slice(1).trim(), open))
    return el('div', { className: 'md-line' }, line === '' ? el('br') : inline(line, open))
  })

/** Draws a list whose items are rebuilt only when they changed, so that a half-made choice survives a new message. */
export const keyedList = (box, build, timeLine) => {
  const drawn = new Map()
  const nodeOf = (item) => {
    const held = drawn.get(item.msgid)
    if (held?.seq === item.seq) return held.node
    const node = build(item)
    drawn.set(item.msgid, { seq: item.seq, node })
    return node
  }
  return (items) => {
    let shownAt = Number.NEGATIVE_INFINITY
    const lines = items.flatMap((item) => {
      const pause = item.at - shownAt > PAUSE_MS
      if (pause) shownAt = item.at
      return pause ? [timeLine(item.at), nodeOf(item)] : [nodeOf(item)]
    })
    box.replaceChildren(...lines)
  }
}

/** Shows the newest message unless somebody scrolled up to read. A picture gets its height late, and `load` does not bubble. */
export const keptAtEnd = (box) => {
  let following = true
  let top = 0
  const follow = () => {
    if (following || box.childElementCount === 0) {
      following = true
      box.scrollTop = box.scrollHeight
    }
    top = box.scrollTop
  }
  box.addEventListener('scroll', () => {
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80
    if (atEnd || box.scrollTop < top) following = atEnd
    top = box.scrollTop
  })
  box.addEventListener('load', follow, true)
  new MutationObserver(follow).observe(box, { childList: true })
  return box
}

/** The time is shown again after this long, as WeChat does. */
const PAUSE_MS = 5 * 60_000
