import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { trainCorrections } from '../../../src/app/commands/train-corrections.ts'
import { ROOT } from '../../../src/app/root.ts'
import { loadUnderstanding, recordDecision } from '../../../src/case/understand/index.ts'
import { openWorld, type World } from './world.ts'

const WHAT =
  '公交车 公交站台 公交线路 末班车 校门口的红绿灯 斑马线 人行天桥 小区外的停车位 路口的护栏 非机动车道 地铁口 通勤班车'
const HOW =
  '坏了三周没人修 总是晚点半小时 被商贩长期占着 设置得很不合理 应当早点恢复 取消以后老人出不了门 一到下雨就不能用 多次打电话都没有答复 希望增加一些 下班时候挤不上去 刚修好又挖开了 连个牌子都没有 夜里看不清楚 两边说法不一样 和公示的不同'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => rm(world.folder, { recursive: true, force: true }))

const decided = async (words: string, path: string[]) => {
  const { complaintId } = await world.file({ words: [words], category: null })
  const decision = { path, by: 'Clerk', office: 'petition', at: world.clock.now(), rulesVersion: '1' }
  await recordDecision(world.db, complaintId, decision)
}

it('what staff decided teaches a model of the office, and the service uses it from its next start', async () => {
  for (const what of WHAT.split(' ')) for (const how of HOW.split(' ')) await decided(what + how, ['交通运输'])
  await decided('我要举报村支书贪污修路的钱', ['交通运输'])
  await world.stop()
  const environment = {
    DATA_DIR: world.folder,
    DATA_KEYS: `t1:${Buffer.alloc(32, 1).toString('base64')}`,
    SESSION_KEY: Buffer.alloc(32, 2).toString('base64'),
  }
  const { code, text } = await trainCorrections(environment)
  expect([code, text]).toEqual([0, expect.stringMatching(/in use +candidate[\s\S]*macro_f1_open[\s\S]*installed as/)])
  const officeDir = join(world.folder, 'models')
  const taught = loadUnderstanding({ rulesDir: join(ROOT, 'rules'), officeDir })
  expect(taught.model.office?.matters).toBeLessThan(WHAT.split(' ').length * HOW.split(' ').length)
  expect(taught.classify({ text: '公交车站台被占着，下班挤不上去' }).scores[0]?.category).toBe('交通运输')
  expect((await trainCorrections(environment)).text).toContain('not installed')
}, 120_000)
