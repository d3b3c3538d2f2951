import { beforeAll, describe, expect, it } from 'vitest'
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

describe('the folder of the embedded database', () => {
  let folder: string
  beforeAll(async () => {
    folder = await temporaryFolder('lock')
  })

  it('is refused to a second process, and free when the first was killed with -9, with what that wrote', async () => {
    const first = holder(folder)
    expect(await first.line()).toBe('open')
    const second = holder(folder)
    expect(await second.line()).toBe('db_folder_in_use')
    await expect(openDatabase({ folder })).rejects.toMatchObject({ code: 'db_folder_in_use' })
    first.child.kill('SIGKILL')
    await first.exited
    const third = await openDatabase({ folder })
    await third.script('select * from kept')
    await third.close()
  })

  it('is refused to a second opening in the same process until the first is closed', async () => {
    const first = await openDatabase({ folder })
    await expect(openDatabase({ folder })).rejects.toMatchObject({ code: 'db_folder_in_use' })
    await first.close()
    const second = await openDatabase({ folder })
    await second.close()
  })
})
