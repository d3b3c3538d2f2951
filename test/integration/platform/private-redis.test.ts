import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { startPrivateRedis } from '../../../src/platform/redis/index.ts'
import { eventually } from '../../support/eventually.ts'
import { answers, program } from './support.ts'

const folderOf = (url: string) => dirname(url.slice('unix:'.length))

it('a private Redis ends with its parent, even when that is killed with -9', async () => {
  const parent = program(`
    import { startPrivateRedis } from './src/platform/redis/index.ts'
    const { url } = await startPrivateRedis()
    console.log(url)
    setInterval(() => {}, 1000)`)
  const url = await parent.line()
  expect(await answers(url)).toBe(true)
  parent.child.kill('SIGKILL')
  await eventually('the server is gone', async () => !(await answers(url)))
  await eventually('its folder is gone', () => !existsSync(folderOf(url)))
})

it('a private Redis that is closed leaves nothing behind', async () => {
  const redis = await startPrivateRedis()
  expect(existsSync(folderOf(redis.url))).toBe(true)
  await redis.close()
  expect(await answers(redis.url)).toBe(false)
  expect(existsSync(folderOf(redis.url))).toBe(false)
})
