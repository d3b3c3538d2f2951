import { attempt, follow, get, plant, post, timeOf } from './api.js'
import { bubble } from './bubble.js'
import { el, keptAtEnd, keyedList } from './dom.js'
import { placeChooser } from './places.js'
import { voiceChooser } from './voice.js'

const timeLine = (at) => el('div', { className: 'time' }, timeOf(at))

/** The citizen's WeChat: one conversation with a kf account. */
export const startCitizen = async (root) => {
  const accounts = await get('/sim/accounts')
  const talk = { me: null, account: accounts[0], stop: () => undefined }
  const list = keptAtEnd(el('div', { className: 'messages', testid: 'citizen-messages', 'aria-live': 'polite' }))
  const phone = phoneOf(talk)
  const acts = {
    ...phone,
    restart: () => {
      talk.stop()
      talk.stop = showScreen(talk, list, phone)
    },
  }
  const people = peopleBar(talk, acts)
  const places = placeChooser((location) => phone.send({ msgtype: 'location', location }))
  const voices = voiceChooser((file) => phone.sendFile(file, 'voice'))
  const choosers = [places, voices]
  root.replaceChildren(people.bar, titleBar(talk, accounts, acts), list, ...choosers, inputBar(phone, choosers))
  await people.begin()
}

const phoneOf = (talk) => {
  const path = (verb) => `/sim/phones/${talk.me.external_userid}/${verb}`
  const act = (verb, body) => post(path(verb), { open_kfid: talk.account.open_kfid, ...body })
  return {
    path,
    send: (message) => attempt(() => act('send', message)),
    sendFile: (file, msgtype) =>
      attempt(async () => {
        const { media_id } = await plant(file, msgtype)
        await act('send', { msgtype, [msgtype]: { media_id } })
      }),
    enter: () => attempt(() => act('enter', { scene: 'page' })),
    recall: (msgid) => attempt(() => act('recall', { msgid })),
    tap: (msgid, item) =>
      attempt(async () => {
        const { url } = await act('tap', { msgid, item })
        if (url) window.open(url, '_blank')
      }),
  }
}

const showScreen = (talk, list, phone) => {
  const items = new Map()
  list.replaceChildren()
  const draw = keyedList(list, (item) => bubble(item, phone), timeLine)
  return follow(`${phone.path('screen')}?open_kfid=${talk.account.open_kfid}`, (fresh) => {
    for (const item of fresh) items.set(item.msgid, item)
    draw([...items.values()].filter((item) => !item.failed).sort((a, b) => a.at - b.at || a.seq - b.seq))
  })
}

const peopleBar = (talk, acts) => {
  const people = el('select', { testid: 'citizen-select', 'aria-label': '市民', onchange: () => use(people.value) })
  const use = async (id) => {
    const all = await get('/sim/phones')
    talk.me = all.find((phone) => phone.external_userid === id) ?? all.at(-1)
    people.replaceChildren(...all.map((phone) => el('option', { value: phone.external_userid }, phone.name)))
    people.value = talk.me.external_userid
    localStorage.setItem('citizen', talk.me.external_userid)
    acts.restart()
  }
  const create = () =>
    attempt(async () => {
      const made = await post('/sim/phones')
      await use(made.external_userid)
      await acts.enter()
    })
  const begin = async () => {
    const known = await get('/sim/phones')
    if (known.length === 0) await create()
    else await use(localStorage.getItem('citizen') ?? known[0].external_userid)
  }
  const another = el('button', { type: 'button', testid: 'citizen-new', onclick: create }, '新市民')
  const scan = { type: 'button', testid: 'citizen-enter', onclick: acts.enter, title: '扫码或点链接进入会话' }
  const bar = el(
    'div',
    { className: 'bar' },
    el('span', { className: 'who' }, '市民', people, another),
    el('button', scan, '扫码进入'),
  )
  return { bar, begin }
}

const titleBar = (talk, accounts, acts) => {
  const title = el('strong', {}, talk.account.name)
  const choose = () => {
    talk.account = accounts.find((each) => each.open_kfid === select.value)
    title.textContent = talk.account.name
    acts.restart()
  }
  const select = el(
    'select',
    { testid: 'citizen-account', 'aria-label': '客服账号', onchange: choose },
    accounts.map(({ open_kfid, name }) => el('option', { value: open_kfid }, name)),
  )
  return el(
    'div',
    { className: 'title' },
    el('span', { className: 'dot' }),
    title,
    el('small', {}, '微信客服'),
    accounts.length > 1 && select,
  )
}

const inputBar = (phone, [places, voices]) => {
  const input = el('textarea', { testid: 'citizen-input', rows: 1, placeholder: '发消息', 'aria-label': '发消息' })
  const photo = el('input', { type: 'file', accept: 'image/*', testid: 'citizen-photo', className: 'unseen' })
  const submit = (event) => {
    event.preventDefault()
    const content = input.value.trim()
    input.value = ''
    if (content !== '') phone.send({ msgtype: 'text', text: { content } })
  }
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
  })
  photo.addEventListener('change', async () => {
    const [file] = photo.files
    if (file) await phone.sendFile(file, 'image')
    photo.value = ''
  })
  const tool = (label, testid, chooser) => {
    const toggle = () => {
      for (const each of [places, voices]) each.hidden = each !== chooser || !each.hidden
    }
    return el('button', { type: 'button', className: 'tool', testid, onclick: toggle }, label)
  }
  return el(
    'form',
    { className: 'input', onsubmit: submit },
    el('label', { className: 'tool', title: '照片' }, '照片', photo),
    tool('语音', 'citizen-voice', voices),
    tool('位置', 'citizen-location', places),
    input,
    el('button', { type: 'submit', className: 'send', testid: 'citizen-send' }, '发送'),
  )
}
