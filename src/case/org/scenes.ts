import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    entry_scenes: {
      account: string
      scene: string
      place: string | null
      office: string | null
      url: string
      made_at: Date
    }
  }
}

export interface EntryScene {
  account: string
  scene: string
  place: string | null
  office: string | null
  url: string
}

/** A link was made for a poster or a page. Made again, it stands for what was said last. */
export async function recordScene(trx: Kysely<Tables>, scene: EntryScene, at: Date): Promise<void> {
  const { place, office, url } = scene
  await trx
    .insertInto('entry_scenes')
    .values({ ...scene, made_at: at })
    .onConflict((conflict) => conflict.columns(['account', 'scene']).doUpdateSet({ place, office, url, made_at: at }))
    .execute()
}

/** null: a link that was not made here. */
export async function sceneOf(db: Kysely<Tables>, account: string, scene: string): Promise<EntryScene | null> {
  const row = await db
    .selectFrom('entry_scenes')
    .select(['account', 'scene', 'place', 'office', 'url'])
    .where('account', '=', account)
    .where('scene', '=', scene)
    .executeTakeFirst()
  return row ?? null
}
