import { attempt, follow, get, plant, post, say, timeOf } from './api.js'
import { el, keyedList, linked } from './dom.js'

const PLACES = [
  { name: '人民广场', address: '城关街道人民路 1 号', latitude: 31.2304, longitude: 121.4737 },
  { name: '幸福小区南门', address: '城关街道幸福路 88 号', latitude: 31.2411, longitude: 121.4626 },
  { name: '柳河桥', address: '柳河镇桥头村', latitude: 31.1987, longitude: 121.4368 },
]

/** The citizen's WeChat: one conversation with the kf account. */
export const startCitizen = async (root) => {
  const accounts = await get('/sim/accounts')
  let account = accounts[0]
  let me = null
  let stop = () => undefined
  const items = new Map()

  const list = el('div', { className: 'messages', testid: 'citizen-messages', 'aria-live': 'polite' })
  const title = el('strong', {}, account.name)
  const people = el('select', { testid: 'citizen-select', 'aria-label': '市民', onchange: () => use(people.value) })
  const kf = el(
    'select',
    { testid: 'citizen-account', 'aria-label': '客服账号', onchange: () => useAccount(kf.value) },
    accounts.map(({ open_kfid, name }) => el('option', { value: open_kfid }, name)),
  )
  const input = el('textarea', { testid: 'citizen-input', rows: 1, placeholder: '发消息', 'aria-label': '发消息' })
  const photo = el('input', { type: 'file', accept: 'image/*', testid: 'citizen-photo', className: 'unseen' })
  const places = placeChooser((place) => sendMessage({ msgtype: 'location', location: place }))

  const path = (verb) => `/sim/phones/${me.external_userid}/${verb}`
  const sendMessage = (message) => attempt(() => post(path('send'), { open_kfid: account.open_kfid, ...message }))
  const sendText = async () => {
    const content = input.value.trim()
    if (content === '') return
    input.value = ''
    await sendMessage({ msgtype: 'text', text: { content } })
  }
  const tap = (msgid, item) =>
    attempt(async () => {
      const { url } = await post(path('tap'), { open_kfid: account.open_kfid, msgid, item })
      if (url) window.open(url, '_blank')
    })
  const recall = (msgid) => attempt(() => post(path('recall'), { open_kfid: account.open_kfid, msgid }))

  let draw = () => undefined
  const take = (fresh) => {
    for (const item of fresh) items.set(item.msgid, item)
    draw([...items.values()].filter((item) => !item.failed).sort((a, b) => a.at - b.at || a.seq - b.seq))
  }
  const restart = () => {
    stop()
    items.clear()
    list.replaceChildren()
    draw = keyedList(list, (item) => bubble(item, { tap, recall }), timeLine)
    stop = follow(`${path('screen')}?open_kfid=${account.open_kfid}`, take)
  }
  const use = async (id) => {
    const all = await get('/sim/phones')
    me = all.find((phone) => phone.external_userid === id) ?? all.at(-1)
    people.replaceChildren(...all.map((phone) => el('option', { value: phone.external_userid }, phone.name)))
    people.value = me.external_userid
    localStorage.setItem('citizen', me.external_userid)
    restart()
  }
  const useAccount = (id) => {
    account = accounts.find((each) => each.open_kfid === id)
    title.textContent = account.name
    restart()
  }
  const create = () =>
    attempt(async () => {
      const made = await post('/sim/phones')
      await use(made.external_userid)
      await enter()
    })
  const enter = () =>
    attempt(async () => {
      await post(path('enter'), { open_kfid: account.open_kfid, scene: 'page' })
      say('')
    })

  const submit = (event) => {
    event.preventDefault()
    sendText()
  }

  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    sendText()
  })
  photo.addEventListener('change', () =>
    attempt(async () => {
      const [file] = photo.files
      if (!file) return
      const { media_id } = await plant(file)
      photo.value = ''
      await sendMessage({ msgtype: 'image', image: { media_id } })
    }),
  )

  root.replaceChildren(
    el(
      'div',
      { className: 'bar' },
      el(
        'span',
        { className: 'who' },
        '市民',
        people,
        el('button', { type: 'button', testid: 'citizen-new', onclick: create }, '新市民'),
      ),
      el(
        'button',
        { type: 'button', testid: 'citizen-enter', onclick: enter, title: '扫码或点链接进入会话' },
        '扫码进入',
      ),
    ),
    el(
      'div',
      { className: 'title' },
      el('span', { className: 'dot' }),
      title,
      el('small', {}, '微信客服'),
      accounts.length > 1 && kf,
    ),
    list,
    places,
    el(
      'form',
      { className: 'input', onsubmit: submit },
      el('label', { className: 'tool', title: '照片', tabindex: 0 }, '照片', photo),
      el(
        'button',
        {
          type: 'button',
          className: 'tool',
          testid: 'citizen-location',
          onclick: () => (places.hidden = !places.hidden),
        },
        '位置',
      ),
      input,
      el('button', { type: 'submit', className: 'send', testid: 'citizen-send' }, '发送'),
    ),
  )

  const known = await get('/sim/phones')
  if (known.length === 0) await create()
  else await use(localStorage.getItem('citizen') ?? known[0].external_userid)
}

const placeChooser = (send) => {
  const box = el('div', { className: 'places', testid: 'location-chooser', hidden: true })
  const field = (label, testid, value) => {
    const input = el('input', { testid, value, 'aria-label': label })
    return { input, row: el('label', {}, label, input) }
  }
  const name = field('地点', 'location-name', PLACES[0].name)
  const address = field('地址', 'location-address', PLACES[0].address)
  const latitude = field('纬度', 'location-latitude', PLACES[0].latitude)
  const longitude = field('经度', 'location-longitude', PLACES[0].longitude)
  const fill = (place) => {
    name.input.value = place.name
    address.input.value = place.address
    latitude.input.value = place.latitude
    longitude.input.value = place.longitude
  }
  const choose = async () => {
    box.hidden = true
    await send({
      name: name.input.value,
      address: address.input.value,
      latitude: Number(latitude.input.value),
      longitude: Number(longitude.input.value),
    })
  }
  box.append(
    el(
      'div',
      { className: 'chips' },
      PLACES.map((place) =>
        el('button', { type: 'button', testid: 'location-choice', onclick: () => fill(place) }, place.name),
      ),
    ),
    name.row,
    address.row,
    el('div', { className: 'pair' }, latitude.row, longitude.row),
    el('button', { type: 'button', className: 'send', testid: 'location-send', onclick: choose }, '发送位置'),
  )
  return box
}

const timeLine = (at) => el('div', { className: 'time' }, timeOf(at))

const WHO = { them: '民', servicer: '客', me: '我' }

const bubble = (item, acts) => {
  if (item.recalled)
    return el('div', { className: 'time' }, item.from === 'me' ? '你撤回了一条消息' : '对方撤回了一条消息')
  const plainImage = item.msgtype === 'image' && item.media
  return el(
    'div',
    {
      className: `line ${item.from}`,
      testid: 'citizen-bubble',
      data: { from: item.from, msgid: item.msgid, msgtype: item.msgtype },
    },
    el('span', { className: 'avatar', 'aria-hidden': 'true' }, WHO[item.from] ?? '·'),
    el('div', { className: plainImage ? 'bubble bare' : 'bubble' }, content(item, acts)),
    item.from === 'me' &&
      el(
        'button',
        { type: 'button', className: 'recall', testid: 'citizen-recall', onclick: () => acts.recall(item.msgid) },
        '撤回',
      ),
  )
}

const NAMES = { voice: '语音', video: '视频', file: '文件' }

const content = (item, acts) => {
  if (item.menu) return menu(item, acts)
  if (item.msgtype === 'image' && item.media) return el('img', { src: item.media.url, alt: item.media.name })
  if (item.media)
    return el(
      'a',
      { href: item.media.url, target: '_blank', className: 'file' },
      `[${NAMES[item.msgtype] ?? '文件'}] ${item.media.name}`,
    )
  if (item.location) return location(item.location)
  if (item.link)
    return el('a', { href: item.link.url, target: '_blank' }, item.link.title, el('small', {}, item.link.desc ?? ''))
  if (item.text !== undefined) return linked(item.text, (href) => window.open(href, '_blank'))
  return `[${item.msgtype}]`
}

const location = (place) =>
  el(
    'div',
    { className: 'place' },
    el('strong', {}, place.name || '位置'),
    el('small', {}, place.address || `${place.latitude}, ${place.longitude}`),
    el('div', { className: 'map', 'aria-hidden': 'true' }, '◎'),
  )

const menu = (item, acts) =>
  el(
    'div',
    { className: 'menu' },
    item.menu.head && el('div', { className: 'menu-head' }, item.menu.head),
    item.menu.items.map((entry) =>
      entry.type === 'text'
        ? el('div', { className: 'menu-text' }, entry.content)
        : el(
            'button',
            {
              type: 'button',
              testid: 'menu-item',
              data: { index: entry.index, ...(entry.id ? { id: entry.id } : {}) },
              onclick: () => acts.tap(item.msgid, entry.index),
            },
            entry.content,
          ),
    ),
    item.menu.tail && el('div', { className: 'menu-tail' }, item.menu.tail),
  )
