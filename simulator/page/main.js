import { attempt, get, post } from './api.js'
import { startCitizen } from './citizen.js'
import { startStaff } from './staff.js'

const clockNow = document.querySelector('[data-testid=clock-now]')
let ahead = 0

const showClock = () => {
  const format = { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'medium', hour12: false }
  const weekday = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', weekday: 'short' })
  const now = Date.now() + ahead
  clockNow.textContent = `${new Intl.DateTimeFormat('zh-CN', format).format(now)} ${weekday.format(now)}`
}

const readClock = async () => {
  const { now } = await get('/sim/clock')
  ahead = Date.parse(now) - Date.now()
  showClock()
}

const move = (ms) => () =>
  attempt(async () => {
    await post('/sim/clock', { advance_ms: ms })
    await readClock()
  })

document.querySelector('[data-testid=clock-hour]').addEventListener('click', move(3_600_000))
document.querySelector('[data-testid=clock-day]').addEventListener('click', move(86_400_000))

await attempt(readClock)
setInterval(showClock, 1000)
setInterval(() => readClock().catch(() => undefined), 10_000)
await attempt(() => startCitizen(document.querySelector('[data-testid=citizen-phone]')))
await attempt(() => startStaff(document.querySelector('[data-testid=staff-phone]')))
