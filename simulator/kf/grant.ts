import { ControlError } from '../errors.ts'
import type { World } from '../world.ts'
import { toXml } from '../xml.ts'
import type { Account } from './account.ts'

/** §3.1: the administrator puts accounts under the app or takes them away; the app is told in one event. */
export const changeGrants = async (world: World, given: { add?: string[] | undefined; del?: string[] | undefined }) => {
  const { add = [], del = [] } = given
  for (const id of add) needAccount(world, id).granted = true
  for (const id of del) needAccount(world, id).granted = false
  await world.callbacks.send({
    app: world.kfApp,
    family: 'kf',
    what: 'kf_account_auth_change',
    silent: true,
    plain: toXml({
      ToUserName: world.corpId,
      FromUserName: 'sys',
      CreateTime: world.clock.seconds(),
      MsgType: 'event',
      Event: 'kf_account_auth_change',
      AuthAddOpenKfId: add,
      AuthDelOpenKfId: del,
    }),
  })
  return { add, del }
}

const needAccount = (world: World, openKfid: string): Account => {
  const account = world.accounts.get(openKfid)
  if (!account) throw new ControlError(404, `no kf account ${openKfid}`)
  return account
}
