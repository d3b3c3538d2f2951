import { it } from 'vitest'
import { openHouse } from '../../support/house.ts'
import { citizen, STORY } from '../../support/citizen.ts'
it('try', async () => {
  const t0 = performance.now()
  const house = await openHouse()
  console.log('open', performance.now() - t0)
  const li = citizen(house.sim)
  li.says(STORY)
  await li.hears('', 8000)
  await house.calm()
  console.log((await li.heard()).join('\n=====\n'))
  console.log(house.sim.books().phones[li.phone])
  const wang = citizen(house.sim)
  house.sim.phones.enter(wang.phone)
  await wang.hears('直接把要反映')
  await house.calm()
  console.log((await wang.heard()).join('\n=====\n'))
  console.log(await house.context.db.selectFrom('outbound').selectAll().execute())
  console.log(await house.context.db.selectFrom('alarms').selectAll().execute())
  const t1 = performance.now()
  await house.close()
  console.log('close', performance.now() - t1)
})
