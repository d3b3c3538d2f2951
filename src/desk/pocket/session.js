import { send } from './api.js'
import { say } from './dom.js'
import { WORDS } from './words.js'

/** What is on the screen goes with the session: the next person may hold the same phone. */
export const logoutButton = () => {
  document.getElementById('logout').addEventListener('click', async () => {
    const { status } = await send('/logout', {})
    if (status !== 204 && status !== 401) return say(WORDS.offline, true)
    const main = document.querySelector('main')
    main.replaceChildren(document.getElementById('message'))
    say(WORDS.loggedOut)
  })
}
