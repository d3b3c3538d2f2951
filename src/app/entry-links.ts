import { type Org, recordScene } from '../case/org/index.ts'
import type { Db } from '../platform/db/index.ts'
import { type Clock, err, ok, type Result } from '../platform/kernel/index.ts'
import type { Channel } from '../talk/channel/index.ts'

export interface EntryLinkAsk {
  scene: string
  account: string | undefined
  place: string | undefined
  office: string | undefined
}

/** wecom.md §3.8. */
const SCENE = /^[0-9A-Za-z_-]{1,32}$/

/** Makes a link for a poster or a page, and records what it stands for. */
export async function makeEntryLink(
  ask: EntryLinkAsk,
  deps: { db: Db; clock: Clock; org: Org; channel: Channel },
): Promise<Result<string, string>> {
  const { channel, org } = deps
  const account = ask.account ?? (channel.accounts.length === 1 ? channel.accounts[0] : undefined)
  if (!SCENE.test(ask.scene)) return err('--scene must be 1 to 32 letters, digits, - or _')
  if (account === undefined) return err(`--account must name one of ${channel.accounts.join(', ')}`)
  if (!channel.accounts.includes(account)) return err(`--account ${account} is not in WECOM_KF_ID`)
  if (ask.place !== undefined && !org.places.some(({ id }) => id === ask.place)) return err(`no place ${ask.place}`)
  if (ask.office !== undefined && !org.offices.some(({ id }) => id === ask.office))
    return err(`no office ${ask.office}`)
  const link = await channel.people?.entryLink(account, ask.scene)
  if (!link?.ok) return err(`WeCom made no link: ${link?.error.detail ?? 'this channel has none'}`)
  const scene = { account, scene: ask.scene, place: ask.place ?? null, office: ask.office ?? null, url: link.value }
  await recordScene(deps.db, scene, deps.clock.now())
  return ok(link.value)
}
