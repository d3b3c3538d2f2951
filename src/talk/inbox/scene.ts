import type { Transaction } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { InboundBody } from '../channel/index.ts'
import './tables.ts'

/** wecom.md §3.8: a scene as links are made with; the parameter is 128 bytes at most, before whatever was done to it. */
const SCENE = /^[0-9A-Za-z_-]{1,32}$/
const PARAM_LETTERS = 128

/** The link a person came by. A later entry without a scene (from the chat list) does not undo it. */
export async function rememberScene(
  trx: Transaction<Tables>,
  conversationId: string,
  entered: Extract<InboundBody, { kind: 'entered' }>,
): Promise<void> {
  if (!SCENE.test(entered.scene)) return
  await trx
    .updateTable('conversations')
    .set({ scene: entered.scene, scene_param: entered.sceneParam.slice(0, PARAM_LETTERS) || null })
    .where('id', '=', conversationId)
    .execute()
}
