import { expect, it } from 'vitest'
import { openDatabase } from '../../../src/platform/db/index.ts'
import { program, temporaryFolder } from './support.ts'

const holder = (folder: string) =>
  program(`
    import { openDatabase } from './src/platform/db/index.ts'
    try {
      const { db, script } = await openDatabase({ folder: ${JSON.stringify(folder)} })
      await script('create table if not exists kept (a text)')
      console.log('open')
      setInterval(() => {}, 1000)
    } catch (error) {
      console.log(error.code)
    }`)

it('a second process on the folder of the embedded database is refused', async () => {
  const folder = await temporaryFolder('lock')
  const first = holder(folder)
  expect(await first.line()).toBe('open')
  const second = holder(folder)
  expect(await second.line()).toBe('db_folder_in_use')
  await expect(openDatabase({ folder })).rejects.toMatchObject({ code: 'db_folder_in_use' })
  first.child.kill('SIGKILL')
  await first.exited
})

it('the lock is gone when its holder was killed with -9, and what it wrote is there', async () => {
  const folder = await temporaryFolder('lock')
  const first = holder(folder)
  expect(await first.line()).toBe('open')
  first.child.kill('SIGKILL')
  await first.exited
  const database = await openDatabase({ folder })
  await database.script('select * from kept')
  await database.close()
})

it('a second opening in the same process is refused until the first is closed', async () => {
  const folder = await temporaryFolder('lock')
  const first = await openDatabase({ folder })
  await expect(openDatabase({ folder })).rejects.toMatchObject({ code: 'db_folder_in_use' })
  await first.close()
  const second = await openDatabase({ folder })
  await second.close()
})
