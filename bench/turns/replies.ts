import { performance } from 'node:perf_hooks'
import { citizen } from '../../test/support/citizen.ts'
import { openHouse } from '../../test/support/house.ts'

const AT_ONCE = 4
const STORY = '柳渡镇幸福路12号门口的工地每天半夜施工，噪音很大，孩子睡不着。希望晚上十点后停止施工。'

/** Milliseconds from a citizen's message to the first answer on the screen, through simulator, service, PostgreSQL and Redis. */
export async function replyTimes(citizens: number): Promise<number[]> {
  const house = await openHouse()
  const waits: number[] = []
  const one = async () => {
    const person = citizen(house.sim)
    for (const words of [STORY, '帮助', '返回', '不留', '没有', '提交']) {
      const before = (await person.heard()).length
      const from = performance.now()
      person.says(words)
      const last = Math.max(0, ...(await person.screen()).map((item) => item.seq))
      for (let after = last; (await person.heard()).length === before; ) {
        const { items } = await house.sim.phones.screen(person.phone, { after, wait: 1_000 })
        after = Math.max(after, ...items.map((item) => item.seq))
      }
      waits.push(performance.now() - from)
    }
  }
  try {
    for (let n = 0; n < citizens; n += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, one))
  } finally {
    await house.close()
  }
  return waits
}
