import { err, ok } from '../../platform/kernel/index.ts'
import type { WecomClient } from '../../wecom/index.ts'
import { faultOf } from './fault.ts'
import type { People } from './types.ts'

/** Servicers, names and links of 微信客服 (wecom.md §3.7, §3.8). */
export function kfPeople(client: WecomClient): People {
  return {
    async servicers(account) {
      const list = await client.kf.servicers(account)
      if (!list.ok) return err(faultOf(list.error))
      const members = list.value.flatMap((one) =>
        one.kind === 'member' ? [{ userid: one.userid, serving: one.status === 'serving' }] : [],
      )
      return ok({ members, departments: list.value.length - members.length })
    },
    async handOver(account, peer, to) {
      const session = { openKfid: account, externalUserid: peer }
      const change =
        to === 'pool' ? { state: 'pool' as const } : { state: 'human' as const, servicerUserid: to.servicer }
      const moved = await client.kf.serviceState.trans({ ...session, ...change })
      return moved.ok ? ok({ code: moved.value.msgCode }) : err(faultOf(moved.error))
    },
    async names(peers) {
      const found = await client.kf.customers(peers)
      if (!found.ok) return err(faultOf(found.error))
      return ok(new Map(found.value.customers.map((one) => [one.externalUserid, one.nickname])))
    },
    async entryLink(account, scene) {
      const link = await client.kf.contactWay({ openKfid: account, scene })
      return link.ok ? ok(link.value) : err(faultOf(link.error))
    },
  }
}
